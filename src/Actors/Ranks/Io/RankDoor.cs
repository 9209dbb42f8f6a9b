using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Muster.Actors.Ranks.Io;

/// <summary>
/// Where one rank's rank-wrap is awaited: a socket in the abstract namespace, whose name the launcher passes on. Names there have no permissions, so only a
/// process of this user is let in, and it looks at us in the same way.
/// </summary>
internal sealed unsafe class RankDoor : LoopSource
{
    private const int LongestName = 107;

    private readonly EventLoop _loop;
    private readonly Action<int> _came;
    private readonly Action _nobody;
    private int _fd;

    private RankDoor(EventLoop loop, int fd, Action<int> came, Action nobody)
    {
        (_loop, _fd, _came, _nobody) = (loop, fd, came, nobody);
        loop.Own(this);
        loop.Watch(fd, this, Native.EPOLLIN);
    }

    /// <summary>
    /// Opens it; throws where the name is taken. <paramref name="came"/> gets the socket of the one that comes, <paramref name="nobody"/> is called when none did
    /// within the patience; then it is closed.
    /// </summary>
    public static RankDoor Open(EventLoop loop, string name, int rank, TimeSpan patience, Action<int> came, Action nobody)
    {
        var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}.{rank}"));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestName);
        var address = stackalloc byte[3 + LongestName];
        *(ushort*)address = Native.AF_UNIX;
        address[2] = 0;
        text.CopyTo(new Span<byte>(address + 3, LongestName));
        var fd = EventLoop.Check(Native.socket(Native.AF_UNIX, Native.SOCK_STREAM | Native.SOCK_CLOEXEC | Native.SOCK_NONBLOCK, 0), "socket");
        try
        {
            EventLoop.Check(Native.bind(fd, address, (uint)(3 + text.Length)), "bind");
            EventLoop.Check(Native.listen(fd, 4), "listen");
        }
        catch
        {
            _ = Native.close(fd);
            throw;
        }
        var door = new RankDoor(loop, fd, came, nobody);
        loop.CallAt(door, EventLoop.Now + (long)patience.TotalMilliseconds);
        return door;
    }

    /// <inheritdoc />
    public override void Ready(uint happening)
    {
        var socket = Native.accept4(_fd, null, null, Native.SOCK_CLOEXEC | Native.SOCK_NONBLOCK);
        if (socket < 0)
            return;
        if (UserOf(socket) != Native.geteuid())
        {
            _ = Native.close(socket);
            return;
        }
        Close();
        _came(socket);
    }

    /// <inheritdoc />
    public override void Due(long now)
    {
        if (_fd < 0)
            return;
        Close();
        _nobody();
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

    // struct ucred: process, user, group.
    private static uint UserOf(int socket)
    {
        var credentials = stackalloc uint[3];
        uint length = 3 * sizeof(uint);
        return Native.getsockopt(socket, Native.SOL_SOCKET, Native.SO_PEERCRED, credentials, &length) == 0 ? credentials[1] : uint.MaxValue;
    }
}
