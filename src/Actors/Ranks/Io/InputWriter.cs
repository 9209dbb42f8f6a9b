using System.Runtime.InteropServices;

namespace Muster.Actors.Ranks.Io;

/// <summary>Writes the head rank's stdin into its pipe, as fast as the rank reads.</summary>
internal sealed unsafe class InputWriter : LoopSource
{
    private readonly EventLoop _loop;
    private readonly Action<long, bool> _written;
    private readonly Queue<ReadOnlyMemory<byte>> _waiting = new();
    private long _total;
    private int _at;  // bytes of the first that are written
    private bool _ends;
    private bool _watching;
    private int _fd;

    /// <summary><paramref name="written"/> hears, whenever nothing waits, how many bytes the pipe took in all, and whether the rank reads no more.</summary>
    public InputWriter(EventLoop loop, int fd, Action<long, bool> written)
    {
        (_loop, _fd, _written) = (loop, fd, written);
        loop.Own(this);
    }

    /// <summary>Bytes to write; with <paramref name="end"/> the rank reads end-of-file after them.</summary>
    public void Write(ReadOnlyMemory<byte> data, bool end)
    {
        if (_fd < 0)
        {
            _written(_total, true);
            return;
        }
        if (data.Length > 0)
            _waiting.Enqueue(data);
        _ends |= end;
        Ready(0);
    }

    /// <inheritdoc />
    public override void Ready(uint happening)
    {
        while (_fd >= 0 && _waiting.TryPeek(out var data))
        {
            nint n;
            fixed (byte* first = data.Span)
                n = Native.write(_fd, first + _at, (nuint)(data.Length - _at));
            if (n < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Native.EINTR)
                    continue;
                if (error == Native.EAGAIN)
                {
                    Watch(true);
                    return;
                }
                // It closed its stdin, or ended.
                Close();
                break;
            }
            _total += n;
            _at += (int)n;
            if (_at < data.Length)
                continue;
            _at = 0;
            _waiting.Dequeue();
        }
        if (_fd >= 0)
            Watch(false);
        if (_ends)
            Close();
        _written(_total, _fd < 0);
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

    private void Watch(bool on)
    {
        if (on == _watching)
            return;
        _watching = on;
        if (on)
            _loop.Watch(_fd, this, Native.EPOLLOUT);
        else
            _loop.Unwatch(_fd);
    }
}
