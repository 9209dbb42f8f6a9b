namespace Muster.Actors.Logs.Blocks;

/// <summary>Some thousand records as columns, for reading.</summary>
internal sealed class Block
{
    private readonly Dictionary<string, Column> _columns;
    private readonly Func<string, Column?>? _read;

    /// <summary>A block whose columns are all there.</summary>
    public Block(int rows, long[] times, long[] sequences, long[] received, Dictionary<string, Column> columns)
    {
        (Rows, Times, Sequences, Received, _columns, Names) = (rows, times, sequences, received, columns, columns.Keys);
    }

    /// <summary>A block whose columns are read when they are asked for.</summary>
    public Block(int rows, long[] times, long[] sequences, long[] received, IReadOnlyCollection<string> names, Func<string, Column?> read)
        : this(rows, times, sequences, received, [])
    {
        (Names, _read) = (names, read);
    }

    /// <summary>Records.</summary>
    public int Rows { get; }

    /// <summary>Microseconds since 1970, a record each; as many as there are rows count.</summary>
    public long[] Times { get; }

    /// <summary>In the order they came in, which is the order they have here.</summary>
    public long[] Sequences { get; }

    /// <summary>When they came in.</summary>
    public long[] Received { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>A column; null when no record has the field.</summary>
    public Column? Find(string name)
    {
        if (_columns.TryGetValue(name, out var column))
            return column;
        if (_read?.Invoke(name) is not { } found)
            return null;
        return _columns[name] = found;
    }
}
