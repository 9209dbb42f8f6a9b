using Google.Protobuf;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store;

/// <summary>
/// The rows of one run: frames of rows together with the cursor that says they are stored. Only the run's result actor writes it. Rows stay on
/// disk; memory holds one entry a frame.
/// </summary>
public sealed class RowFile : IDisposable
{
    private const string Kind = "rows";
    private const string Extension = "rows";

    private readonly FrameLog _log;
    private readonly List<(long FirstRow, FrameLog.FrameAt At)> _frames = [];
    private readonly StreamCursors _cursors = new();

    // So much of what gave no row is kept of an attempt.
    private const int MaxUnmatchedKept = 10_000;

    private readonly List<(long First, FrameLog.FrameAt At)> _unmatched = [];
    private readonly Dictionary<string, Parameter> _headers = [];
    private IReadOnlyList<string> _columnsSeen = [];

    private RowFile(long run, string stem, FileHeader header, bool write)
    {
        (Run, IsWritable) = (run, write);
        (header.Kind, header.Run) = (Kind, run);
        _log = write ? FrameLog.TakeOver(stem, Extension, header, Replay) : FrameLog.OpenRead(stem, Extension, header, Replay);
    }

    /// <summary>Number of the run.</summary>
    public long Run { get; }

    /// <summary>How far the streams are stored.</summary>
    public StreamCursors Cursors => _cursors;

    /// <summary>Rows of the current attempt.</summary>
    public long Rows { get; private set; }

    /// <summary>Lines of the current attempt.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines of the current attempt that did not match.</summary>
    public long Unmatched { get; private set; }

    /// <summary>Lines of the current attempt with bytes that are no UTF-8.</summary>
    public long Undecodable { get; private set; }

    /// <summary>When the first row of the current attempt was stored; 0 before.</summary>
    public long FirstRowUs { get; private set; }

    /// <summary>Bytes of torn tails that do not count.</summary>
    public long BytesCut => _log.BytesCut;

    /// <summary>True when it was opened for writing.</summary>
    public bool IsWritable { get; }

    /// <summary>True when another result actor has taken the run's rows over: nothing may be promised to anyone any more.</summary>
    public bool IsSuperseded => _log.IsSuperseded();

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

    /// <summary>The run's parameters.</summary>
    public IReadOnlyList<Parameter> Parameters => _log.Header.Parameters;

    /// <summary>Parameters from header lines of the current attempt.</summary>
    public IEnumerable<Parameter> Headers => _headers.Values;

    /// <summary>Names of a row's values, as far as known.</summary>
    public IReadOnlyList<string> Columns => _columnsSeen.Count > 0 ? _columnsSeen : _log.Header.Columns;

    /// <summary>Lines without a row that are kept.</summary>
    public long UnmatchedKept { get; private set; }

    /// <summary>A later attempt's rows are the run's from now on. False when it is not later.</summary>
    public bool Begin(int attempt, long nowMicros)
    {
        if (attempt <= _cursors.Attempt)
            return false;
        _log.Append(new RowFrame { Attempt = attempt, FirstRow = 1, AtUs = nowMicros }.ToByteArray());
        _cursors.Begin(attempt);
        Forget();
        return true;
    }

    /// <summary>Stores a batch's rows and its cursor in one frame, if it is the next of its stream; says what it was.</summary>
    public BatchVerdict Append(RowBatch batch, long nowMicros)
    {
        var verdict = _cursors.Judge(batch.Key.Attempt, batch.Rank, batch.Number);
        if (verdict != BatchVerdict.Store)
            return verdict;
        if (_cursors.Begin(batch.Key.Attempt))
            Forget();
        var frame = new RowFrame
        {
            Attempt = batch.Key.Attempt,
            Rank = batch.Rank,
            Number = batch.Number,
            FirstRow = Rows + 1,
            Lines = batch.Lines,
            Unmatched = batch.Unmatched,
            Undecodable = batch.Undecodable,
            End = batch.End,
            AtUs = nowMicros,
        };
        frame.Rows.Add(batch.Rows);
        frame.Headers.Add(batch.Headers);
        frame.UnmatchedLines.Add(batch.UnmatchedLines.Take((int)Math.Max(0, MaxUnmatchedKept - UnmatchedKept)));
        if (!batch.Columns.SequenceEqual(Columns))
            frame.Columns.Add(batch.Columns);
        Count(frame, _log.Append(frame.ToByteArray()));
        return verdict;
    }

    /// <summary>Rows of the current attempt from number <paramref name="from"/> on, at most <paramref name="maxRows"/> and about <paramref name="maxBytes"/>.</summary>
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

    /// <summary>Lines of the current attempt that gave no row, from number <paramref name="from"/> on, about <paramref name="maxBytes"/>.</summary>
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

    /// <summary>Makes everything outlive the machine's power.</summary>
    public void Flush() => _log.Flush();

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

    private void Replay(FrameLog.FrameAt at, ReadOnlySpan<byte> payload)
    {
        var frame = RowFrame.Parser.ParseFrom(payload);
        if (_cursors.Begin(frame.Attempt))
            Forget();
        Count(frame, at);
    }

    private void Forget()
    {
        _frames.Clear();
        _unmatched.Clear();
        _headers.Clear();
        (_columnsSeen, UnmatchedKept) = ([], 0);
        (Rows, Lines, Unmatched, Undecodable, FirstRowUs) = (0, 0, 0, 0, 0);
    }

    private void Count(RowFrame frame, FrameLog.FrameAt at)
    {
        if (frame.Rows.Count > 0)
        {
            _frames.Add((frame.FirstRow, at));
            if (FirstRowUs == 0)
                FirstRowUs = frame.AtUs;
        }
        if (frame.UnmatchedLines.Count > 0)
            _unmatched.Add((UnmatchedKept + 1, at));
        UnmatchedKept += frame.UnmatchedLines.Count;
        foreach (var header in frame.Headers)
            _headers[header.Name] = header;
        if (frame.Columns.Count > 0)
            _columnsSeen = frame.Columns;
        Rows += frame.Rows.Count;
        Lines += frame.Lines;
        Unmatched += frame.Unmatched;
        Undecodable += frame.Undecodable;
        _cursors.Advance(frame.Attempt, frame.Rank, frame.Number, frame.End);
    }
}
