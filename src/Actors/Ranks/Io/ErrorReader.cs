using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Muster.Actors.Ranks.Io;

/// <summary>
/// Reads a rank's stderr and keeps its last lines. Never makes the rank wait longer than a moment: the pipe is looked at at last when the rank is reaped, and
/// watched only when it lives on, so that hundreds of small ranks do not wake the loop for nothing.
/// </summary>
internal sealed unsafe class ErrorReader : LoopSource
{
    private const int ChunkBytes = 16 * 1024;
    private const int UnwatchedMs = 20;

    private readonly EventLoop _loop;
    private readonly TailBuffer _tail = new();
    private int _fd;
    private bool _watched;

    public ErrorReader(EventLoop loop, int fd)
    {
        _loop = loop;
        _fd = fd;
        loop.Own(this);
        loop.CallAt(this, EventLoop.Now + UnwatchedMs);
    }

    /// <summary>Reads what is there and answers the last lines.</summary>
    public IReadOnlyList<string> Tail()
    {
        // A rank was reaped: what it wrote is in the pipe now. A pipe holds at most 1 MiB; who still floods it is not waited for.
        for (var i = 0; i < (1 << 20) / ChunkBytes && Read(); i++)
        {
        }
        return _tail.Lines();
    }

    /// <inheritdoc />
    public override void Ready(uint happening) => Read();

    /// <inheritdoc />
    public override void Due(long now)
    {
        if (_fd < 0)
            return;
        _watched = true;
        _loop.Watch(_fd, this, Native.EPOLLIN);
    }

    /// <inheritdoc />
    public override void Close()
    {
        if (_fd < 0)
            return;
        if (_watched)
            _loop.Unwatch(_fd);
        _loop.Disown(this);
        _ = Native.close(_fd);
        _fd = -1;
    }

    [SkipLocalsInit]
    private bool Read()
    {
        if (_fd < 0)
            return false;
        var chunk = stackalloc byte[ChunkBytes];
        var n = Native.read(_fd, chunk, ChunkBytes);
        if (n > 0)
        {
            _tail.Add(new ReadOnlySpan<byte>(chunk, (int)n));
            return true;
        }
        if (n == 0 || Marshal.GetLastPInvokeError() is not (Native.EINTR or Native.EAGAIN))
            Close();
        return false;
    }
}
