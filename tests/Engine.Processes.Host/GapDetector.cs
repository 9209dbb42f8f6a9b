using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Engine.Processes.Host;

/// <summary>The failure detector that a host uses anyway, noting how long it waited from each heartbeat to the next.</summary>
public sealed class GapDetector(Config config, EventStream events) : DeadlineFailureDetector(config, events)
{
    private static readonly ConcurrentQueue<int> Seen = new();
    private static long _since;
    private long _last;

    /// <inheritdoc/>
    public override void HeartBeat()
    {
        var now = Stopwatch.GetTimestamp();
        if (_last > 0 && now >= Interlocked.Read(ref _since))
            Seen.Enqueue((int)Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
        _last = now;
        base.HeartBeat();
    }

    public static void Reset()
    {
        Interlocked.Exchange(ref _since, Stopwatch.GetTimestamp());
        Seen.Clear();
    }

    /// <summary>In milliseconds.</summary>
    public static IReadOnlyCollection<int> Gaps() => Seen.ToArray();
}
