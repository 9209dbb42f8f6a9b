namespace Akka.Cluster;

/// <summary>Whom to tell our state next.</summary>
internal sealed class GossipTargets(UniqueAddress self, double differentViewProbability, int reduceAbove)
{
    private const double LeastProbability = 0.05;

    /// <summary>Members that we can reach ourselves; what others make of them is for the others.</summary>
    public bool IsValid(Gossip gossip, UniqueAddress node) =>
        !node.Equals(self) && gossip.HasMember(node) && gossip.Reachability.IsReachable(self, node);

    /// <summary>One member at random, with preference for those that have not seen our state; null without any.</summary>
    public UniqueAddress Pick(Gossip gossip, Random random)
    {
        if (random.NextDouble() < Probability(gossip.Members.Count) && Choose(gossip, random, unseenOnly: true) is { } behind)
            return behind;
        return Choose(gossip, random, unseenOnly: false);
    }

    /// <summary>In a big cluster everybody gossiping to those who are behind would swamp them.</summary>
    public double Probability(int members)
    {
        var high = reduceAbove * 3;
        if (members <= reduceAbove)
            return differentViewProbability;
        if (members >= high)
            return Math.Min(differentViewProbability, LeastProbability);
        var slope = (LeastProbability - differentViewProbability) / (high - reduceAbove);
        return Math.Min(differentViewProbability, slope * (members - reduceAbove) + differentViewProbability);
    }

    private UniqueAddress Choose(Gossip gossip, Random random, bool unseenOnly)
    {
        // One pass that keeps each candidate with equal chance: no list of them is needed.
        UniqueAddress chosen = null;
        var candidates = 0;
        foreach (var member in gossip.Members)
        {
            var node = member.UniqueAddress;
            if (!IsValid(gossip, node) || (unseenOnly && gossip.SeenByNode(node)))
                continue;
            if (random.Next(++candidates) == 0)
                chosen = node;
        }
        return chosen;
    }
}
