using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// A cell's system messages: a lock-free stack that the consumer takes as a whole and reverses. Once closed nothing gets in.
/// </summary>
internal struct SystemMessageQueue
{
    private static readonly SystemMessage Closed = new NoMessage();

    private SystemMessage _top;

    internal readonly bool HasMessages
    {
        get
        {
            var top = Volatile.Read(in _top);
            return top != null && !ReferenceEquals(top, Closed);
        }
    }

    internal readonly bool IsClosed => ReferenceEquals(Volatile.Read(in _top), Closed);

    internal bool TryEnqueue(SystemMessage message)
    {
        while (true)
        {
            var top = Volatile.Read(ref _top);
            if (ReferenceEquals(top, Closed)) return false;
            message.Next = top;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _top, message, top), top)) return true;
        }
    }

    /// <summary>Takes everything, oldest first.</summary>
    internal SystemMessage TakeAll()
    {
        while (true)
        {
            var top = Volatile.Read(ref _top);
            if (top == null || ReferenceEquals(top, Closed)) return null;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _top, null, top), top)) return Reverse(top);
        }
    }

    /// <summary>Takes everything, oldest first, and refuses what comes later.</summary>
    internal SystemMessage Close()
    {
        var top = Interlocked.Exchange(ref _top, Closed);
        return ReferenceEquals(top, Closed) ? null : Reverse(top);
    }

    private static SystemMessage Reverse(SystemMessage top)
    {
        SystemMessage reversed = null;
        while (top != null)
        {
            var next = top.Next;
            top.Next = reversed;
            reversed = top;
            top = next;
        }
        return reversed;
    }
}
