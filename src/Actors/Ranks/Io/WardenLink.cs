using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Muster.Actors.Ranks.Io;

/// <summary>Hears what the warden says, on the loop's thread.</summary>
internal interface IWardenListener
{
    /// <summary>An event with its descriptors, which are the listener's from here on.</summary>
    void Heard(WardenEvent happened, ReadOnlySpan<int> descriptors);

    /// <summary>An event whose descriptors did not fit: this process may open no more.</summary>
    void HeardTruncated(WardenEvent happened);

    /// <summary>The warden is gone, and with it every rank. Said once, with what is known about its end.</summary>
    void Gone(string how);
}

/// <summary>Starts the warden and holds the one end of its control socket. Closing it ends every rank.</summary>
internal sealed unsafe class WardenLink : LoopSource
{
    private readonly EventLoop _loop;
    private readonly IWardenListener _listener;
    private readonly int _pid;
    private const int Truncated = -1;

    // Of messages not yet taken apart, in order; Truncated stands for all of a message that came without.
    private readonly Queue<int> _descriptors = new();
    private readonly Queue<byte[]> _unsent = new();
    private byte[] _held = new byte[64 * 1024];
    private int _heldBytes;
    private int _sent;
    private int _socket;

    private WardenLink(EventLoop loop, IWardenListener listener, int socket, int pid)
    {
        _loop = loop;
        _listener = listener;
        _socket = socket;
        _pid = pid;
        loop.Own(this);
        loop.Watch(socket, this, Native.EPOLLIN);
    }

    /// <summary>The warden at the other end was started by somebody else, who also learns how it ends.</summary>
    public static WardenLink Over(EventLoop loop, IWardenListener listener, int socket) => new(loop, listener, socket, 0);

    /// <summary>Starts the program. Throws when it cannot be started. On the loop's thread.</summary>
    public static WardenLink Start(EventLoop loop, IWardenListener listener, string program, int patienceMs)
    {
        var pair = stackalloc int[2];
        EventLoop.Check(Native.socketpair(Native.AF_UNIX, Native.SOCK_STREAM | Native.SOCK_CLOEXEC, 0, pair), "socketpair");
        try
        {
            var pid = Spawn(program, patienceMs, pair[1]);
            return new WardenLink(loop, listener, pair[0], pid);
        }
        catch
        {
            _ = Native.close(pair[0]);
            throw;
        }
        finally
        {
            _ = Native.close(pair[1]);
        }
    }

    /// <summary>Sends a command; it waits here when the warden does not read.</summary>
    public void Send(byte[] message)
    {
        if (_socket < 0)
            return;
        _unsent.Enqueue(message);
        if (_unsent.Count == 1)
            Flush();
    }

    /// <summary>Ends a warden of which this host can make no use, before it has any rank.</summary>
    public void Refuse(string why)
    {
        Close();
        _ = Reap(kill: true);
        _listener.Gone(why);
    }

    /// <inheritdoc />
    public override void Ready(uint happening)
    {
        if ((happening & Native.EPOLLOUT) != 0)
            Flush();
        if ((happening & (Native.EPOLLIN | Native.EPOLLHUP | Native.EPOLLERR)) != 0 && _socket >= 0)
            Receive();
    }

    /// <inheritdoc />
    public override void Close()
    {
        if (_socket < 0)
            return;
        _loop.Unwatch(_socket);
        _loop.Disown(this);
        _ = Native.close(_socket);
        _socket = -1;
        while (_descriptors.TryDequeue(out var fd))
            if (fd != Truncated)
                _ = Native.close(fd);
    }

    private static int Spawn(string program, int patienceMs, int socket)
    {
        const int actionsBytes = 512;  // glibc's is 80, musl's less
        var actions = stackalloc byte[actionsBytes];
        var name = Encoding.UTF8.GetBytes(program + '\0');
        var patience = Encoding.UTF8.GetBytes($"{patienceMs}\0");
        int pid, error;
        Native.posix_spawn_file_actions_init(actions);
        Native.posix_spawn_file_actions_adddup2(actions, socket, 3);
        fixed (byte* first = name, second = patience)
        {
            var argv = stackalloc byte*[3] { first, second, null };
            var envp = stackalloc byte*[1] { null };
            error = Native.posix_spawn(&pid, program, actions, null, argv, envp);
        }
        Native.posix_spawn_file_actions_destroy(actions);
        if (error != 0)
            throw new Win32Exception(error, $"cannot start the warden {program}: {Marshal.GetPInvokeErrorMessage(error)}; `make -C native` builds it");
        return pid;
    }

