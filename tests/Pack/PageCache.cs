using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Muster.Pack.Tests;

/// <summary>The kernel's copies of files' pages, of some files only: what others on the machine have read stays.</summary>
internal static class PageCache
{
    private const int DontNeed = 4;
    private const int ReadOnly = 1;
    private const int Shared = 1;
    private static readonly IntPtr Failed = -1;

    /// <summary>Writes what is not on disk yet, then drops every page of every file below the folder that no process maps.</summary>
    public static void Drop(string folder)
    {
        foreach (var path in Files(folder))
        {
            using var file = File.OpenHandle(path);
            RandomAccess.FlushToDisk(file);
            var error = Advise((int)file.DangerousGetHandle(), 0, 0, DontNeed);
            if (error != 0)
                throw new Win32Exception(error, $"posix_fadvise of {path}");
        }
    }

    /// <summary>The part of the folder's bytes that memory holds.</summary>
    public static double Held(string folder)
    {
        long pages = 0, held = 0;
        foreach (var path in Files(folder))
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (length == 0)
                continue;
            var states = new byte[(length + Environment.SystemPageSize - 1) / Environment.SystemPageSize];
            var address = Map(0, (nuint)length, ReadOnly, Shared, (int)file.DangerousGetHandle(), 0);
            if (address == Failed)
                throw new Win32Exception(Marshal.GetLastPInvokeError(), $"mmap of {path}");
            try
            {
                if (InCore(address, (nuint)length, states) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError(), $"mincore of {path}");
            }
            finally
            {
                _ = Unmap(address, (nuint)length);
            }

            pages += states.Length;
            held += states.Count(s => (s & 1) != 0);
        }

        return (double)held / pages;
    }

    private static string[] Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(int file, long offset, long length, int advice);

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr Map(IntPtr address, nuint length, int protection, int flags, int file, long offset);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(IntPtr address, nuint length);

    [DllImport("libc", EntryPoint = "mincore", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int InCore(IntPtr address, nuint length, byte[] states);
}
