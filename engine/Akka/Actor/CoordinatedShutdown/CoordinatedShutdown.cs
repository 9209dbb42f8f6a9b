using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Ends a system in phases: each phase's tasks run beside each other and have until its time-out; then the next phase starts. It runs
/// once, for the first reason given.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ShutdownPhases _phases;
    private readonly ILoggingAdapter _log;
    private readonly object _lock = new();
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = [];
    private readonly TaskCompletionSource<Done> _done;
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, ShutdownPhases phases)
    {
        System = system;
        _phases = phases;
        _log = Logging.GetLogger(system, typeof(CoordinatedShutdown).FullName);
        _done = new TaskCompletionSource<Done>(ContinuationsOf(system));
    }

    /// <summary>A simulated system has one thread, so what waits for a task goes on right there.</summary>
    internal static TaskCreationOptions ContinuationsOf(ActorSystem system) =>
        ((ActorSystemImpl)system).IsSimulated ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    public ExtendedActorSystem System { get; }

    /// <summary>Why it runs; null while it does not.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    public TimeSpan TotalTimeout => _phases.Ordered.Aggregate(TimeSpan.Zero, (total, phase) => total + _phases.Timeout(phase));

    public TimeSpan Timeout(string phase) => _phases.Timeout(phase);

    /// <summary>Adds a task, also to a phase that is still ahead of a shutdown that has begun.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_phases.Contains(phase))
            throw new ArgumentException($"Unknown phase [{phase}], known phases are [{string.Join(", ", _phases.Ordered)}]; a phase of one's own is declared under akka.coordinated-shutdown.phases", nameof(phase));
        if (string.IsNullOrEmpty(taskName))
            throw new ArgumentException("A task needs a name that a log can call it by", nameof(taskName));
        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out var tasks))
                _tasks.Add(phase, tasks = []);
            tasks.Add((taskName, task));
        }
    }

    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _log.Info("Running CoordinatedShutdown with reason [{0}]", reason.GetType().Name);
            // Not on the caller's thread, which may be membership's: tasks are anybody's code.
            _ = ((ActorSystemImpl)System).IsSimulated ? RunPhases(fromPhase) : Task.Run(() => RunPhases(fromPhase));
        }
        return _done.Task;
    }

    private (string Name, Func<Task<Done>> Run)[] TasksOf(string phase)
    {
        lock (_lock)
            return _tasks.TryGetValue(phase, out var tasks) ? [.. tasks] : [];
    }
}

/// <summary>Makes a system's <see cref="CoordinatedShutdown"/> with the tasks that every system has.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var shutdown = new CoordinatedShutdown(system, ShutdownPhases.Read(system.Settings.Config.GetConfig("akka.coordinated-shutdown")));
        shutdown.EndSystemInLastPhase();
        shutdown.RunOnProcessExit();
        return shutdown;
    }
}
