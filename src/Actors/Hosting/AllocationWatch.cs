using Akka.Actor;
using Akka.Event;
using Muster.Actors.Allocation;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Actors.Hosting;

/// <summary>
/// Ends the cluster in order before the allocation ends it in disorder: some time before the time limit, and at SIGTERM. It tells the coordinator, which takes
/// no new runs, stops the running ones, has their rows stored, and then tells every host to leave. The same when the srun is gone that started this host.
/// </summary>
public sealed class AllocationWatch : ReceiveActor, IWithTimers
{
    /// <summary>This host has to end: stop the cluster, but end this host at the latest when the patience is over.</summary>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="Code">The hosts' exit code.</param>
    /// <param name="Patience">How long; null: KillWait, as after SIGTERM.</param>
    public sealed record Drain(string Reason, ExitCode Code, TimeSpan? Patience = null);

    /// <summary>Nobody kills what a killed srun has left: there is time to end in order.</summary>
    internal static readonly TimeSpan LauncherGonePatience = TimeSpan.FromSeconds(20);

    private const string DefaultKillWaitWords = "KillWait is not known; Slurm's default is taken";
    private static readonly TimeSpan DefaultKillWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KillWaitReserve = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RarestLook = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OftenestLook = TimeSpan.FromSeconds(5);
    private const int LooksUntilTheLimit = 12;
    private static readonly TimeSpan OthersPatience = TimeSpan.FromSeconds(2);

    private readonly HostOptions _options;
    private readonly HostEnd _end;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TimeSpan _killWait = DefaultKillWait;
    private bool _draining;

    private sealed record Told(TimeSpan? Left, TimeSpan? KillWait);

    private sealed record LimitNear
    {
        public static readonly LimitNear Instance = new();
    }

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record PatienceOver(string Reason, ExitCode Code);

    /// <summary>How to create it.</summary>
    public static Props Props(HostOptions options, HostEnd end) => Akka.Actor.Props.Create(() => new AllocationWatch(options, end));

    /// <summary>Creates it.</summary>
    public AllocationWatch(HostOptions options, HostEnd end)
    {
        (_options, _end) = (options, end);
        Receive<Look>(_ => OnLook());
        Receive<Told>(OnTold);
        Receive<LimitNear>(_ => OnDrain($"The time limit of job {_options.Allocation?.Job} is {_options.DrainBefore.TotalSeconds:0} s away.", ExitCode.Drained, _options.DrainBefore - KillWaitReserve, OthersPatience));
        Receive<Drain>(drain => OnDrain(drain.Reason, drain.Code, drain.Patience ?? _killWait - KillWaitReserve, drain.Patience / 2 ?? OthersPatience));
        Receive<PatienceOver>(over => _end.Ask(over.Code, over.Reason));
        // The answer to StopCluster, and what the stopping cluster says besides.
        ReceiveAny(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_options.Allocation is { IsSlurm: true })
            Self.Tell(Look.Instance);
        if (_options.Allocation?.Step?.Launcher is { } launcher)
            Context.ActorOf(LauncherWatch.Props(launcher), "launcher");
    }

    /// <summary>When to drain, counted from now; null when the limit is too far away to say, or there is none.</summary>
    public static TimeSpan? DrainIn(TimeSpan? left, TimeSpan before) =>
        left is not { } span ? null : span > before ? span - before : TimeSpan.Zero;

    /// <summary>When to ask for the limit again: it may be moved, and a near one sooner matters than a far one.</summary>
    public static TimeSpan LookAgainIn(TimeSpan? due) =>
        due / LooksUntilTheLimit is not { } part || part > RarestLook ? RarestLook : part > OftenestLook ? part : OftenestLook;

    private void OnLook()
    {
        var job = _options.Allocation!.Job;
        Ask(job).PipeTo(Self);

        static async Task<Told> Ask(string job) => new(await BatchTools.TimeLeftAsync(job), await BatchTools.KillWaitAsync());
    }

    private void OnTold(Told told)
    {
        if (told.KillWait is { } killWait)
            _killWait = killWait;
        else
            _log.Debug(DefaultKillWaitWords);
        // Only the host that forms the cluster ends it. The limit may be moved: look again.
        if (!_options.FormsCluster || _draining)
            return;
        if (DrainIn(told.Left, _options.DrainBefore) is { } due)
            Timers.StartSingleTimer(LimitNear.Instance, LimitNear.Instance, due);
        else
            Timers.Cancel(LimitNear.Instance);
        Timers.StartSingleTimer(Look.Instance, Look.Instance, LookAgainIn(DrainIn(told.Left, _options.DrainBefore)));
    }

    private void OnDrain(string reason, ExitCode code, TimeSpan patience, TimeSpan others)
    {
        if (_draining)
            return;
        _draining = true;
        Timers.CancelAll();
        _log.Draining(reason);
        if (_options.FormsCluster)
            Context.ActorSelection(WellKnown.WorkflowService).Tell(new StopCluster { Reason = reason, ExitCode = (int)code });
        // The cluster is told by the host that forms it; the others wait for its word for a while, then go by themselves.
        else
            patience = patience < others ? patience : others;
        // What an orderly leave needs is not taken up by the wait.
        patience -= HostProgram.LeavePatience;
        Timers.StartSingleTimer(nameof(PatienceOver), new PatienceOver(reason, code), patience > LeastPatience ? patience : LeastPatience);
    }
}
