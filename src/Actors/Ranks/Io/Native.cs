using System.Runtime.InteropServices;

namespace Muster.Actors.Ranks.Io;

/// <summary>The system calls the rank host needs and .NET does not offer.</summary>
internal static unsafe partial class Native
{
    public const int EINTR = 4;
    public const int EAGAIN = 11;

    public const int AF_UNIX = 1;
    public const int SOCK_STREAM = 1;
    public const int SOCK_CLOEXEC = 0x80000;
    public const int MSG_NOSIGNAL = 0x4000;
    public const int MSG_DONTWAIT = 0x40;
    public const int MSG_CTRUNC = 0x8;
    public const int MSG_CMSG_CLOEXEC = 0x40000000;
    public const int SOL_SOCKET = 1;
    public const int SCM_RIGHTS = 1;
    public const int SO_PEERCRED = 17;
    public const int SOCK_NONBLOCK = 0x800;

    public const int EPOLL_CLOEXEC = 0x80000;
    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_DEL = 2;
    public const int EPOLL_CTL_MOD = 3;
    public const uint EPOLLIN = 1;
    public const uint EPOLLOUT = 4;
    public const uint EPOLLERR = 8;
    public const uint EPOLLHUP = 16;

    public const int EFD_CLOEXEC = 0x80000;
    public const int EFD_NONBLOCK = 0x800;

    public const uint MFD_CLOEXEC = 1;
    public const uint MFD_ALLOW_SEALING = 2;
    public const int F_ADD_SEALS = 1033;
    public const int EverySeal = 0xf;  // seal, shrink, grow, write

    public const nuint FIONREAD = 0x541B;
    public const int SIGKILL = 9;

    private const string C = "libc";

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_create1(int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_ctl(int epoll, int operation, int fd, byte* happening);

    [LibraryImport(C, SetLastError = true)]
    public static partial int epoll_wait(int epoll, byte* happenings, int max, int timeoutMs);

    [LibraryImport(C, SetLastError = true)]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint read(int fd, void* buffer, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint write(int fd, void* buffer, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint send(int fd, void* buffer, nuint count, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint recvmsg(int fd, MessageHeader* message, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint sendmsg(int fd, MessageHeader* message, int flags);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int memfd_create(string name, uint flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fcntl(int fd, int command, int argument);

    [LibraryImport(C, SetLastError = true)]
    public static partial int ioctl(int fd, nuint request, int* answer);

    [LibraryImport(C, SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport(C, SetLastError = true)]
    public static partial int socketpair(int domain, int type, int protocol, int* fds);

    [LibraryImport(C, SetLastError = true)]
    public static partial int socket(int domain, int type, int protocol);

    [LibraryImport(C, SetLastError = true)]
    public static partial int bind(int fd, byte* address, uint length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int listen(int fd, int backlog);

    [LibraryImport(C, SetLastError = true)]
    public static partial int accept4(int fd, byte* address, uint* length, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getsockopt(int fd, int level, int option, void* value, uint* length);

    [LibraryImport(C, SetLastError = true)]
    public static partial int waitpid(int pid, int* status, int options);

    [LibraryImport(C, SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_adddup2(byte* actions, int fd, int newFd);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport(C, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(int* pid, string path, byte* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int access(string path, int mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int folder, string path, int flags, uint mask, byte* answer);

    [LibraryImport(C)]
    public static partial uint geteuid();

    [LibraryImport(C, SetLastError = true)]
    public static partial int sched_getaffinity(int pid, nuint size, byte* mask);

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