    private void Flush()
    {
        while (_unsent.TryPeek(out var message))
        {
            nint n;
            fixed (byte* bytes = message)
                n = Native.send(_socket, bytes + _sent, (nuint)(message.Length - _sent), Native.MSG_NOSIGNAL | Native.MSG_DONTWAIT);
            if (n < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Native.EINTR)
                    continue;
                if (error == Native.EAGAIN)
                    break;
                return;  // gone; reading says so
            }
            _sent += (int)n;
            if (_sent < message.Length)
                continue;
            _sent = 0;
            _unsent.Dequeue();
        }
        _loop.Rewatch(_socket, Native.EPOLLIN | (_unsent.Count > 0 ? Native.EPOLLOUT : 0));
    }

    private void Receive()
    {
        const int controlBytes = 512;
        var control = stackalloc byte[controlBytes];
        while (_socket >= 0)
        {
            nint n;
            fixed (byte* held = _held)
            {
                var vector = new Native.IoVector { Base = held + _heldBytes, Length = (nuint)(_held.Length - _heldBytes) };
                var message = new Native.MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = controlBytes };
                n = Native.recvmsg(_socket, &message, Native.MSG_CMSG_CLOEXEC | Native.MSG_DONTWAIT);
                if (n > 0)
                    TakeDescriptors(control, (int)message.ControlLength, (message.Flags & Native.MSG_CTRUNC) != 0);
            }
            if (n < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Native.EINTR)
                    continue;
                if (error == Native.EAGAIN)
                    return;
            }
            if (n <= 0)
            {
                End(null);
                return;
            }
            _heldBytes += (int)n;
            if (!Dispatch())
            {
                End("it broke the grammar of its socket");
                return;
            }
        }
    }

    private bool Dispatch()
    {
        var at = 0;
        Span<int> fds = stackalloc int[WardenWire.MaxDescriptors];
        while (_heldBytes - at >= WardenWire.HeaderBytes)
        {
            if (!WardenWire.TryReadHeader(_held.AsSpan(at), out var length, out var type, out var descriptors))
                return false;
            if (_heldBytes - at - WardenWire.HeaderBytes < length)
            {
                if (WardenWire.HeaderBytes + length > _held.Length)
                    Array.Resize(ref _held, WardenWire.HeaderBytes + length);
                break;
            }
            if (WardenWire.ReadEvent(type, _held.AsSpan(at + WardenWire.HeaderBytes, length)) is not { } happened)
                return false;
            at += WardenWire.HeaderBytes + length;
            if (descriptors > 0 && _descriptors.TryPeek(out var first) && first == Truncated)
            {
                _descriptors.Dequeue();
                _listener.HeardTruncated(happened);
                continue;
            }
            if (_descriptors.Count < descriptors)
                return false;
            for (var i = 0; i < descriptors; i++)
                fds[i] = _descriptors.Dequeue();
            _listener.Heard(happened, fds[..descriptors]);
        }
        _held.AsSpan(at, _heldBytes - at).CopyTo(_held);
        _heldBytes -= at;
        return true;
    }

    // A cmsghdr is a size_t length, an int level, an int type, then data; the next starts at a multiple of the word size.
    // The kernel never gives the descriptors of two messages at once; when they do not all fit, none of them is of use.
    private void TakeDescriptors(byte* control, int length, bool truncated)
    {
        var word = sizeof(nuint);
        var header = word + 8;
        for (var at = 0; at + header <= length;)
        {
            var size = (int)*(nuint*)(control + at);
            if (size < header || at + size > length)
                return;
            if (*(int*)(control + at + word) == Native.SOL_SOCKET && *(int*)(control + at + word + 4) == Native.SCM_RIGHTS)
                for (var fd = at + header; fd + 4 <= at + size; fd += 4)
                    if (truncated)
                        _ = Native.close(*(int*)(control + fd));
                    else
                        _descriptors.Enqueue(*(int*)(control + fd));
            at += (size + word - 1) / word * word;
        }
        if (truncated)
            _descriptors.Enqueue(Truncated);
    }

    private void End(string? fault)
    {
        Close();
        if (_pid == 0)
        {
            _listener.Gone(fault ?? "it closed its socket");
            return;
        }
        var how = Reap(kill: fault != null);
        _listener.Gone(fault == null ? how : $"{fault}; {how}");
    }

    private string Reap(bool kill)
    {
        int status = 0, reaped;
        if (kill)
            _ = Native.kill(_pid, Native.SIGKILL);
        do
            reaped = Native.waitpid(_pid, &status, 0);
        while (reaped < 0 && Marshal.GetLastPInvokeError() == Native.EINTR);
        return reaped != _pid ? "its end was not seen"
            : (status & 0x7f) != 0 ? $"killed by {Signals.NameOf(status & 0x7f)}"
            : $"exit code {(status >> 8) & 0xff}";
    }
}
