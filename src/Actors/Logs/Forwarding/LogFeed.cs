using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace Muster.Actors.Logs.Forwarding;

/// <summary>Where a host's own log events wait for its forwarder. Whoever logs pays for one enqueue; above the bound events are counted and stay in the host's log file only.</summary>
public sealed class LogFeed : ILogEventSink
{
    private const int MaxWaiting = 20_000;

    private readonly ConcurrentQueue<LogEvent> _events = new();
    private int _waiting;
    private long _dropped;

    /// <summary>Events that found no place, since the last time this was asked.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _dropped);
            return;
        }
        _events.Enqueue(logEvent);
    }

    /// <summary>The oldest event that waits.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LogEvent? logEvent)
    {
        if (!_events.TryDequeue(out logEvent))
            return false;
        Interlocked.Decrement(ref _waiting);
        return true;
    }
}
