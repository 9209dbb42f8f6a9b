using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Forwards to the singleton wherever it runs, and keeps messages, in order, while its place is unknown.</summary>
public sealed class ClusterSingletonProxy : ReceiveActor
{
    private readonly ClusterSingletonProxySettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly string _singletonPath;
    private readonly Queue<(object Message, IActorRef Sender)> _buffer = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MembersByAge _members;
    private int _identifyCounter;
    private string _identifyId;
    private IActorRef _singleton;
    private ICancelable _identifying;

    public ClusterSingletonProxy(string singletonManagerPath, ClusterSingletonProxySettings settings)
    {
        ToolsDefaults.Register(Context.System);
        _settings = settings;
        _singletonPath = singletonManagerPath + "/" + settings.SingletonName;
        _identifyId = IdentifyId();
        _members = MembersByAge.Empty(settings.Role, settings.ConsiderAppVersion);
        ReceiveMembership();
        Receive<ActorIdentity>(identity =>
        {
            if (identity.Subject is null || !Equals(identity.MessageId, _identifyId))
                return;
            _log.Info("Singleton identified at [{0}]", identity.Subject.Path);
            _singleton = identity.Subject;
            Context.Watch(_singleton);
            CancelIdentifying();
            while (_buffer.TryDequeue(out var kept))
                _singleton.Tell(kept.Message, kept.Sender);
        });
        Receive<TryToIdentify>(_ =>
        {
            if (_members.Oldest is { } oldest)
                Context.ActorSelection(new RootActorPath(oldest.Address) + _singletonPath).Tell(new Identify(_identifyId), Self);
        });
        Receive<Terminated>(terminated =>
        {
            // It may be started again on the same node; when the node goes, the news of its removal starts a new search.
            if (terminated.ActorRef.Equals(_singleton))
                Identify();
        });
        ReceiveAny(message =>
        {
            if (_singleton is not null)
                _singleton.Forward(message);
            else
                Keep(message);
        });
    }

    /// <param name="singletonManagerPath">The manager's path on its node, such as <c>/user/manager</c>.</param>
    public static Props Props(string singletonManagerPath, ClusterSingletonProxySettings settings) =>
        Actor.Props.From(typeof(ClusterSingletonProxy), () => new ClusterSingletonProxy(singletonManagerPath, settings))
            .WithDispatcher(ToolsDefaults.DispatcherOr(null))
            .WithDeploy(Deploy.Local);

    public static Config DefaultConfig() => ToolsDefaults.Config;

    protected override void PreStart()
    {
        CancelIdentifying();
        _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));
    }

    protected override void PostStop()
    {
        CancelIdentifying();
        _cluster.Unsubscribe(Self);
    }

    private void ReceiveMembership()
    {
        Receive<ClusterEvent.CurrentClusterState>(state =>
            Track(_members.Of(state.Members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving))));
        Receive<ClusterEvent.MemberUp>(up => Track(_members.Add(up.Member)));
        Receive<ClusterEvent.MemberExited>(exited => Track(_members.Remove(exited.Member)));
        Receive<ClusterEvent.MemberDowned>(downed => Track(_members.Remove(downed.Member)));
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            if (removed.Member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
                Context.Stop(Self);
            else
                Track(_members.Remove(removed.Member));
        });
        Receive<ClusterEvent.IMemberEvent>(_ => { });
    }

    private void Track(MembersByAge after)
    {
        var before = _members.Oldest?.UniqueAddress;
        _members = after;
        if (!Equals(before, after.Oldest?.UniqueAddress))
            Identify();
    }

    /// <summary>Asks at the oldest node, at once and then at each interval, until the singleton answers.</summary>
    private void Identify()
    {
        _log.Debug("Looking for the singleton [{0}] at [{1}]", _singletonPath, _members.Oldest?.Address);
        _identifyCounter++;
        _identifyId = IdentifyId();
        _singleton = null;
        CancelIdentifying();
        _identifying = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, _settings.SingletonIdentificationInterval, Self, TryToIdentify.Instance, Self);
    }

    private string IdentifyId() => "identify-singleton-" + _singletonPath + _identifyCounter;

    private void CancelIdentifying()
    {
        _identifying?.Cancel();
        _identifying = null;
    }

    private void Keep(object message)
    {
        if (_settings.BufferSize == 0)
        {
            _log.Debug("The place of the singleton is unknown and buffering is off: dropping [{0}]", message.GetType());
            Context.System.DeadLetters.Tell(message, Sender);
            return;
        }

        if (_buffer.Count == _settings.BufferSize)
        {
            var (oldest, sender) = _buffer.Dequeue();
            _log.Warning("The place of the singleton [{0}] is unknown and the buffer of {1} messages is full: dropping the oldest, [{2}]", _singletonPath, _settings.BufferSize, oldest.GetType());
            Context.System.DeadLetters.Tell(oldest, sender);
        }

        _buffer.Enqueue((message, Sender));
    }

    private sealed class TryToIdentify : INoSerializationVerificationNeeded
    {
        internal static readonly TryToIdentify Instance = new();
    }
}
