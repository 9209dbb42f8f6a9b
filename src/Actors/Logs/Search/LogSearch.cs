using Microsoft.Win32.SafeHandles;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Logs.Keeping;

namespace Muster.Actors.Logs.Search;

/// <summary>What is looked for.</summary>
/// <param name="Node">What a record must be like.</param>
/// <param name="FromUs">Least time.</param>
/// <param name="ToUs">First time that is too late.</param>
internal sealed record LogQuery(QueryNode Node, long FromUs = long.MinValue, long ToUs = long.MaxValue);

/// <summary>A record that was found: the row of a block.</summary>
internal readonly record struct Found(Block Block, int Row)
{
    public long TimeUs => Block.Times[Row];

    public long Sequence => Block.Sequences[Row];
}

/// <summary>One search over what is stored at a moment. Blocks that cannot have what is looked for are passed over; files stay open until its end.</summary>
internal sealed class LogSearch(LogView view, LogQuery query) : IDisposable
{
    private readonly Dictionary<string, SafeFileHandle> _files = [];

    /// <summary>Blocks that were looked into.</summary>
    public int Opened { get; private set; }

    /// <summary>The newest records behind a cursor, the newest first.</summary>
    public List<Found> NewestFirst(int limit, long timeUs = long.MaxValue, long sequence = long.MaxValue) => First(
        limit, place => -place.LastUs, (block, row) => (-block.Times[row], -block.Sequences[row]), (-timeUs, -sequence));

    /// <summary>The oldest records behind a cursor, the oldest first.</summary>
    public List<Found> OldestFirst(int limit, long timeUs = long.MinValue, long sequence = long.MinValue) => First(
        limit, place => place.FirstUs, (block, row) => (block.Times[row], block.Sequences[row]), (timeUs, sequence));

    /// <summary>The records behind this one, as they came in.</summary>
    public List<Found> AsStored(int limit, long sequence = 0) => First(
        limit, place => place.FirstSequence, (block, row) => (block.Sequences[row], 0), (sequence, long.MaxValue), place => place.LastSequence > sequence);

    /// <summary>Every block with rows that are looked for, in any order.</summary>
    public IEnumerable<(Block Block, RowSet Rows)> Matches()
    {
        foreach (var place in Places())
        {
            if (Look(place) is { } found)
                yield return found;
        }
    }

    /// <summary>How many there are.</summary>
    public long Count()
    {
        long count = 0;
        foreach (var place in Places())
        {
            if (query.Node is QueryNode.All && IsInside(place))
                count += place.Rows;
            else if (Look(place) is { } found)
                count += found.Rows.Count;
        }
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
        _files.Clear();
    }

    // The first by a key; a place has no key below its bound.
    private List<Found> First(
        int limit, Func<Place, long> bound, Func<Block, int, (long, long)> keyOf, (long, long) after, Predicate<Place>? mayHold = null)
    {
        var best = new PriorityQueue<Found, (long, long)>(Comparer<(long, long)>.Create((a, b) => b.CompareTo(a)));
        foreach (var place in Places().Where(p => mayHold?.Invoke(p) ?? true).OrderBy(bound))
        {
            if (best.Count == limit && best.TryPeek(out _, out var last) && bound(place) > last.Item1)
                break;
            if (Look(place) is not { } found)
                continue;
            for (var row = 0; row < found.Block.Rows; row++)
            {
                if (!found.Rows[row] || keyOf(found.Block, row) is var key && key.CompareTo(after) <= 0)
                    continue;
                key = keyOf(found.Block, row);
                if (best.Count < limit)
                    best.Enqueue(new Found(found.Block, row), key);
                else if (best.TryPeek(out _, out var worst) && key.CompareTo(worst) < 0)
                    best.EnqueueDequeue(new Found(found.Block, row), key);
            }
        }
        var all = new List<Found>(best.Count);
        while (best.TryDequeue(out var next, out _))
            all.Add(next);
        all.Reverse();
        return all;
    }

    private IEnumerable<Place> Places()
    {
        foreach (var at in view.Blocks)
        {
            if (at.Head.LastUs >= query.FromUs && at.Head.FirstUs < query.ToUs)
                yield return new Place(at, null, at.Head.Rows, at.Head.FirstUs, at.Head.LastUs, at.Head.FirstSequence, at.Head.LastSequence);
        }
        foreach (var block in view.Open)
        {
            var times = block.Times.AsSpan(0, block.Rows);
            var (first, last) = (long.MaxValue, long.MinValue);
            foreach (var time in times)
                (first, last) = (Math.Min(first, time), Math.Max(last, time));
            if (last >= query.FromUs && first < query.ToUs)
                yield return new Place(null, block, block.Rows, first, last, block.Sequences[0], block.Sequences[block.Rows - 1]);
        }
    }

    private bool IsInside(Place place) => place.FirstUs >= query.FromUs && place.LastUs < query.ToUs;

    private (Block Block, RowSet Rows)? Look(Place place)
    {
        if (OpenBlockOf(place) is not { } block)
            return null;
        var rows = BlockMatcher.Match(query.Node, block);
        if (rows.IsEmpty)
            return null;
        if (!IsInside(place))
        {
            var inside = RowSet.None(block.Rows);
            for (var row = 0; row < block.Rows; row++)
            {
                if (block.Times[row] >= query.FromUs && block.Times[row] < query.ToUs)
                    inside.Add(row);
            }
            rows.Intersect(inside);
        }
        return rows.IsEmpty ? null : (block, rows);
    }

    private Block? OpenBlockOf(Place place)
    {
        if (place.Block is { } open)
            return open;
        var at = place.At!;
        try
        {
            if (!_files.TryGetValue(at.Path, out var file))
                _files[at.Path] = file = BlockFile.Open(at.Path);
            if (!FilterHints.MayHold(query.Node, at.Head, () => at.ReadFilter(file)))
                return null;
            Opened++;
            return at.Open(file);
        }
        catch (FileNotFoundException)
        {
            // Removed by retention since the search began.
            return null;
        }
    }

    private sealed record Place(BlockAt? At, Block? Block, int Rows, long FirstUs, long LastUs, long FirstSequence, long LastSequence);
}
