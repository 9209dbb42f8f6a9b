using Google.Protobuf;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

/// <summary>
/// A log in numbered segments, NAME.1.EXT, NAME.2.EXT, ...: the record store that results and the run journal are kept in. Whoever takes a log over creates
/// the next segment, which only one can, and writes into its header how far the segments before it count. So a writer that was taken for dead and goes on
/// (stopped, or behind a cut network) changes nothing any more: what it appends to its old segment lies behind that mark.
/// </summary>
/// <remarks>
/// The order is what makes this safe: a successor creates its segment before it reads the ones before, and a writer looks for a successor after it wrote and
/// before it tells anyone that the record is kept (<see cref="IsSuperseded"/>). Either the successor sees the record, or the writer sees the successor.
/// </remarks>
public sealed class FrameLog : IDisposable
{
    private const int Version = 2;

    private readonly List<FrameFile> _segments = [];
    private readonly string _stem;
    private readonly string _extension;
    private FrameFile? _own;

    private FrameLog(string stem, string extension)
    {
        (_stem, _extension) = (stem, extension);
    }

    /// <summary>Reads one frame of one segment.</summary>
    public delegate void RecordReader(FrameAt at, ReadOnlySpan<byte> payload);

    /// <summary>Where a frame is.</summary>
    /// <param name="Segment">Index of the segment.</param>
    /// <param name="Offset">Its first byte there.</param>
    public readonly record struct FrameAt(int Segment, long Offset);

    /// <summary>What the first segment says the log is; as asked for when there is none.</summary>
    public FileHeader Header { get; private set; } = new();

    /// <summary>Bytes behind the last whole frames of the segments: torn tails, or what a writer that was superseded added.</summary>
    public long BytesCut { get; private set; }

    /// <summary>Bytes that count, of all segments.</summary>
    public long Length => _segments.Sum(s => s.Length);

    /// <summary>Path of the first segment of a log.</summary>
    public static string FirstOf(string stem, string extension) => PathOf(stem, 1, extension);

    /// <summary>True when the log has been begun.</summary>
    public static bool Exists(string stem, string extension) => File.Exists(FirstOf(stem, extension));

    /// <summary>Takes the log over for writing: reads what it holds and goes on in a segment of its own.</summary>
    /// <param name="stem">Folder and name.</param>
    /// <param name="extension">Without the dot.</param>
    /// <param name="header">What the log is; what other segments say must match.</param>
    /// <param name="read">Called with every record so far, in order.</param>
    public static FrameLog TakeOver(string stem, string extension, FileHeader header, RecordReader read)
    {
        // What cannot be read is found before anything is created.
        if (Exists(stem, extension))
            OpenRead(stem, extension, header, (_, _) => { }).Dispose();
        var log = new FrameLog(stem, extension);
        try
        {
            var number = 1;
            while (log._own is null)
            {
                while (File.Exists(PathOf(stem, number, extension)))
                    number++;
                log._own = FrameFile.TryCreate(PathOf(stem, number, extension));
            }
            log.ReadSegments(number - 1, header, read);
            if (number == 1)
                log.Header = header;
            var own = header.Clone();
            own.Version = Version;
            own.PriorLengths.Add(log._segments.Select(s => s.Length));
            log._own.Append(own.ToByteArray());
            log._segments.Add(log._own);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Opens the log for reading what is in it by now.</summary>
    public static FrameLog OpenRead(string stem, string extension, FileHeader header, RecordReader read)
    {
        var log = new FrameLog(stem, extension);
        try
        {
            var segments = 0;
            while (File.Exists(PathOf(stem, segments + 1, extension)))
                segments++;
            log.ReadSegments(segments, header, read);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record. Its bytes are with the kernel when this returns.</summary>
    public FrameAt Append(ReadOnlySpan<byte> payload) =>
        new(_segments.Count - 1, (_own ?? throw new InvalidOperationException($"{_stem} is open for reading only.")).Append(payload));

    /// <summary>Makes what was appended outlive the machine's power.</summary>
    public void Flush() => _own?.Flush();

    /// <summary>True when another writer has taken the log over: nothing written here since may be promised to anyone.</summary>
    public bool IsSuperseded() => _own is not null && File.Exists(PathOf(_stem, _segments.Count + 1, _extension));

    /// <summary>The payload of a frame.</summary>
    public byte[] ReadAt(FrameAt at) => _segments[at.Segment].ReadAt(at.Offset);

    /// <inheritdoc/>
    public void Dispose()
    {
        _segments.ForEach(s => s.Dispose());
        _own?.Dispose();
    }

    private static string PathOf(string stem, int number, string extension) => $"{stem}.{number}.{extension}";

    private void ReadSegments(int count, FileHeader expected, RecordReader read)
    {
        // The latest header that is whole says how far each segment before it counts.
        var headers = new FileHeader?[count];
        for (var i = 0; i < count; i++)
            headers[i] = HeaderOf(i + 1);
        Header = headers.FirstOrDefault(h => h is not null) ?? expected;
        for (var i = 0; i < count; i++)
        {
            var limit = long.MaxValue;
            for (var later = i + 1; later < count; later++)
            {
                if (headers[later] is { } header && header.PriorLengths.Count > i)
                    limit = header.PriorLengths[i];
            }
            _segments.Add(ReadSegment(i, limit, expected, read));
        }
    }

    private FileHeader? HeaderOf(int number) =>
        FrameFile.TryReadFirst(PathOf(_stem, number, _extension)) is { } payload ? FileHeader.Parser.ParseFrom(payload) : null;

    private FrameFile ReadSegment(int index, long limit, FileHeader expected, RecordReader read)
    {
        var path = PathOf(_stem, index + 1, _extension);
        var onDisk = new FileInfo(path).Length;
        var file = FrameFile.OpenRead(path, limit, (offset, payload) =>
        {
            if (offset == 0)
                Check(path, FileHeader.Parser.ParseFrom(payload), expected);
            else
                read(new FrameAt(index, offset), payload);
        });
        BytesCut += Math.Max(0, onDisk - file.Length);
        return file;
    }

    private static void Check(string path, FileHeader header, FileHeader expected)
    {
        if (header.Kind != expected.Kind || header.Version > Version || header.Run != expected.Run)
            throw new InvalidDataException($"{path} holds '{header.Kind}' of run {header.Run} in format {header.Version}; expected '{expected.Kind}' of run {expected.Run} up to format {Version}.");
    }
}
