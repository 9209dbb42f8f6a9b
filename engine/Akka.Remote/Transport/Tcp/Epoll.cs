using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// Readiness of many sockets on one thread. The runtime's asynchronous sockets complete on the thread pool, where a heartbeat
/// would queue behind whatever keeps the pool busy; this waits on a thread of our own.
/// </summary>
internal sealed unsafe partial class Epoll : IDisposable
{
    public const uint In = 0x001, Out = 0x004, Error = 0x008, HangUp = 0x010;

    private const int Add = 1, Delete = 2, Modify = 3;
    private const int CloseOnExec = 0x80000, NonBlocking = 0x800;
    private const int MaxEvents = 256;
    private const int Interrupted = 4;

    // struct epoll_event is packed on x86-64 only
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte* _events;
    private readonly Lock _wakeLock = new();
    private bool _disposed;

    public Epoll()
    {
        _epoll = Check(epoll_create1(CloseOnExec));
        _wake = Check(eventfd(0, CloseOnExec | NonBlocking));
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(MaxEvents * EventSize));
        Control(Add, _wake, In, 0);
    }

    public void Register(nint fd, uint interest, int token) => Control(Add, (int)fd, interest, token);

    public void Change(nint fd, uint interest, int token) => Control(Modify, (int)fd, interest, token);

    public void Remove(nint fd) => Control(Delete, (int)fd, 0, 0);

    /// <summary>Makes a <see cref="Wait"/> on another thread return.</summary>
    public void Wake()
    {
        // A descriptor number may be another file's as soon as it is closed.
        lock (_wakeLock)
        {
            ulong one = 1;
            if (!_disposed)
                _ = write(_wake, &one, 8);
        }
    }

    /// <summary>Fills <paramref name="ready"/> with what is ready; token 0 is a wake-up and is not reported.</summary>
    public int Wait(Span<(int Token, uint Events)> ready, int timeoutMs)
    {
        var n = epoll_wait(_epoll, _events, Math.Min(MaxEvents, ready.Length), timeoutMs);
        if (n < 0)
            return Marshal.GetLastPInvokeError() == Interrupted ? 0 : throw new Win32Exception(Marshal.GetLastPInvokeError());
        var count = 0;
        for (var i = 0; i < n; i++)
        {
            var e = _events + i * EventSize;
            var token = (int)*(ulong*)(e + DataOffset);
            if (token == 0)
            {
                ulong ignored;
                _ = read(_wake, &ignored, 8);
                continue;
            }
            ready[count++] = (token, *(uint*)e);
        }
        return count;
    }

    public void Dispose()
    {
        lock (_wakeLock)
        {
            if (_disposed)
                return;
            _disposed = true;
            _ = close(_wake);
            _ = close(_epoll);
            NativeMemory.Free(_events);
        }
    }

    private void Control(int operation, int fd, uint interest, int token)
    {
        var e = stackalloc byte[16];
        *(uint*)e = interest;
        *(ulong*)(e + DataOffset) = (uint)token;
        Check(epoll_ctl(_epoll, operation, fd, e));
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int fd, byte* e);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int max, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc")]
    private static partial nint read(int fd, void* buffer, nint count);

    [LibraryImport("libc")]
    private static partial nint write(int fd, void* buffer, nint count);

    [LibraryImport("libc")]
    private static partial int close(int fd);
}
