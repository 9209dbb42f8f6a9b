using System.Collections.Concurrent;

namespace Akka.TestKit;

/// <summary>
/// What a test actor got and the test has not taken yet. Many may add; the test takes, waiting or not. Blocking waits go through a
/// task: only those tell the thread pool that a thread is missing, and the actors waited for need one.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    private readonly ConcurrentQueue<MessageEnvelope> _messages = new();
    private readonly SemaphoreSlim _available = new(0);

    internal bool IsEmpty => _messages.IsEmpty;

    internal void Add(MessageEnvelope envelope)
    {
        _messages.Enqueue(envelope);
        _available.Release();
    }

    internal bool TryTake(TimeSpan wait, CancellationToken cancellation, out MessageEnvelope envelope)
    {
        if (Acquire(wait, cancellation))
            return _messages.TryDequeue(out envelope);
        envelope = null;
        return false;
    }

    internal async ValueTask<MessageEnvelope> TryTakeAsync(TimeSpan wait, CancellationToken cancellation) =>
        await _available.WaitAsync(Bounded(wait), cancellation) && _messages.TryDequeue(out var envelope) ? envelope : null;

    internal bool TryPeek(TimeSpan wait, CancellationToken cancellation, out MessageEnvelope envelope)
    {
        envelope = null;
        if (!Acquire(wait, cancellation))
            return false;
        var found = _messages.TryPeek(out envelope);
        _available.Release();
        return found;
    }

    internal async ValueTask<MessageEnvelope> TryPeekAsync(TimeSpan wait, CancellationToken cancellation)
    {
        if (!await _available.WaitAsync(Bounded(wait), cancellation))
            return null;
        _messages.TryPeek(out var envelope);
        _available.Release();
        return envelope;
    }

    public void Dispose() => _available.Dispose();

    private bool Acquire(TimeSpan wait, CancellationToken cancellation) =>
        _available.Wait(0, cancellation) || (wait != TimeSpan.Zero && _available.WaitAsync(Bounded(wait), cancellation).GetAwaiter().GetResult());

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : wait.TotalMilliseconds > int.MaxValue ? TimeSpan.FromMilliseconds(int.MaxValue) : wait;
}
