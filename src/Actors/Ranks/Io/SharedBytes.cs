namespace Muster.Actors.Ranks.Io;

/// <summary>Bytes in memory that other processes may map and nobody may change any more; gone with the last descriptor and mapping.</summary>
internal static unsafe class SharedBytes
{
    /// <summary>A descriptor of the bytes, or -1 when the kernel gives none: then nobody shares them.</summary>
    public static int Create(byte[] bytes)
    {
        var fd = Native.memfd_create("muster-keys", Native.MFD_CLOEXEC | Native.MFD_ALLOW_SEALING);
        if (fd < 0)
            return -1;
        fixed (byte* first = bytes)
        {
            nint at = 0;
            while (at < bytes.Length)
            {
                var n = Native.write(fd, first + at, (nuint)(bytes.Length - at));
                if (n <= 0)
                    break;
                at += n;
            }
            if (at == bytes.Length && Native.fcntl(fd, Native.F_ADD_SEALS, Native.EverySeal) == 0)
                return fd;
        }
        _ = Native.close(fd);
        return -1;
    }
}
