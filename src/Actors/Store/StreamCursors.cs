using Muster.Messages.Store;

namespace Muster.Actors.Store;

/// <summary>What to do with a batch that arrived.</summary>
public enum BatchVerdict
{
    /// <summary>The next one of its stream: store it.</summary>
    Store,

    /// <summary>Stored before: ignore it, tell the cursor again.</summary>
    Duplicate,

    /// <summary>One or more before it are missing: ask again from the cursor.</summary>
    Gap,

    /// <summary>Of an attempt that a later one has replaced: ignore it.</summary>
    Superseded,
}

/// <summary>
/// How far each stream of a run is stored: (attempt, rank) to the number of its last batch. Numbers count from 1 without gaps; that makes every
/// row of an attempt stored exactly once however often a batch is sent.
/// </summary>
public sealed class StreamCursors
{
    private readonly Dictionary<int, long> _lastByRank = [];
    private readonly HashSet<int> _ended = [];

    /// <summary>The attempt whose rows are current; 0 before the first.</summary>
    public int Attempt { get; private set; }

    /// <summary>Last stored batch of a rank's stream in the current attempt; 0 when none is.</summary>
    public long Last(int rank) => _lastByRank.GetValueOrDefault(rank);

    /// <summary>True when the end mark of the rank's stream is stored.</summary>
    public bool HasEnded(int rank) => _ended.Contains(rank);

    /// <summary>Every stream that has a stored batch, by rank.</summary>
    public IEnumerable<StreamCursor> All =>
        _lastByRank.OrderBy(l => l.Key).Select(l => new StreamCursor { Rank = l.Key, Number = l.Value, Ended = _ended.Contains(l.Key) });

    /// <summary>Judges a batch; changes nothing.</summary>
    public BatchVerdict Judge(int attempt, int rank, long number)
    {
        if (attempt < Attempt)
            return BatchVerdict.Superseded;
        var last = attempt > Attempt ? 0 : Last(rank);
        return number <= last ? BatchVerdict.Duplicate
            : number == last + 1 ? BatchVerdict.Store
            : BatchVerdict.Gap;
    }

    /// <summary>Makes a later attempt the current one. True when it is new.</summary>
    public bool Begin(int attempt)
    {
        if (attempt <= Attempt)
            return false;
        Attempt = attempt;
        _lastByRank.Clear();
        _ended.Clear();
        return true;
    }

    /// <summary>Moves a stream's cursor to a batch that is stored now.</summary>
    public void Advance(int attempt, int rank, long number, bool end)
    {
        Begin(attempt);
        _lastByRank[rank] = number;
        if (end)
            _ended.Add(rank);
    }
}
