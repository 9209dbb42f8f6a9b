namespace Akka.Cluster;

/// <summary>
/// The incarnations that this node has seen leave the membership. A state that still carries one of them must not bring it back: a
/// uid never returns. Kept for a day, which no stale gossip outlives.
/// </summary>
internal sealed class RemovedNodes
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private readonly Dictionary<UniqueAddress, TimeSpan> _since = [];

    public int Count => _since.Count;

    public bool Contains(UniqueAddress node) => _since.ContainsKey(node);

    public void Add(UniqueAddress node, TimeSpan now) => _since[node] = now;

    public void Forget(TimeSpan now)
    {
        foreach (var (node, since) in _since)
        {
            if (now - since > KeptFor)
                _since.Remove(node);
        }
    }

    /// <summary>Those of them that a state still lists as members; null without any.</summary>
    public HashSet<UniqueAddress> In(Gossip gossip)
    {
        if (_since.Count == 0)
            return null;
        HashSet<UniqueAddress> found = null;
        foreach (var member in gossip.Members)
        {
            if (_since.ContainsKey(member.UniqueAddress))
                (found ??= []).Add(member.UniqueAddress);
        }
        return found;
    }
}
