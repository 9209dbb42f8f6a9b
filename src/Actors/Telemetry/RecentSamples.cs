using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

/// <summary>The last samples of all nodes, numbered as they came; the oldest are dropped. Whoever is slow misses some.</summary>
internal sealed class RecentSamples(int most)
{
    private const int MostPageBytes = 56 * 1024;

    private readonly Queue<(NodeSample Sample, int Bytes)> _samples = new();

    /// <summary>The number the next one will have.</summary>
    public long Next { get; private set; } = 1;

    private long First => Next - _samples.Count;

    /// <summary>One more came.</summary>
    public void Add(NodeSample sample, int bytes)
    {
        _samples.Enqueue((sample, bytes));
        Next++;
        if (_samples.Count > most)
            _samples.Dequeue();
    }

    /// <summary>Forgets all, but counts on.</summary>
    public void Clear() => _samples.Clear();

    /// <summary>A page of those from a number on, of the nodes that are wanted (empty: of all); answers the number to go on with.</summary>
    public long Page(long from, IReadOnlyCollection<string> nodes, ICollection<NodeSample> page)
    {
        var number = First;
        var bytes = 0;
        foreach (var (sample, size) in _samples)
        {
            if (number >= from && (nodes.Count == 0 || nodes.Contains(sample.Node)))
            {
                if (bytes + size > MostPageBytes && bytes > 0)
                    return number;
                page.Add(sample);
                bytes += size;
            }
            number++;
        }
        return number;
    }
}
