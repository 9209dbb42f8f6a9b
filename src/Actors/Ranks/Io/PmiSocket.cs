using System.Runtime.InteropServices;
using System.Text;

namespace Muster.Actors.Ranks.Io;

/// <summary>One rank's PMI socket: lines in, replies out.</summary>
internal sealed unsafe class PmiSocket : LoopSource
{
    private const int ChunkBytes = 4096;
    private const int MostUnsent = 64 * 1024;

    private readonly EventLoop _loop;
    private readonly PmiLineReader _reader = new();
    private readonly PmiLineReader.LineHandler _line;
    private readonly Action<string> _violated;
    private byte[] _unsent = [];
    private int _fd;

    /// <summary><paramref name="line"/> gets each line; <paramref name="violated"/> hears of a peer that keeps no bound.</summary>
    public PmiSocket(EventLoop loop, int fd, PmiLineReader.LineHandler line, Action<string> violated)
    {
        _loop = loop;
        _fd = fd;
        _line = line;
        _violated = violated;
        loop.Own(this);
        loop.Watch(fd, this, Native.EPOLLIN);
    }

    /// <summary>Sends a reply, and a descriptor with it (-1: none). The descriptor stays the caller's; where it cannot go along at once it does not.</summary>
    public void Send(string reply, int descriptor = -1)
    {
        if (_fd < 0)
            return;
        var bytes = Encoding.ASCII.GetBytes(reply);
        if (descriptor >= 0 && _unsent.Length == 0 && SendWith(bytes, descriptor))
            return;
        if (_unsent.Length > 0)
        {
            if (_unsent.Length + bytes.Length > MostUnsent)
            {
                _violated("asks its PMI server but does not read the answers");
                return;
            }
            _unsent = [.. _unsent, .. bytes];
            return;
        }
        _unsent = bytes;
        Flush();
    }

    /// <inheritdoc />
    public override void Ready(uint happening)
    {
        if ((happening & Native.EPOLLOUT) != 0)
            Flush();
        if ((happening & (Native.EPOLLIN | Native.EPOLLHUP | Native.EPOLLERR)) != 0)
            Read();
    }

    /// <summary>Takes in what the rank sent before it ended; not what one it left behind goes on sending.</summary>
    public void Drain()
    {
        for (var i = 0; i < MostUnsent / ChunkBytes && Read(); i++)
        {
        }
    }

    /// <inheritdoc />
    public override void Close()
    {
        if (_fd < 0)
            return;
        _loop.Unwatch(_fd);
        _loop.Disown(this);
        _ = Native.close(_fd);
        _fd = -1;
    }

    // All or nothing: a line this short fits a socket buffer or finds it full.
    private bool SendWith(byte[] bytes, int descriptor)
    {
        const int word = 8;
        var control = stackalloc byte[3 * word];
        *(nuint*)control = 2 * word + sizeof(int);
        *(int*)(control + word) = Native.SOL_SOCKET;
        *(int*)(control + word + 4) = Native.SCM_RIGHTS;
        *(int*)(control + 2 * word) = descriptor;
        fixed (byte* first = bytes)
        {
            var vector = new Native.IoVector { Base = first, Length = (nuint)bytes.Length };
            var message = new Native.MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 3 * word };
            return Native.sendmsg(_fd, &message, Native.MSG_NOSIGNAL | Native.MSG_DONTWAIT) == bytes.Length;
        }
    }

    private bool Read()
    {
        if (_fd < 0)
            return false;
        var chunk = stackalloc byte[ChunkBytes];
        var n = Native.read(_fd, chunk, ChunkBytes);
        if (n < 0 && Marshal.GetLastPInvokeError() is Native.EINTR or Native.EAGAIN)
            return false;
        if (n <= 0)
        {
            Close();
            return false;
        }
        if (!_reader.Feed(new ReadOnlySpan<byte>(chunk, (int)n), _line))
        {
            _violated($"sent a PMI line of more than {PmiLimits.LineBytes} bytes");
            Close();
            return false;
        }
        return _fd >= 0;
    }

    private void Flush()
    {
        while (_unsent.Length > 0)
        {
            nint n;
            fixed (byte* bytes = _unsent)
                n = Native.send(_fd, bytes, (nuint)_unsent.Length, Native.MSG_NOSIGNAL | Native.MSG_DONTWAIT);
            if (n < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Native.EINTR)
                    continue;
                if (error != Native.EAGAIN)
                    _unsent = [];  // the rank is gone; its end is told elsewhere
                break;
            }
            _unsent = _unsent[(int)n..];
        }
        _loop.Rewatch(_fd, Native.EPOLLIN | (_unsent.Length > 0 ? Native.EPOLLOUT : 0));
    }
}
