using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.Serialization;
using System.Threading.Tasks;
using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Runs on every node that may have the singleton, under the same path, and starts the singleton as its child on the oldest one.
/// </summary>
public sealed class ClusterSingletonManager : FSM<ClusterSingletonState, IClusterSingletonData>
{
    private const string HandOverRetryTimer = "hand-over-retry";
    private const string TakeOverRetryTimer = "take-over-retry";
    private const string LeaseRetryTimer = "lease-retry";
    private const string ForgetTimer = "forget-removed";
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(15);

    private readonly Props _singletonProps;
    private readonly object _terminationMessage;
    private readonly ClusterSingletonManagerSettings _settings;
    private readonly Cluster _cluster;
    private readonly OldestTracker _oldest;
    private readonly Lease _lease;
    private readonly TaskCompletionSource<Done> _exitingDone = new(CoordinatedShutdown.ContinuationsOf(Context.System));
    private readonly Dictionary<UniqueAddress, DateTimeOffset> _removed = [];
    private readonly TimeSpan _removalMargin;
    private readonly int _maxHandOverRetries;
    private readonly int _maxTakeOverRetries;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _selfExited;

    public ClusterSingletonManager(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings)
    {
        ToolsDefaults.Register(Context.System);
        _singletonProps = singletonProps;
        _terminationMessage = terminationMessage;
        _settings = settings;
        _cluster = Cluster.Get(Context.System);
        if (settings.Role is not null && !_cluster.SelfRoles.Contains(settings.Role))
            throw new ArgumentException($"The manager of a singleton for role [{settings.Role}] cannot start on {_cluster.SelfAddress}, which has roles [{string.Join(", ", _cluster.SelfRoles)}].");
        _oldest = new OldestTracker(_cluster.SelfUniqueAddress, settings.Role, settings.AppVersionMatters);
        _removalMargin = settings.RemovalMargin > TimeSpan.Zero ? settings.RemovalMargin : _cluster.DowningProvider.DownRemovalMargin;
        (_maxHandOverRetries, _maxTakeOverRetries) = Retries(_removalMargin, settings.HandOverRetryInterval, Context.System.Settings.Config);
        if (settings.LeaseSettings is { } lease)
        {
            _lease = LeaseProvider.Get(Context.System).GetLease(
                $"{Context.System.Name}-singleton-{Self.Path}",
                lease.LeaseImplementation,
                _cluster.SelfAddress.HostPort());
        }

        foreach (var state in Enum.GetValues<ClusterSingletonState>())
            When(state, Handle);
        StartWith(ClusterSingletonState.Start, Uninitialized.Instance);
        Initialize();
    }

    public static Props Props(Props singletonProps, ClusterSingletonManagerSettings settings) =>
        Props(singletonProps, PoisonPill.Instance, settings);

    /// <param name="terminationMessage">Told to the singleton to make it stop; it may take its time.</param>
    public static Props Props(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings) =>
        Actor.Props.From(typeof(ClusterSingletonManager), () => new ClusterSingletonManager(singletonProps, terminationMessage, settings))
            .WithDispatcher(ToolsDefaults.DispatcherOr(null))
            .WithDeploy(Deploy.Local);

    public static Config DefaultConfig() => ToolsDefaults.Config;

    internal static (int HandOver, int TakeOver) Retries(TimeSpan removalMargin, TimeSpan retryInterval, Config config)
    {
        var least = config.GetInt("akka.cluster.singleton.min-number-of-hand-over-retries", 15);
        if (least < 1)
            throw new ConfigurationException("akka.cluster.singleton.min-number-of-hand-over-retries must be at least 1.");
        var handOver = Math.Max(least, (int)(removalMargin / retryInterval) + 3);
        return (handOver, Math.Max(1, handOver - 3));
    }

