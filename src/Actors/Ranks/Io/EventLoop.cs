using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Muster.Actors.Ranks.Io;

/// <summary>Something with a descriptor that the loop watches. All calls come on the loop's thread.</summary>
internal abstract class LoopSource
{
    /// <summary>When <see cref="Due"/> wants to be called, in the loop's ms; long.MaxValue: never.</summary>
    public long DueAt { get; set; } = long.MaxValue;

    /// <summary>The descriptor can be read or written, or its other end is gone.</summary>
    public abstract void Ready(uint happening);

    /// <summary>The time asked for by <see cref="EventLoop.CallAt"/> has come.</summary>
    public virtual void Due(long now)
    {
    }

    /// <summary>The loop ends: close what you own.</summary>
    public abstract void Close();
}

/// <summary>
/// One thread with epoll for everything a rank host reads and writes: the warden's socket, the ranks' pipes and PMI sockets. Nothing else in the
/// host blocks for a rank, and ten thousand pipes cost no thread pool thread. Idle it sleeps without end.
/// </summary>
internal sealed unsafe class EventLoop : IDisposable
{
    private const int MaxHappenings = 256;

    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
    private static readonly int HappeningSize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Dictionary<int, LoopSource> _watched = [];
    private readonly PriorityQueue<LoopSource, long> _timers = new();
    private readonly HashSet<LoopSource> _sources = [];
    private readonly Action<Exception> _failed;
    private volatile bool _stopping;
    private int _awake;

    /// <summary>Starts the thread. <paramref name="failed"/> is told, on the loop's thread, of an exception nobody expected.</summary>
    public EventLoop(string name, Action<Exception> failed)
    {
        _failed = failed;
        _epoll = Check(Native.epoll_create1(Native.EPOLL_CLOEXEC), "epoll_create1");
        _wake = Check(Native.eventfd(0, Native.EFD_CLOEXEC | Native.EFD_NONBLOCK), "eventfd");
        Control(Native.EPOLL_CTL_ADD, _wake, Native.EPOLLIN);
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Milliseconds of a clock that only goes on.</summary>
    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

    /// <summary>Runs the action on the loop's thread. After <see cref="Dispose"/> it is not run.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            Wake();
    }

    /// <summary>Makes the source known, so that it is closed when the loop ends.</summary>
    public void Own(LoopSource source) => _sources.Add(source);

    /// <summary>The source closed itself.</summary>
    public void Disown(LoopSource source)
    {
        _sources.Remove(source);
        source.DueAt = long.MaxValue;
    }

    /// <summary>Watches a descriptor.</summary>
    public void Watch(int fd, LoopSource source, uint happenings)
    {
        _watched[fd] = source;
        Control(Native.EPOLL_CTL_ADD, fd, happenings);
    }

    /// <summary>Changes what is watched for.</summary>
    public void Rewatch(int fd, uint happenings) => Control(Native.EPOLL_CTL_MOD, fd, happenings);

    /// <summary>Watches the descriptor no more. Call before closing it.</summary>
    public void Unwatch(int fd)
    {
        if (_watched.Remove(fd))
            Control(Native.EPOLL_CTL_DEL, fd, 0);
    }

    /// <summary>Calls the source's Due at that time; an earlier wish stays.</summary>
    public void CallAt(LoopSource source, long at)
    {
        if (at >= source.DueAt)
            return;
        source.DueAt = at;
        _timers.Enqueue(source, at);
    }

    /// <summary>Tells the thread to close every source and end; does not wait for it.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        Wake();
    }

    /// <summary>Throws for a failed call that should not fail.</summary>
    public static int Check(int result, string call) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    private void Wake()
    {
        ulong one = 1;
        // It can only fail because the counter is full, and then the loop wakes anyway.
        _ = Native.write(_wake, &one, sizeof(ulong));
    }

    private void Run()
    {
        var happenings = stackalloc byte[MaxHappenings * 16];
        while (!_stopping)
        {
            var count = Native.epoll_wait(_epoll, happenings, MaxHappenings, Timeout());
            if (count < 0 && Marshal.GetLastPInvokeError() != Native.EINTR)
            {
                _failed(new Win32Exception(Marshal.GetLastPInvokeError(), "epoll_wait"));
                break;
            }
            for (var i = 0; i < count && !_stopping; i++)
            {
                var happening = new ReadOnlySpan<byte>(happenings + i * HappeningSize, HappeningSize);
                var fd = BinaryPrimitives.ReadInt32LittleEndian(happening[DataOffset..]);
                if (fd == _wake)
                    RunPosted();
                else if (_watched.TryGetValue(fd, out var source))
                    Guard(source.Ready, BinaryPrimitives.ReadUInt32LittleEndian(happening));
            }
            RunTimers();
        }
        _stopping = true;
        foreach (var source in _sources.ToArray())
            source.Close();
        _ = Native.close(_epoll);
        // _wake stays open: a late Post may still write to it, and its number must not be somebody else's by then.
    }

    private int Timeout()
    {
        if (!_timers.TryPeek(out _, out var at))
            return -1;
        return (int)Math.Clamp(at - Now, 0, 60_000);
    }

    private void RunTimers()
    {
        while (_timers.TryPeek(out var source, out var at))
        {
            var now = Now;
            if (at > now)
                return;
            _timers.Dequeue();
            if (source.DueAt != at)
                continue;
            source.DueAt = long.MaxValue;
            Guard(source.Due, now);
        }
    }

    private void RunPosted()
    {
        ulong count;
        _ = Native.read(_wake, &count, sizeof(ulong));
        Volatile.Write(ref _awake, 0);
        while (!_stopping && _posted.TryDequeue(out var action))
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                _failed(e);
            }
        }
    }

    private void Guard<T>(Action<T> call, T argument)
    {
        try
        {
            call(argument);
        }
        catch (Exception e)
        {
            _failed(e);
        }
    }

    private void Control(int operation, int fd, uint happenings)
    {
        var happening = stackalloc byte[16];
        var span = new Span<byte>(happening, 16);
        span.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(span, happenings);
        BinaryPrimitives.WriteInt32LittleEndian(span[DataOffset..], fd);
        Check(Native.epoll_ctl(_epoll, operation, fd, happening), "epoll_ctl");
    }
}
