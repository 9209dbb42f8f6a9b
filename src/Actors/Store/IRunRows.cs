using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store;

/// <summary>
/// The rows of one run. What cannot be done now throws <see cref="IOException"/>, and then nothing of it is stored, or all: the cursors tell, once they are asked again.
/// </summary>
public interface IRunRows : IDisposable
{
    /// <summary>How far the streams are stored.</summary>
    StreamCursors Cursors { get; }

    /// <summary>Rows of the current attempt.</summary>
    long Rows { get; }

    /// <summary>Lines of the current attempt.</summary>
    long Lines { get; }

    /// <summary>Lines of the current attempt that did not match.</summary>
    long Unmatched { get; }

    /// <summary>Lines of the current attempt with bytes that are no UTF-8.</summary>
    long Undecodable { get; }

    /// <summary>Lines without a row that are kept.</summary>
    long UnmatchedKept { get; }

    /// <summary>Bytes of torn tails that do not count.</summary>
    long BytesCut { get; }

    /// <summary>True when it was opened for writing.</summary>
    bool IsWritable { get; }

    /// <summary>True when another result actor has taken the run's rows over: nothing may be promised to anyone any more.</summary>
    bool IsSuperseded { get; }

    /// <summary>True when it was opened for writing and it is certain that nobody has taken it over since.</summary>
    bool IsMineForSure { get; }

    /// <summary>The run's parameters.</summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Parameters from header lines of the current attempt.</summary>
    IEnumerable<Parameter> Headers { get; }

    /// <summary>Names of a row's values, as far as known.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The files that hold it; none where it is kept in a database.</summary>
    IEnumerable<SegmentInfo> Segments { get; }

    /// <summary>A later attempt's rows are the run's from now on. False when it is not later.</summary>
    bool Begin(int attempt, long nowMicros);

    /// <summary>Stores a batch's rows and its cursor at once, if it is the next of its stream; says what it was.</summary>
    BatchVerdict Append(RowBatch batch, long nowMicros);

    /// <summary>Rows of the current attempt from number <paramref name="from"/> on, at most <paramref name="maxRows"/> and about <paramref name="maxBytes"/>.</summary>
    List<Row> Read(long from, int maxRows, int maxBytes);

    /// <summary>Lines of the current attempt that gave no row, from number <paramref name="from"/> on, about <paramref name="maxBytes"/>.</summary>
    List<string> ReadUnmatched(long from, int maxBytes);

    /// <summary>Makes everything outlive the machine's power.</summary>
    void Flush();
}

/// <summary>Where the rows of all runs are kept.</summary>
public interface IRowStore
{
    /// <summary>Its calls block: the dispatcher they run on.</summary>
    string Dispatcher { get; }

    /// <summary>True when the run has rows, or a place for them.</summary>
    bool Exists(long run);

    /// <summary>Takes the rows of a run over for writing, beginning them when there are none.</summary>
    IRunRows Open(long run, long nowMicros, IEnumerable<Parameter> parameters, IEnumerable<string> columns);

    /// <summary>Opens the rows of a run that is over.</summary>
    IRunRows OpenRead(long run);

    /// <summary>Where a run's rows are, for people.</summary>
    string PlaceOf(long run);
}

/// <summary>Rows in the files of a run directory's store.</summary>
public sealed class FileRows(string storeDirectory) : IRowStore
{
    /// <inheritdoc/>
    public string Dispatcher => "muster.store-dispatcher";

    /// <inheritdoc/>
    public bool Exists(long run) => RowFile.Exists(storeDirectory, run);

    /// <inheritdoc/>
    public IRunRows Open(long run, long nowMicros, IEnumerable<Parameter> parameters, IEnumerable<string> columns) =>
        RowFile.Open(storeDirectory, run, nowMicros, parameters, columns);

    /// <inheritdoc/>
    public IRunRows OpenRead(long run) => RowFile.OpenRead(storeDirectory, run);

    /// <inheritdoc/>
    public string PlaceOf(long run) => RowFile.PathOf(storeDirectory, run);
}
