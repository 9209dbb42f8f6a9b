using System.Net;
using Akka.Actor;
using Muster.Actors.Allocation;

namespace Muster.Actors.Hosting;

/// <summary>Below the allocation's watch: looks every few seconds whether the srun lives that has started this host, and has the host drained when it does not.</summary>
public sealed class LauncherWatch : ReceiveActor, IWithTimers
{
    /// <summary>A killed srun is known after this many refusals, one interval apart.</summary>
    internal const int Certainty = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private int _refusals;

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record Found(bool Gone);

    /// <summary>How to create it.</summary>
    public static Props Props(IPEndPoint launcher) => Akka.Actor.Props.Create(() => new LauncherWatch(launcher, LauncherProbe.IsGoneAsync));

    /// <summary>Creates it.</summary>
    public LauncherWatch(IPEndPoint launcher, Func<IPEndPoint, CancellationToken, Task<bool>> isGone)
    {
        Receive<Look>(_ => Ask().PipeTo(Self));
        Receive<Found>(found =>
        {
            _refusals = found.Gone ? _refusals + 1 : 0;
            if (_refusals < Certainty)
                return;
            Timers.CancelAll();
            Context.Parent.Tell(new AllocationWatch.Drain($"The srun that started this host is gone: nobody listens at {launcher} any more.", ExitCode.Drained, AllocationWatch.LauncherGonePatience));
        });

        async Task<Found> Ask() => new(await isGone(launcher, CancellationToken.None));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(Look.Instance, Look.Instance, Interval, Interval);
}
