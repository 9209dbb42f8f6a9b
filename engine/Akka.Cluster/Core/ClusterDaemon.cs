using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>/system/cluster: the root of membership on this node. It ends as a whole; nothing in it is restarted.</summary>
internal sealed class ClusterDaemon : ReceiveActor
{
    private readonly Cluster _cluster;
    private readonly ClusterView _view;
    private readonly CoordinatedShutdown _shutdown;
    private readonly TaskCompletionSource<Done> _stopped = new(CoordinatedShutdown.ContinuationsOf(Context.System));
    private IActorRef _core;

    public ClusterDaemon(Cluster cluster, ClusterView view)
    {
        _cluster = cluster;
        _view = view;
        _shutdown = CoordinatedShutdown.Get(Context.System);
        TakePartInShutdown(Self);
        ReceiveAny(message => _core.Forward(message));
    }

    public static Props Props(Cluster cluster, ClusterView view) => Akka.Actor.Props.Create(() => new ClusterDaemon(cluster, view));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        _cluster.Log.Error(failure, "Cluster Node [{0}] - Membership has failed and stops; this node is going to be missed by the others", _cluster.SelfAddress);
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        _core = Context.ActorOf(CoreSupervisor.Props(_cluster, _view).WithDispatcher(_cluster.Settings.UseDispatcher), "core");
        Context.Watch(_core);
        Context.ActorOf(HeartbeatReceiver.Props(_cluster).WithDispatcher(_cluster.Settings.UseDispatcher), "heartbeatReceiver");
    }

    protected override void PostStop()
    {
        _stopped.TrySetResult(Done.Instance);
        _cluster.Shutdown();
        // When it was stopped by leaving, the shutdown is on its way already.
        if (_cluster.Settings.RunCoordinatedShutdownWhenDown)
            _shutdown.Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    }

    private void TakePartInShutdown(IActorRef self)
    {
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", () => AskCore(done => new BeginLeaving(done)));
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-exiting", () => AskCore(done => new AwaitExiting(done)));
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", () => AskCore(done => new CompleteExiting(done)));
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "wait-shutdown", () =>
        {
            _cluster.Shutdown();
            return _stopped.Task;
        });

        Task<Done> AskCore(Func<TaskCompletionSource<Done>, object> question)
        {
            if (_cluster.IsTerminated || _cluster.SelfMember.Status == MemberStatus.Down)
                return Task.FromResult(Done.Instance);
            var done = new TaskCompletionSource<Done>(CoordinatedShutdown.ContinuationsOf(_cluster.System));
            _stopped.Task.ContinueWith(_ => done.TrySetResult(Done.Instance), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            self.Tell(question(done));
            return done.Task;
        }
    }
}

/// <summary>/system/cluster/core: the publisher and the daemon, which stand and fall together.</summary>
internal sealed class CoreSupervisor : ReceiveActor
{
    private readonly Cluster _cluster;
    private readonly ClusterView _view;
    private IActorRef _publisher;
    private IActorRef _daemon;

    public CoreSupervisor(Cluster cluster, ClusterView view)
    {
        _cluster = cluster;
        _view = view;
        Receive<EventPublisher.Subscribe>(m => _publisher.Forward(m));
        Receive<EventPublisher.Unsubscribe>(m => _publisher.Forward(m));
        Receive<EventPublisher.SendCurrentState>(m => _publisher.Forward(m));
        Receive<RegisterCallback>(m => _publisher.Forward(m));
        ReceiveAny(m => _daemon.Forward(m));
    }

    public static Props Props(Cluster cluster, ClusterView view) => Akka.Actor.Props.Create(() => new CoreSupervisor(cluster, view));

    protected override void PreStart()
    {
        _publisher = Context.ActorOf(EventPublisher.Props(_cluster.SelfUniqueAddress, _view).WithDispatcher(_cluster.Settings.UseDispatcher), "publisher");
        _daemon = Context.Watch(Context.ActorOf(MembershipDaemon.Props(_cluster, _publisher).WithDispatcher(_cluster.Settings.UseDispatcher), "daemon"));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        Context.GetLogger().Error(failure, "Membership has failed");
        Self.Tell(PoisonPill.Instance);
        return Directive.Stop;
    });
}
