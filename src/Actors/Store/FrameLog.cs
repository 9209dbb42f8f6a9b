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
public sealed partial class FrameLog : IDisposable
{
    private const int Version = 2;

    private readonly List<FrameFile> _segments = [];
    private readonly string _stem;
    private readonly string _extension;
    private FrameFile? _own;
    private int _first = 1;

    // The highest segment this writer has created.
    private int _claimed;

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

    /// <summary>The segments that count, from the first on; the last is the writer's own.</summary>
    public IEnumerable<SegmentInfo> Segments => _segments.Select((s, i) => new SegmentInfo { Number = _first + i, Bytes = s.Length, Records = Math.Max(0, s.Frames - 1) });

    /// <summary>Number of the latest segment this writer made: no other writer of the log ever has the same.</summary>
    public int Number => _claimed;

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
            var number = log.FindFirst();
            while (log._own is null)
            {
                while (File.Exists(PathOf(stem, number, extension)))
                    number++;
                log._own = FrameFile.TryCreate(PathOf(stem, number, extension));
            }
            log._claimed = number;
            log.ReadSegments(number - 1, header, read);
            if (number == 1)
                log.Header = header;
            log._own.Append(log.HeaderOfNext(header).ToByteArray());
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
            var last = log.FindFirst() - 1;
            while (File.Exists(PathOf(stem, last + 1, extension)))
                last++;
            log.ReadSegments(last, header, read);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record. Its bytes are with the kernel when this returns.</summary>
    /// <param name="payload">The record.</param>
    /// <param name="compress">False for what is compressed already, or is soon replaced.</param>
    public FrameAt Append(ReadOnlySpan<byte> payload, bool compress = true) =>
        new(_segments.Count - 1, (_own ?? throw new InvalidOperationException($"{_stem} is open for reading only.")).Append(payload, compress));

    /// <summary>Makes what was appended outlive the machine's power.</summary>
    public void Flush() => _own?.Flush();

    /// <summary>True when another writer has taken the log over: nothing written here since may be promised to anyone.</summary>
    /// <remarks>A successor that condensed the log has deleted its own first segment too; before that it deleted this writer's, or put a sign in its place.</remarks>
    public bool IsSuperseded() => _own is not null && (File.Exists(PathOf(_stem, _claimed + 1, _extension)) || !IsInPlace(_own));

    private static bool IsInPlace(FrameFile own)
    {
        var info = new FileInfo(own.Path);
        return info.Exists && info.Length >= own.Length;
    }

    /// <summary>The payload of a frame.</summary>
    public byte[] ReadAt(FrameAt at) => _segments[at.Segment].ReadAt(at.Offset);

    /// <inheritdoc/>
    public void Dispose()
    {
        _segments.ForEach(s => s.Dispose());
        _own?.Dispose();
    }

    /// <summary>Path of a segment.</summary>
    public static string PathOf(string stem, int number, string extension) => $"{stem}.{number}.{extension}";

    // The first file stays for ever: it is the log's first segment, or says where that is now.
    private int FindFirst()
    {
        _first = File.Exists(FirstOf(_stem, _extension)) && HeaderOf(1) is { MovedTo: > 0 } sign ? sign.MovedTo : 1;
        return _first;
    }

    private FileHeader HeaderOfNext(FileHeader header)
    {
        var next = header.Clone();
        (next.Version, next.FirstPrior) = (Version, _first);
        next.PriorLengths.Add(_segments.Select(s => s.Length));
        return next;
    }

    private void ReadSegments(int last, FileHeader expected, RecordReader read)
    {
        var headers = new Dictionary<int, FileHeader>();
        for (var number = _first; number <= last; number++)
        {
            if (HeaderOf(number) is { } header)
                headers[number] = header;
        }
        // The latest snapshot that is whole holds everything before it; one that is not counts for nothing.
        for (var number = last; number > _first; number--)
        {
            if (headers.TryGetValue(number, out var header) && header.SnapshotFrames > 0 && IsWhole(number, header, LimitOf(number, last, headers)))
                _first = number;
        }
        var broken = headers.Where(h => h.Key > _first && h.Value.SnapshotFrames > 0).Select(h => h.Key).ToHashSet();
        foreach (var number in broken)
            headers.Remove(number);
        Header = headers.Where(h => h.Key >= _first).OrderBy(h => h.Key).Select(h => h.Value).FirstOrDefault(expected);
        for (var number = _first; number <= last; number++)
        {
            _segments.Add(ReadSegment(number, broken.Contains(number) ? 0 : LimitOf(number, last, headers), expected, read));
        }
    }

    // The latest header that is whole says how far each segment before it counts.
    private static long LimitOf(int number, int last, Dictionary<int, FileHeader> headers)
    {
        for (var later = last; later > number; later--)
        {
            if (headers.TryGetValue(later, out var header) && number - Math.Max(1, header.FirstPrior) is var index && index >= 0 && index < header.PriorLengths.Count)
                return header.PriorLengths[index];
        }
        return long.MaxValue;
    }

    private bool IsWhole(int number, FileHeader header, long limit)
    {
        using var file = FrameFile.OpenRead(PathOf(_stem, number, _extension), limit, (_, _) => { });
        return file.Frames > header.SnapshotFrames;
    }

    private FileHeader? HeaderOf(int number) =>
        FrameFile.TryReadFirst(PathOf(_stem, number, _extension)) is { } payload ? FileHeader.Parser.ParseFrom(payload) : null;

    private FrameFile ReadSegment(int number, long limit, FileHeader expected, RecordReader read)
    {
        var path = PathOf(_stem, number, _extension);
        var index = _segments.Count;
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
