using Microsoft.Win32.SafeHandles;

namespace Muster.Actors.Telemetry.Kernel;

/// <summary>One of the kernel's files, kept open and read again from its beginning each time.</summary>
internal sealed class ProcFile : IDisposable
{
    /// <summary>More of a file is never read.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly SafeFileHandle _handle;

    private ProcFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens it; null where there is no such file or it is not for us.</summary>
    public static ProcFile? TryOpen(string path)
    {
        try
        {
            return File.Exists(path) ? new ProcFile(File.OpenHandle(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Its text now, in a buffer that grows as needed; empty when it cannot be read, because its process is gone for one.</summary>
    public ReadOnlySpan<byte> Read(ref byte[] buffer)
    {
        var length = 0;
        try
        {
            while (true)
            {
                var read = RandomAccess.Read(_handle, buffer.AsSpan(length), length);
                length += read;
                if (read == 0 || buffer.Length >= MostBytes)
                    return buffer.AsSpan(0, length);
                if (length == buffer.Length)
                    Array.Resize(ref buffer, Math.Min(MostBytes, buffer.Length * 2));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    public void Dispose() => _handle.Dispose();
}
