using System.Runtime.InteropServices;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks.Io;

/// <summary>What a rank's output reader tells, on the loop's thread.</summary>
internal interface IStreamListener
{
    /// <summary>A batch of lines.</summary>
    void Cut(int rank, RankStream stream, in Cut cut);

    /// <summary>The stream ended; the rest goes with it. <paramref name="heldOpen"/>: it was cut off while somebody kept it open.</summary>
    void Ended(int rank, RankStream stream, in Cut rest, bool heldOpen);
}

/// <summary>
/// Reads one rank's stdout or stderr from its pipe and cuts it into batches. Reads on only while less than the credit is unstored: beyond that the pipe fills,
/// and the rank waits in its write, as for any slow reader.
/// </summary>
internal sealed unsafe class OutputReader : LoopSource
{
    private const int BatchMs = 20;
    private const int MostReadsAtEnd = 64;

    private readonly EventLoop _loop;
    private readonly IStreamListener _listener;
    private readonly LineCutter _cutter = new();
    private readonly int _rank;
    private readonly RankStream _stream;
    private readonly TailBuffer? _tail;
    private readonly long _credit;
    private int _fd;
    private bool _watching;
    private long _unstored;
    private long _lastCut = long.MinValue / 2;
    private long _cutOffAt = long.MaxValue;

    /// <summary>With a <paramref name="tail"/> the last lines are kept too.</summary>
    public OutputReader(EventLoop loop, IStreamListener listener, int fd, int rank, RankStream stream, long credit, TailBuffer? tail = null)
    {
        _stream = stream;
        _tail = tail;
        _loop = loop;
        _listener = listener;
        _fd = fd;
        _rank = rank;
        _credit = Math.Max(credit, 2 * LineCutter.BatchBytes);
        loop.Own(this);
        Watch(true);
    }

    /// <summary>Which of the rank's streams it reads.</summary>
    public RankStream Stream => _stream;

    /// <summary>What came with the end, until it is told.</summary>
    public (Cut Remainder, bool HeldOpen)? End { get; set; }

    /// <summary>So many bytes were stored.</summary>
    public void Credit(long bytes)
    {
        _unstored -= bytes;
        if (_fd >= 0 && _unstored < _credit)
            Watch(true);
    }

    /// <summary>The rank was reaped: from now on an empty pipe that nobody closes is given up after the patience.</summary>
    public void RankReaped(int patienceMs)
    {
        if (_fd < 0)
            return;
        _cutOffAt = EventLoop.Now + patienceMs;
        _loop.CallAt(this, _cutOffAt);
    }

    /// <summary>A rank was reaped: reads what it wrote, credit or not (a pipe holds at most 1 MiB), and answers the last lines.</summary>
    public IReadOnlyList<string> Tail()
    {
        for (var i = 0; i < MostReadsAtEnd && Read(); i++)
        {
        }
        return _tail?.Lines() ?? [];
    }

    /// <inheritdoc />
    public override void Ready(uint happening)
    {
        if (_watching)
            Read();
    }

    // False when nothing was there.
    private bool Read()
    {
        if (_fd < 0)
            return false;
        nint n;
        fixed (byte* space = _cutter.Space)
            n = Native.read(_fd, space, (nuint)_cutter.Space.Length);
        if (n < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is Native.EINTR or Native.EAGAIN)
                return false;
        }
        if (n <= 0)
        {
            Finish(heldOpen: false);
            return false;
        }
        _tail?.Add(_cutter.Space[..(int)n]);
        _cutter.Filled((int)n);
        _unstored += n;
        if (_cutter.IsFull)
            Take();
        else if (_cutter.HasLines)
            TakeOrWait();
        if (_unstored >= _credit)
            Watch(false);
        return true;
    }

    /// <inheritdoc />
    public override void Due(long now)
    {
        if (_fd < 0)
            return;
        if (_cutter.HasLines)
            TakeOrWait();
        if (now < _cutOffAt)
        {
            if (_cutOffAt != long.MaxValue)
                _loop.CallAt(this, _cutOffAt);
            return;
        }
        // Data may still wait for credit; the patience is for an empty pipe.
        if (!_watching)
            _loop.CallAt(this, now + BatchMs);
        else if (IsEmpty())
            Finish(heldOpen: true);
        else
            _loop.CallAt(this, now + BatchMs);
    }

    /// <inheritdoc />
    public override void Close()
    {
        if (_fd < 0)
            return;
        Watch(false);
        _loop.Disown(this);
        _ = Native.close(_fd);
        _fd = -1;
    }

    private bool IsEmpty()
    {
        int waiting;
        return Native.ioctl(_fd, Native.FIONREAD, &waiting) != 0 || waiting == 0;
    }

    private void TakeOrWait()
    {
        var due = _lastCut + BatchMs;
        if (EventLoop.Now >= due)
            Take();
        else
            _loop.CallAt(this, due);
    }

    private void Take()
    {
        _lastCut = EventLoop.Now;
        while (_cutter.TryTake(out var cut))
            _listener.Cut(_rank, _stream, cut);
    }

    private void Finish(bool heldOpen)
    {
        Close();
        while (_cutter.TryTake(out var cut))
            _listener.Cut(_rank, _stream, cut);
        _listener.Ended(_rank, _stream, _cutter.TakeRest(), heldOpen);
    }

    // A paused pipe is taken out of epoll, for its hang-up would be told again and again.
    private void Watch(bool on)
    {
        if (on == _watching)
            return;
        _watching = on;
        if (on)
            _loop.Watch(_fd, this, Native.EPOLLIN);
        else
            _loop.Unwatch(_fd);
    }
}
