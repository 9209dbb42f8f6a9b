using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Transport;

namespace Akka.Remote.Associations;

/// <summary>Something received whose turn comes later: bytes that a serializer has yet to read, or a message that must stay behind them.</summary>
/// <param name="Ready">Set when nothing is left to read.</param>
internal readonly record struct InboundMessage(
    IInternalActorRef Recipient, IActorRef Sender, byte[] Bytes, int SerializerId, string Manifest, object Ready = null)
{
    public InboundMessage(IInternalActorRef recipient, object ready) : this(recipient, ActorRefs.NoSender, [], 0, "", ready)
    {
    }
}

/// <summary>
/// Messages of one association whose reading may take long, in the order they came. The transport's thread appends, one worker at a time
/// reads, so a slow serializer delays the messages behind it and nothing else. When more than <see cref="Limit"/> bytes wait, the links
/// they came on are not read any more until half of them is done.
/// </summary>
internal sealed class InboundLane(Remoting remoting)
{
    public const int Limit = 8 * 1024 * 1024;

    private const int Batch = 64;

    private readonly ConcurrentQueue<InboundMessage> _messages = new();
    private readonly List<Link> _paused = new();
    private int _pending;
    private long _bytes;
    private bool _holdsSystem;

    /// <summary>Everything appended has been delivered. Only the appending thread may conclude that it stays so.</summary>
    public bool IsIdle => Volatile.Read(ref _pending) == 0;

    public int Count => Volatile.Read(ref _pending);

    /// <summary>
    /// Whether a system message has to queue here: a termination notice stays behind what its actor had sent, and system messages do not
    /// overtake each other.
    /// </summary>
    public bool MustFollow(ISystemMessage message)
    {
        if (IsIdle)
            _holdsSystem = false;
        return _holdsSystem || !IsIdle && message is DeathWatchNotification;
    }

    public void Add(Link link, in InboundMessage message)
    {
        // The actor that a deployment creates must be there before it is watched.
        _holdsSystem |= message.Ready is ISystemMessage || message.Recipient is RemoteSystemDaemon;
        _messages.Enqueue(message);
        var bytes = Interlocked.Add(ref _bytes, message.Bytes.Length);
        if (Interlocked.Increment(ref _pending) == 1)
            remoting.Workers.Schedule(this);
        if (bytes > Limit)
            Pause(link);
    }

    /// <summary>Reads a batch; true when there is more and the lane has to be scheduled again. Never runs twice at a time.</summary>
    public bool Run()
    {
        for (var i = 0; i < Batch; i++)
        {
            if (!_messages.TryDequeue(out var message))
                return false;
            remoting.Deliver(message);
            var left = Interlocked.Add(ref _bytes, -message.Bytes.Length);
            if (left <= Limit / 2 && left + message.Bytes.Length > Limit / 2)
                Resume();
            if (Interlocked.Decrement(ref _pending) == 0)
                return false;
        }
        return true;
    }

    private void Pause(Link link)
    {
        lock (_paused)
        {
            // The worker may have come below the mark in between, and would not come by again.
            if (link.Paused || Interlocked.Read(ref _bytes) <= Limit / 2)
                return;
            link.Paused = true;
            _paused.Add(link);
            remoting.Links.Pause(link, true);
        }
    }

    private void Resume()
    {
        lock (_paused)
        {
            foreach (var link in _paused)
            {
                link.LastReceived = remoting.Now;
                link.Paused = false;
                remoting.Links.Pause(link, false);
            }
            _paused.Clear();
        }
    }
}
