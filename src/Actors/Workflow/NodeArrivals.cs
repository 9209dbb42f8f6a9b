using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// Whether a request that the nodes do not take now may be taken soon: a cluster that forms, or whose coordinator was just replaced, does not know its nodes yet.
/// </summary>
public static class NodeArrivals
{
    /// <summary>How long a host may take to come, and how long a coordinator without any waits for the first.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>True when the answer can be another one before the patience is over.</summary>
    /// <param name="refusal">Why the request would be refused now; null when it would be accepted.</param>
    /// <param name="ranksGiven">The request says how many ranks; else the nodes decide.</param>
    /// <param name="hosts">Who is known.</param>
    /// <param name="startedUs">When the coordinator started.</param>
    /// <param name="nowUs">The time.</param>
    public static bool MayChange(RefusalCode? refusal, bool ranksGiven, IReadOnlyCollection<NodeTable.Host> hosts, long startedUs, long nowUs)
    {
        var coming = hosts.Where(h => IsComing(h, nowUs)).ToArray();
        return refusal switch
        {
            null => !ranksGiven && coming.Any(h => h.State == NodeState.Up),
            RefusalCode.NoNodes => coming.Length > 0 || (!hosts.Any(h => h.IsNode) && IsRecent(startedUs, nowUs)),
            RefusalCode.TooManyRanks => coming.Length > 0,
            _ => false,
        };
    }

    /// <summary>Why no node takes ranks.</summary>
    public static string WhyNone(IReadOnlyCollection<NodeTable.Host> hosts)
    {
        var nodes = hosts.Where(h => h.IsNode).OrderBy(h => h.Name, NodeNameOrder.Instance).ToArray();
        if (nodes.Length == 0)
            return "No node host is up to run ranks. Start some with: muster up --nodes N";
        var few = string.Join(", ", nodes.Take(8).Select(h => $"{h.Name} {Standing(h)}"));
        return $"No node host takes ranks now: {few}{(nodes.Length > 8 ? ", ..." : "")}.";
    }

    private static bool IsComing(NodeTable.Host host, long nowUs) =>
        host is { IsNode: true, Drained: false, Accepted: false, State: NodeState.Joining or NodeState.Up or NodeState.Unreachable } && IsRecent(host.SinceUs, nowUs);

    private static bool IsRecent(long sinceUs, long nowUs) => nowUs - sinceUs < Patience.TotalMicroseconds;

    private static string Standing(NodeTable.Host host) => host switch
    {
        { Drained: true } => "is drained",
        { State: NodeState.Joining } => "is joining",
        { State: NodeState.Unreachable } => "does not answer",
        { State: NodeState.Leaving } => "leaves",
        { State: NodeState.Down } => "is down",
        _ => "has not told yet what it offers",
    };
}
