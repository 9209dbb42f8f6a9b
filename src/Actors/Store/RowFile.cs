using Google.Protobuf;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store;

/// <summary>
/// The rows of one run in files: frames of rows together with the cursor that says they are stored. Only the run's result actor writes it. Rows stay on
/// disk; memory holds one entry a frame.
/// </summary>
public sealed class RowFile : IRunRows
{
    private const string Kind = "rows";
    private const string Extension = "rows";

    private readonly FrameLog _log;
    private readonly List<(long FirstRow, FrameLog.FrameAt At)> _frames = [];
    private readonly List<(long First, FrameLog.FrameAt At)> _unmatched = [];
    private readonly Dictionary<int, (long First, long Last)> _times = [];
    private readonly RowTally _tally = new();

    private RowFile(long run, string stem, FileHeader header, bool write)
    {
        (Run, IsWritable) = (run, write);
        (header.Kind, header.Run) = (Kind, run);
        _log = write ? FrameLog.TakeOver(stem, Extension, header, Replay) : FrameLog.OpenRead(stem, Extension, header, Replay);
    }

    /// <summary>Number of the run.</summary>
    public long Run { get; }

    /// <inheritdoc/>
    public StreamCursors Cursors => _tally.Cursors;

    /// <inheritdoc/>
    public long Rows => _tally.Rows;

    /// <inheritdoc/>
    public long Lines => _tally.Lines;

    /// <inheritdoc/>
    public long Unmatched => _tally.Unmatched;

    /// <inheritdoc/>
    public long Undecodable => _tally.Undecodable;

    /// <summary>When the first row of the current attempt was stored; 0 before.</summary>
    public long FirstRowUs => _tally.FirstRowUs;

    /// <inheritdoc/>
    public long UnmatchedKept => _tally.UnmatchedKept;

    /// <inheritdoc/>
    public long BytesCut => _log.BytesCut;

    /// <inheritdoc/>
    public bool IsWritable { get; }

    /// <inheritdoc/>
    public bool IsSuperseded => _log.IsSuperseded();

    /// <inheritdoc/>
    public bool IsMineForSure => IsWritable && !IsSuperseded;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => _log.Header.Parameters;

    /// <inheritdoc/>
    public IEnumerable<Parameter> Headers => _tally.Headers;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _tally.ColumnsSeen.Count > 0 ? _tally.ColumnsSeen : _log.Header.Columns;

    /// <inheritdoc/>
    public IEnumerable<SegmentInfo> Segments
    {
        get
        {
            foreach (var (index, segment) in _log.Segments.Index())
            {
                (segment.FirstUs, segment.LastUs) = _times.GetValueOrDefault(index);
                yield return segment;
            }
        }
    }

    /// <summary>Where the rows of a run begin; those of a run whose result actor was replaced go on beside it.</summary>
    public static string PathOf(string storeDirectory, long run) => FrameLog.FirstOf(StemOf(storeDirectory, run), Extension);

    /// <summary>True when the run has rows, or an empty file for them.</summary>
    public static bool Exists(string storeDirectory, long run) => FrameLog.Exists(StemOf(storeDirectory, run), Extension);

    /// <summary>Takes the rows of a run over for writing, beginning them when there are none.</summary>
    public static RowFile Open(string storeDirectory, long run, long nowMicros, IEnumerable<Parameter>? parameters = null, IEnumerable<string>? columns = null)
    {
        var stem = StemOf(storeDirectory, run);
        Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
        var header = new FileHeader { CreatedUs = nowMicros, Parameters = { parameters ?? [] }, Columns = { columns ?? [] } };
        return new RowFile(run, stem, header, write: true);
    }

    /// <summary>Opens the rows of a run that is over.</summary>
    public static RowFile OpenRead(string storeDirectory, long run) => new(run, StemOf(storeDirectory, run), new FileHeader(), write: false);

    /// <inheritdoc/>
    public bool Begin(int attempt, long nowMicros)
    {
        if (attempt <= Cursors.Attempt)
            return false;
        var frame = RowTally.BeginOf(attempt, nowMicros);
        Count(frame, _log.Append(frame.ToByteArray()));
        return true;
    }

    /// <inheritdoc/>
    public BatchVerdict Append(RowBatch batch, long nowMicros)
    {
        var verdict = Cursors.Judge(batch.Key.Attempt, batch.Rank, batch.Number);
        if (verdict != BatchVerdict.Store)
            return verdict;
        var known = batch.Key.Attempt > Cursors.Attempt ? _log.Header.Columns : Columns;
        var frame = _tally.FrameOf(batch, known, nowMicros);
        Count(frame, _log.Append(frame.ToByteArray()));
        return verdict;
    }

    /// <inheritdoc/>
    public List<Row> Read(long from, int maxRows, int maxBytes)
    {
        var rows = new List<Row>();
        var bytes = 0;
        for (var i = FrameOf(from); i < _frames.Count; i++)
        {
            var frame = RowFrame.Parser.ParseFrom(_log.ReadAt(_frames[i].At));
            for (var r = (int)Math.Max(0, from - frame.FirstRow); r < frame.Rows.Count; r++)
            {
                bytes += frame.Rows[r].CalculateSize() + 4;
                if (rows.Count >= maxRows || (bytes > maxBytes && rows.Count > 0))
                    return rows;
                rows.Add(frame.Rows[r]);
            }
        }
        return rows;
    }

    /// <inheritdoc/>
    public List<string> ReadUnmatched(long from, int maxBytes)
    {
        var lines = new List<string>();
        var bytes = 0;
        foreach (var (first, at) in _unmatched)
        {
            var frame = RowFrame.Parser.ParseFrom(_log.ReadAt(at));
            for (var i = (int)Math.Max(0, from - first); i < frame.UnmatchedLines.Count; i++)
            {
                bytes += frame.UnmatchedLines[i].Length + 4;
                if (bytes > maxBytes && lines.Count > 0)
                    return lines;
                lines.Add(frame.UnmatchedLines[i]);
            }
        }
        return lines;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        // Without a line there is nothing that a loss of power could take.
        if (Lines > 0)
            _log.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    // Index of the frame that holds a row, or of the first one after it.
    private int FrameOf(long row)
    {
        var (low, high) = (0, _frames.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_frames[middle].FirstRow <= row)
                low = middle + 1;
            else
                high = middle;
        }
        return Math.Max(0, low - 1);
    }

    private static string StemOf(string storeDirectory, long run) => Path.Combine(storeDirectory, "rows", $"{run}");

    private void Replay(FrameLog.FrameAt at, ReadOnlySpan<byte> payload) => Count(RowFrame.Parser.ParseFrom(payload), at);

    private void Count(RowFrame frame, FrameLog.FrameAt at)
    {
        var unmatchedBefore = _tally.UnmatchedKept;
        if (_tally.Count(frame))
        {
            _frames.Clear();
            _unmatched.Clear();
            unmatchedBefore = 0;
        }
        if (frame.Rows.Count > 0)
            _frames.Add((frame.FirstRow, at));
        if (frame.UnmatchedLines.Count > 0)
            _unmatched.Add((unmatchedBefore + 1, at));
        _times[at.Segment] = (_times.TryGetValue(at.Segment, out var known) ? known.First : frame.AtUs, frame.AtUs);
    }
}
