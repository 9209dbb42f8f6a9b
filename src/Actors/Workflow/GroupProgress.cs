using Muster.Actors.Ranks;
using Muster.Messages.Ranks;

namespace Muster.Actors.Workflow;

/// <summary>What became of a group's nodes: pure book-keeping of the producer.</summary>
public sealed class GroupProgress(IReadOnlyList<NodeShare> shares)
{
    private readonly Dictionary<string, RanksStarted> _started = [];
    private readonly Dictionary<string, NodeGroupEnded> _ended = [];
    private readonly HashSet<string> _refused = [];
    private readonly HashSet<string> _lost = [];
    private readonly HashSet<int> _ranksEnded = [];
    private string? _failedRank;   // why Reason's rank failed; null when Reason is none of a rank

    /// <summary>The first thing that went wrong by itself, unless a later one is likelier the cause; empty as long as nothing did.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>True when every node has started its ranks.</summary>
    public bool AllStarted => _started.Count == shares.Count;

    /// <summary>True when nothing is left to wait for.</summary>
    public bool AllEnded => shares.All(s => _ended.ContainsKey(s.Node) || _refused.Contains(s.Node) || _lost.Contains(s.Node));

    /// <summary>What the nodes reported as started, in placement order.</summary>
    public IEnumerable<RanksStarted> Started => shares.Where(s => _started.ContainsKey(s.Node)).Select(s => _started[s.Node]);

    /// <summary>What the nodes reported at the end, in placement order.</summary>
    public IEnumerable<NodeGroupEnded> Ended => shares.Where(s => _ended.ContainsKey(s.Node)).Select(s => _ended[s.Node]);

    /// <summary>Nodes that were lost before they reported their end.</summary>
    public IEnumerable<string> Lost => _lost.Where(n => !_ended.ContainsKey(n));

    /// <summary>Nodes that still have something to end.</summary>
    public IEnumerable<NodeShare> Unfinished => shares.Where(s => !_ended.ContainsKey(s.Node) && !_refused.Contains(s.Node) && !_lost.Contains(s.Node));

    /// <summary>A node runs its ranks. True when it was the last.</summary>
    public bool On(RanksStarted started) => Owns(started.Node) && _started.TryAdd(started.Node, started) && AllStarted;

    /// <summary>A rank was reaped. True when that was not known.</summary>
    public bool On(RankEnded ended)
    {
        if (!Owns(ended.Node) || !_ranksEnded.Add(ended.Rank))
            return false;
        if (ended.Reason.Length > 0 && !ended.StoppedByUs && !ended.Ignored)
            FailRank(ended);
        return true;
    }

    private void FailRank(RankEnded ended)
    {
        if (Reason.Length > 0 && (_failedRank is null || !RankVerdict.Outranks(ended.Reason, _failedRank)))
            return;
        _failedRank = ended.Reason;
        Reason = $"rank {ended.Rank} on {ended.Node}: {ended.Reason}";
    }

    /// <summary>A node has nothing left of the group.</summary>
    public void On(NodeGroupEnded ended)
    {
        if (Owns(ended.Node))
            _ended.TryAdd(ended.Node, ended);
    }

    /// <summary>A node cannot take its part.</summary>
    public void On(GroupRefused refused)
    {
        if (!Owns(refused.Node))
            return;
        _refused.Add(refused.Node);
        Fail($"{refused.Node} refused: {refused.Reason}");
    }

    /// <summary>A node is gone. False when the group has nothing there.</summary>
    public bool Lose(string node, string reason)
    {
        if (!Owns(node) || _ended.ContainsKey(node) || !_lost.Add(node))
            return false;
        var ranks = shares.First(s => s.Node == node).Ranks;
        Fail($"node {node} was lost with {(ranks.Count == 1 ? "rank" : "ranks")} {string.Join(", ", ranks.Take(8))}{(ranks.Count > 8 ? ", ..." : "")}: {reason}");
        return true;
    }

    /// <summary>Keeps a reason if it is the first.</summary>
    public void Fail(string reason)
    {
        if (Reason.Length == 0)
            Reason = reason;
    }

    private bool Owns(string node) => shares.Any(s => s.Node == node);
}
