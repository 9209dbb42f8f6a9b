using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store;

/// <summary>What the stored frames of a run's current attempt come to. Pure: the same for rows in files and in a database.</summary>
internal sealed class RowTally
{
    // So much of what gave no row is kept of an attempt.
    private const int MaxUnmatchedKept = 10_000;

    private readonly Dictionary<string, Parameter> _headers = [];

    public StreamCursors Cursors { get; } = new();

    public long Rows { get; private set; }

    public long Lines { get; private set; }

    public long Unmatched { get; private set; }

    public long Undecodable { get; private set; }

    public long FirstRowUs { get; private set; }

    public long UnmatchedKept { get; private set; }

    public IEnumerable<Parameter> Headers => _headers.Values;

    /// <summary>Names of the values as the lines tell.</summary>
    public IReadOnlyList<string> ColumnsSeen { get; private set; } = [];

    public static RowTally Of(RowState state)
    {
        var tally = new RowTally
        {
            Rows = state.Rows, Lines = state.Lines, Unmatched = state.Unmatched, Undecodable = state.Undecodable,
            FirstRowUs = state.FirstRowUs, UnmatchedKept = state.UnmatchedKept, ColumnsSeen = state.Columns,
        };
        tally.Cursors.Begin(state.Attempt);
        foreach (var cursor in state.Cursors)
            tally.Cursors.Advance(state.Attempt, cursor.Rank, cursor.Number, cursor.Ended);
        foreach (var header in state.Headers)
            tally._headers[header.Name] = header;
        return tally;
    }

    public RowState ToState() => new()
    {
        Attempt = Cursors.Attempt, Rows = Rows, Lines = Lines, Unmatched = Unmatched, Undecodable = Undecodable,
        FirstRowUs = FirstRowUs, UnmatchedKept = UnmatchedKept, Headers = { Headers }, Columns = { ColumnsSeen }, Cursors = { Cursors.All },
    };

    /// <summary>The frame that begins an attempt without rows.</summary>
    public static RowFrame BeginOf(int attempt, long nowMicros) => new() { Attempt = attempt, FirstRow = 1, AtUs = nowMicros };

    /// <summary>The frame that a batch becomes, which must be the next of its stream.</summary>
    public RowFrame FrameOf(RowBatch batch, IReadOnlyList<string> columns, long nowMicros)
    {
        var isNew = batch.Key.Attempt > Cursors.Attempt;
        var frame = new RowFrame
        {
            Attempt = batch.Key.Attempt,
            Rank = batch.Rank,
            Number = batch.Number,
            FirstRow = (isNew ? 0 : Rows) + 1,
            Lines = batch.Lines,
            Unmatched = batch.Unmatched,
            Undecodable = batch.Undecodable,
            End = batch.End,
            AtUs = nowMicros,
        };
        frame.Rows.Add(batch.Rows);
        frame.Headers.Add(batch.Headers);
        frame.UnmatchedLines.Add(batch.UnmatchedLines.Take((int)Math.Max(0, MaxUnmatchedKept - (isNew ? 0 : UnmatchedKept))));
        if (!batch.Columns.SequenceEqual(columns))
            frame.Columns.Add(batch.Columns);
        return frame;
    }

    /// <summary>Counts a frame that is stored. True when it is the first of a new attempt: what was known of the one before is forgotten.</summary>
    public bool Count(RowFrame frame)
    {
        var isNew = Cursors.Begin(frame.Attempt);
        if (isNew)
            Forget();
        if (frame.Rows.Count > 0 && FirstRowUs == 0)
            FirstRowUs = frame.AtUs;
        UnmatchedKept += frame.UnmatchedLines.Count;
        foreach (var header in frame.Headers)
            _headers[header.Name] = header;
        if (frame.Columns.Count > 0)
            ColumnsSeen = frame.Columns;
        Rows += frame.Rows.Count;
        Lines += frame.Lines;
        Unmatched += frame.Unmatched;
        Undecodable += frame.Undecodable;
        if (frame.Number > 0)
            Cursors.Advance(frame.Attempt, frame.Rank, frame.Number, frame.End);
        return isNew;
    }

    private void Forget()
    {
        _headers.Clear();
        ColumnsSeen = [];
        (Rows, Lines, Unmatched, Undecodable, FirstRowUs, UnmatchedKept) = (0, 0, 0, 0, 0, 0);
    }
}
