using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Muster.Actors.Store;

/// <summary>Which frames of a damaged file are whole, those behind the damage included. Its memory does not grow with the file.</summary>
/// <param name="Frames">Whole frames.</param>
/// <param name="Gaps">Bytes that belong to none, the end not included.</param>
public sealed record FrameSurvey(long Frames, IReadOnlyList<(long From, long To)> Gaps)
{
    private const int Window = 256 * 1024;

    // Bytes that look like many large frames are not all summed up.
    private const long MostTried = 256 * 1024 * 1024;

    /// <summary>Looks through a file.</summary>
    public static FrameSurvey Of(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(handle);
        var gaps = new List<(long, long)>();
        var (frames, at) = (0L, 0L);
        while (NextWhole(handle, at, length) is (var offset, var end))
        {
            if (offset > at)
                gaps.Add((at, offset));
            (frames, at) = (frames + 1, end);
        }
        if (at < length)
            gaps.Add((at, length));
        return new FrameSurvey(frames, gaps);
    }

    /// <summary>The first whole frame that begins at a byte or later; null when there is none.</summary>
    internal static (long Offset, long End)? NextWhole(SafeFileHandle handle, long from, long length)
    {
        var window = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            var (begin, filled, tried) = (0L, 0, 0L);
            for (var offset = from; offset + FrameFile.HeadBytes <= length && tried < MostTried; offset++)
            {
                if (offset < begin || offset + FrameFile.HeadBytes > begin + filled)
                    (begin, filled) = (offset, RandomAccess.Read(handle, window.AsSpan(0, Window), offset));
                if (filled < FrameFile.HeadBytes)
                    return null;
                var head = window.AsSpan((int)(offset - begin), FrameFile.HeadBytes);
                if (FrameFile.EndOf(head, offset, length) is not { } end)
                    continue;
                if (IsWhole(handle, head, offset + FrameFile.HeadBytes, end))
                    return (offset, end);
                tried += end - offset;
            }
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    private static bool IsWhole(SafeFileHandle handle, ReadOnlySpan<byte> head, long offset, long end)
    {
        var rented = ArrayPool<byte>.Shared.Rent((int)(end - offset));
        try
        {
            var payload = rented.AsSpan(0, (int)(end - offset));
            for (var done = 0; done < payload.Length;)
            {
                var read = RandomAccess.Read(handle, payload[done..], offset + done);
                if (read == 0)
                    return false;
                done += read;
            }
            return FrameFile.IsIntact(head, payload);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
