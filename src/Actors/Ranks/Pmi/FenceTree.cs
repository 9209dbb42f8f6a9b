using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What a node of the fence tree does next. Keys go in parts that fit a message.</summary>
public abstract record FenceStep
{
    private FenceStep()
    {
    }

    /// <summary>Everybody below and here is in: tell the parent.</summary>
    public sealed record Up(long Fence, IReadOnlyList<KeyValue> Puts) : FenceStep;

    /// <summary>Everybody is in: tell the children, let the own ranks out.</summary>
    public sealed record Down(long Fence, IReadOnlyList<KeyValue> Puts) : FenceStep;
}

/// <summary>
/// One node's place in the tree over which barriers run: fan-out 16, the parent of node i is (i - 1) / 16. A node reports up once its own ranks
/// and all its children are in; only keys put since the last fence travel. State machine without I/O.
/// </summary>
public sealed class FenceTree
{
    /// <summary>Children of a node.</summary>
    public const int FanOut = 16;

    private readonly int _index;
    private readonly int[] _children;
    private readonly HashSet<int> _childrenIn = [];
    private readonly List<KeyValue> _puts = [];
    private bool _selfIn;

    /// <summary>Node <paramref name="index"/> of <paramref name="nodes"/>.</summary>
    public FenceTree(int index, int nodes)
    {
        _index = index;
        _children = [.. ChildrenOf(index, nodes)];
    }

    /// <summary>The fence under way, from 1.</summary>
    public long Fence { get; private set; } = 1;

    /// <summary>Node numbers to pass a completed fence to.</summary>
    public IReadOnlyList<int> Children => _children;

    /// <summary>The node to report to, -1 for the root.</summary>
    public int Parent => ParentOf(_index);

    /// <summary>The parent of a node, -1 for the root.</summary>
    public static int ParentOf(int index) => index == 0 ? -1 : (index - 1) / FanOut;

    /// <summary>The children of a node.</summary>
    public static IEnumerable<int> ChildrenOf(int index, int nodes)
    {
        var first = (long)index * FanOut + 1;
        for (var child = first; child < first + FanOut && child < nodes; child++)
            yield return (int)child;
    }

    /// <summary>Every node below this one.</summary>
    public static IEnumerable<int> Below(int index, int nodes)
    {
        var open = new Queue<int>(ChildrenOf(index, nodes));
        while (open.TryDequeue(out var node))
        {
            yield return node;
            foreach (var child in ChildrenOf(node, nodes))
                open.Enqueue(child);
        }
    }

    /// <summary>All own ranks are in the barrier.</summary>
    public FenceStep? SelfEntered(IEnumerable<KeyValue> puts)
    {
        _selfIn = true;
        _puts.AddRange(puts);
        return Next();
    }

    /// <summary>
    /// A child reported. Reports of other fences or of nodes that are no children are not for us (a late one of an ended group) and change nothing.
    /// </summary>
    public FenceStep? ChildEntered(int child, long fence, IEnumerable<KeyValue> puts, bool more)
    {
        if (fence != Fence || Array.IndexOf(_children, child) < 0 || _childrenIn.Contains(child))
            return null;
        _puts.AddRange(puts);
        if (more)
            return null;
        _childrenIn.Add(child);
        return Next();
    }

    /// <summary>The parent says this fence is complete; the last part opens the next. False when it is not the fence under way.</summary>
    public bool Completed(long fence, bool more)
    {
        if (fence != Fence)
            return false;
        if (!more)
            Fence++;
        return true;
    }

    /// <summary>Splits keys into parts that fit a message; at least one part, maybe empty.</summary>
    public static IEnumerable<(IReadOnlyList<KeyValue> Puts, bool More)> Parts(IReadOnlyList<KeyValue> puts)
    {
        var start = 0;
        while (true)
        {
            var end = start;
            var bytes = 0;
            while (end < puts.Count && (end == start || bytes + puts[end].Key.Length + puts[end].Value.Length + 8 <= PmiLimits.PartBytes))
            {
                bytes += puts[end].Key.Length + puts[end].Value.Length + 8;
                end++;
            }
            yield return (puts.Skip(start).Take(end - start).ToArray(), end < puts.Count);
            if (end >= puts.Count)
                yield break;
            start = end;
        }
    }

    private FenceStep? Next()
    {
        if (!_selfIn || _childrenIn.Count < _children.Length)
            return null;
        KeyValue[] puts = [.. _puts];
        _selfIn = false;
        _childrenIn.Clear();
        _puts.Clear();
        if (_index != 0)
            return new FenceStep.Up(Fence, puts);
        return new FenceStep.Down(Fence++, puts);
    }
}
