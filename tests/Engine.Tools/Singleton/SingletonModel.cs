using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Util;

namespace Engine.Tools.Tests.Singleton;

/// <summary>A reference that is only an address to compare with.</summary>
internal sealed class FakeRef : MinimalActorRef
{
    public FakeRef(Address address, params string[] elements)
    {
        Path = new RootActorPath(address) / elements;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => null;
}

/// <summary>One node of the model: the rules with their timers and their singleton, without actors.</summary>
internal sealed class SingletonNode
{
    private readonly SingletonModel _model;
    private readonly HashSet<UniqueAddress> _removed = [];
    private OldestTracker _tracker;
    private IClusterSingletonData _data;
    private bool _selfExited;
    private int _incarnation;

    public SingletonNode(SingletonModel model, int number)
    {
        _model = model;
        Number = number;
        Self = Unique(number);
        Ref = new FakeRef(Self.Address, "user", "single");
        Begin();
    }

    public int Number { get; }

    public UniqueAddress Self { get; }

    public FakeRef Ref { get; }

    public ClusterSingletonState State { get; private set; }

    public FakeRef Singleton { get; private set; }

    public bool SingletonIsStopping { get; private set; }

    public bool IsAlive { get; set; } = true;

    public bool IsLeaving { get; set; }

    public bool ManagerStopped { get; private set; }

    public bool MayLeave { get; private set; }

    public int SeenEvents { get; set; }

    public (object Retry, bool IsSet) HandOverTimer { get; set; }

    public (object Retry, bool IsSet) TakeOverTimer { get; set; }

    public static UniqueAddress Unique(int number) => new(new Address("akka.tcp", "S", "127.0.0.1", number), number);

    public static Member Member(int number, MemberStatus status) =>
        Akka.Cluster.Member.Create(Unique(number), number, status, ImmutableHashSet<string>.Empty, AppVersion.Zero);

    private void Begin()
    {
        _tracker = new OldestTracker(Self, null, false);
        _tracker.AskForNext();
        State = ClusterSingletonState.Start;
        _data = Uninitialized.Instance;
    }

    public void StartFrom(ClusterEvent.CurrentClusterState state)
    {
        _tracker.Start(state);
        TakeNext();
    }

    public void StopSingletonNow()
    {
        var ended = Singleton;
        Singleton = null;
        SingletonIsStopping = false;
        Handle(new Terminated(ended, true, false), ended);
    }

    public void Handle(object @event, IActorRef sender)
    {
        if (!IsAlive || ManagerStopped)
            return;
        if (@event is ClusterEvent.MemberUp up)
            _tracker.Add(up.Member);
        var context = new SingletonContext(Self, _selfExited, false, _removed.ToImmutableHashSet(), _model.Members, 15, 12, false);
        var step = SingletonRules.Decide(context, State, _data, @event, sender);
        Apply(step, sender);
        switch (@event)
        {
            case ClusterEvent.MemberExited exited when !exited.Member.UniqueAddress.Equals(Self):
                _tracker.Remove(exited.Member);
                break;
            case ClusterEvent.MemberRemoved removed:
                _tracker.Remove(removed.Member);
                break;
            case SelfExiting:
                _tracker.Remove(Member(Number, MemberStatus.Exiting));
                break;
        }

        TakeNext();
    }

    private void TakeNext()
    {
        if (_tracker.TakeNext() is { } change)
            _model.Send(this, Self.Address, change);
    }

    private void Apply(SingletonStep step, IActorRef sender)
    {
        if (step.Stuck is not null)
        {
            // A restarted manager has stopped its child before it begins again.
            Singleton = null;
            Begin();
            _tracker.Start(_model.CurrentState(this));
            TakeNext();
            return;
        }

        var data = step.Data;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SingletonEffect.StartSingleton:
                    Singleton = new FakeRef(Self.Address, "user", "single", "singleton" + ++_incarnation);
                    data = new OldestData(Singleton);
                    break;
                case SingletonEffect.StopSingleton:
                    SingletonIsStopping = Singleton is not null;
                    break;
                case SingletonEffect.TellPeer peer:
                    _model.Send(this, peer.Node, peer.Message);
                    break;
                case SingletonEffect.Tell tell when tell.Message is not Akka.Done:
                    _model.Send(this, tell.To.Path.Address, tell.Message);
                    break;
                case SingletonEffect.RetryHandOver retry:
                    HandOverTimer = (new HandOverRetry(retry.Count), true);
                    break;
                case SingletonEffect.CancelHandOverRetry:
                    HandOverTimer = default;
                    break;
                case SingletonEffect.RetryTakeOver retry:
                    TakeOverTimer = (new TakeOverRetry(retry.Count), true);
                    break;
                case SingletonEffect.AskForNextOldest:
                    _tracker.AskForNext();
                    break;
                case SingletonEffect.DelayRemoval delay:
                    _model.Send(this, Self.Address, new DelayedMemberRemoved(delay.Member));
                    break;
                case SingletonEffect.RememberRemoved remembered:
                    _removed.Add(remembered.Node);
                    break;
                case SingletonEffect.MarkExiting:
                    _selfExited = true;
                    break;
                case SingletonEffect.ExitingDone:
                    MayLeave |= _selfExited;
                    break;
            }
        }

        if (step.Stops)
        {
            // With the manager its child stops.
            ManagerStopped = true;
            MayLeave = true;
            Singleton = null;
            return;
        }

        if (step.Next is { } next && next != State)
        {
            if (State == ClusterSingletonState.WasOldest)
                TakeOverTimer = default;
            State = next;
        }

        _data = data ?? _data;
    }
}
