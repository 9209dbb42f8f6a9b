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
    private const int Version = 1;
    private const string Kind = "rows";

    private readonly FrameFile _file;
    private readonly List<(long FirstRow, long Offset)> _frames = [];
    private readonly StreamCursors _cursors = new();

    private RowFile(long run, string path, long nowMicros)
    {
        Run = run;
        _file = FrameFile.OpenOrCreate(path, Replay);
        if (_file.Length == 0)
            _file.Append(new FileHeader { Version = Version, Kind = Kind, Run = run, CreatedUs = nowMicros }.ToByteArray());
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

    /// <summary>Bytes of a torn tail that were cut when the file was opened.</summary>
    public long BytesCut => _file.BytesCut;

    /// <summary>Where the rows of a run are.</summary>
    public static string PathOf(string storeDirectory, long run) => Path.Combine(storeDirectory, "rows", $"{run}.rows");

    /// <summary>Opens the file of a run, creating it when there is none.</summary>
    public static RowFile Open(string storeDirectory, long run, long nowMicros)
    {
        var path = PathOf(storeDirectory, run);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new RowFile(run, path, nowMicros);
    }

    /// <summary>A later attempt's rows are the run's from now on. False when it is not later.</summary>
    public bool Begin(int attempt, long nowMicros)
    {
        if (attempt <= _cursors.Attempt)
            return false;
        _file.Append(new RowFrame { Attempt = attempt, FirstRow = 1, AtUs = nowMicros }.ToByteArray());
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
        var offset = _file.Append(frame.ToByteArray());
        Count(frame, offset);
        return verdict;
    }

    /// <summary>Rows of the current attempt from number <paramref name="from"/> on, at most <paramref name="maxRows"/> and about <paramref name="maxBytes"/>.</summary>
    public List<Row> Read(long from, int maxRows, int maxBytes)
    {
        var rows = new List<Row>();
        var bytes = 0;
        for (var i = FrameOf(from); i < _frames.Count; i++)
        {
            var frame = RowFrame.Parser.ParseFrom(_file.ReadAt(_frames[i].Offset));
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

    /// <summary>Makes everything outlive the machine's power.</summary>
    public void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

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

    private void Replay(long offset, ReadOnlySpan<byte> payload)
    {
        if (offset == 0)
        {
            var header = FileHeader.Parser.ParseFrom(payload);
            if (header.Kind != Kind || header.Version > Version || header.Run != Run)
                throw new InvalidDataException($"The file of run {Run} holds '{header.Kind}' of run {header.Run} in format {header.Version}; expected '{Kind}' up to format {Version}.");
            return;
        }
        var frame = RowFrame.Parser.ParseFrom(payload);
        if (_cursors.Begin(frame.Attempt))
            Forget();
        Count(frame, offset);
    }

    private void Forget()
    {
        _frames.Clear();
        (Rows, Lines, Unmatched, Undecodable, FirstRowUs) = (0, 0, 0, 0, 0);
    }

    private void Count(RowFrame frame, long offset)
    {
        if (frame.Rows.Count > 0)
        {
            _frames.Add((frame.FirstRow, offset));
            if (FirstRowUs == 0)
                FirstRowUs = frame.AtUs;
        }
        Rows += frame.Rows.Count;
        Lines += frame.Lines;
        Unmatched += frame.Unmatched;
        Undecodable += frame.Undecodable;
        _cursors.Advance(frame.Attempt, frame.Rank, frame.Number, frame.End);
    }
}