    protected override void PreStart()
    {
        if (_cluster.IsTerminated)
            throw new ArgumentException("A singleton manager cannot start on a node that has left the cluster.");
        base.PreStart();
        _cluster.Subscribe(Self, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.MemberExited), typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));
        SetTimer(ForgetTimer, ForgetRemoved.Instance, TimeSpan.FromMinutes(1), repeat: true);
        _oldest.AskForNext();
        LeaveInOrder();
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _exitingDone.TrySetResult(Done.Instance);
        _lease?.Release();
        base.PostStop();
    }

    /// <summary>The node's orderly shutdown waits until the singleton has moved.</summary>
    private void LeaveInOrder()
    {
        var shutdown = CoordinatedShutdown.Get(Context.System);
        var self = Self;
        var cluster = _cluster;
        var done = _exitingDone.Task;
        shutdown.AddTask(
            CoordinatedShutdown.PhaseClusterExiting,
            "wait-singleton-exiting",
            () => HasLeft(cluster) ? Task.FromResult(Done.Instance) : done);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseClusterExiting,
            "singleton-exiting-2",
            () => HasLeft(cluster)
                ? Task.FromResult(Done.Instance)
                : self.Ask<Done>(SelfExiting.Instance, shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting)));

        static bool HasLeft(Cluster cluster) => cluster.IsTerminated || cluster.SelfMember.Status == MemberStatus.Down;
    }

    private State<ClusterSingletonState, IClusterSingletonData> Handle(Event<IClusterSingletonData> fsmEvent)
    {
        switch (fsmEvent.FsmEvent)
        {
            case ClusterEvent.CurrentClusterState state:
                _oldest.Start(state);
                break;
            case ClusterEvent.MemberUp { Member: var member }:
                _oldest.Add(member);
                break;
            case ForgetRemoved:
                var now = Context.System.Scheduler.Now;
                foreach (var old in _removed.Where(entry => entry.Value < now).Select(entry => entry.Key).ToList())
                    _removed.Remove(old);
                break;
        }

        var step = SingletonRules.Decide(CurrentContext(), StateName, fsmEvent.StateData, fsmEvent.FsmEvent, Sender);
        var next = Apply(step);

        // After the rules, so that a removal is known before the change that it brings.
        switch (fsmEvent.FsmEvent)
        {
            case ClusterEvent.MemberExited { Member: var exited } when !exited.UniqueAddress.Equals(_cluster.SelfUniqueAddress):
                _oldest.Remove(exited);
                break;
            case ClusterEvent.MemberRemoved { Member: var removed }:
                _oldest.Remove(removed);
                break;
            case SelfExiting:
                _oldest.Remove(_cluster.SelfMember);
                break;
        }

        // A node that is shutting down only waits for its own exit.
        if (!_cluster.IsTerminated && _oldest.TakeNext() is { } change)
            Self.Tell(change);
        return next;
    }

    private SingletonContext CurrentContext() => new(
        _cluster.SelfUniqueAddress,
        _selfExited,
        _cluster.IsTerminated,
        _removed.Keys.ToImmutableHashSet(),
        _cluster.State.Members,
        _maxHandOverRetries,
        _maxTakeOverRetries,
        _lease is not null);

    private State<ClusterSingletonState, IClusterSingletonData> Apply(SingletonStep step)
    {
        if (step.Stuck is not null)
            throw new ClusterSingletonManagerIsStuckException(step.Stuck);
        var data = step.Data;
        foreach (var effect in step.Effects)
        {
            if (effect is SingletonEffect.StartSingleton)
                data = new OldestData(StartSingleton());
            else
                Perform(effect);
        }

        if (step.Stops)
            return Stop();
        if (step.Next is { } to && to != StateName)
        {
            _log.Info("Singleton manager [{0}] state change [{1} -> {2}]", Self.Path.ToStringWithoutAddress(), StateName, to);
            if (StateName is ClusterSingletonState.WasOldest)
                CancelTimer(TakeOverRetryTimer);
            if (StateName is ClusterSingletonState.AcquiringLease && to != ClusterSingletonState.Oldest)
                CancelTimer(LeaseRetryTimer);
            if (_lease is not null && to is ClusterSingletonState.Younger or ClusterSingletonState.End)
                _lease.Release();
            return GoTo(to).Using(data);
        }

        return data is null ? Stay() : Stay().Using(data);
    }

    private void Perform(SingletonEffect effect)
    {
        switch (effect)
        {
            case SingletonEffect.TellPeer(var node, var message):
                Context.ActorSelection(Self.Path.ToStringWithAddress(node)).Tell(message, Self);
                break;
            case SingletonEffect.Tell(var to, var message):
                to.Tell(message, Self);
                break;
            case SingletonEffect.StopSingleton(var singleton):
                _log.Info("Singleton manager stopping singleton actor [{0}]", singleton.Path);
                singleton.Tell(_terminationMessage, Self);
                break;
            case SingletonEffect.RetryHandOver(var count):
                SetTimer(HandOverRetryTimer, new HandOverRetry(count), _settings.HandOverRetryInterval);
                break;
            case SingletonEffect.CancelHandOverRetry:
                CancelTimer(HandOverRetryTimer);
                break;
            case SingletonEffect.RetryTakeOver(var count):
                SetTimer(TakeOverRetryTimer, new TakeOverRetry(count), _settings.HandOverRetryInterval);
                break;
            case SingletonEffect.AskForNextOldest:
                _oldest.AskForNext();
                break;
            case SingletonEffect.DelayRemoval(var member):
                if (_removalMargin > TimeSpan.Zero)
                    Context.System.Scheduler.ScheduleTellOnce(_removalMargin, Self, new DelayedMemberRemoved(member), Self);
                else
                    Self.Tell(new DelayedMemberRemoved(member));
                break;
            case SingletonEffect.RememberRemoved(var node):
                _removed[node] = Context.System.Scheduler.Now + RememberFor;
                break;
            case SingletonEffect.AcquireLease:
                AcquireLease();
                break;
            case SingletonEffect.RetryLease:
                SetTimer(LeaseRetryTimer, LeaseRetry.Instance, _settings.LeaseSettings.LeaseRetryInterval);
                break;
            case SingletonEffect.MarkExiting:
                _selfExited = true;
                Sender.Tell(Done.Instance);
                break;
            case SingletonEffect.ExitingDone:
                if (_selfExited)
                    _exitingDone.TrySetResult(Done.Instance);
                break;
            case SingletonEffect.Log(var text):
                _log.Info("Singleton manager [{0}]: {1}", Self.Path.ToStringWithoutAddress(), text);
                break;
        }
    }

    private IActorRef StartSingleton()
    {
        _log.Info("Singleton manager starting singleton actor [{0}]", (Self.Path / _settings.SingletonName).ToStringWithoutAddress());
        return Context.Watch(Context.ActorOf(_singletonProps, _settings.SingletonName));
    }

    private void AcquireLease()
    {
        var self = Self;
        _lease.Acquire(cause => self.Tell(new LeaseLost(cause)))
            .PipeTo(self, success: acquired => new LeaseAnswered(acquired, null), failure: cause => new LeaseAnswered(false, cause));
    }
}

/// <summary>The hand-over did not come to an end: the manager restarts, and with it everything it knows.</summary>
public sealed class ClusterSingletonManagerIsStuckException : AkkaException
{
    public ClusterSingletonManagerIsStuckException(string message) : base(message)
    {
    }

    public ClusterSingletonManagerIsStuckException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
    }
}
