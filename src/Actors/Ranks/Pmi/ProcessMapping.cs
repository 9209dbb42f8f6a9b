using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// PMI_process_mapping: which ranks share a node, as "(vector,(first node,nodes,ranks per node),...)". To MPI a node is what shares memory:
/// hosts with the same shared-memory domain are one, though each has its own rank host.
/// </summary>
public static class ProcessMapping
{
    /// <summary>The longest mapping a server may answer with; a longer one is left out, and MPI finds the nodes by host name.</summary>
    private const int LongestValue = PmiLimits.ValueBytes - 1;

    /// <summary>The node number of each rank, in order of first use.</summary>
    public static ImmutableArray<int> NodeOfRank(IReadOnlyList<NodeShare> shares)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var node = new int[shares.Sum(s => s.Ranks.Count)];
        for (var i = 0; i < shares.Count; i++)
        {
            var domain = shares[i].ShmDomain.Length > 0 ? "shm " + shares[i].ShmDomain : "node " + i.ToString(CultureInfo.InvariantCulture);
            if (!numbers.TryGetValue(domain, out var number))
                numbers[domain] = number = numbers.Count;
            foreach (var rank in shares[i].Ranks)
                node[rank] = number;
        }
        return [.. node];
    }

    /// <summary>The mapping's text, or null when it would be too long for a value.</summary>
    public static string? Format(IReadOnlyList<int> nodeOfRank)
    {
        var text = new StringBuilder("(vector");
        var blocks = Blocks(nodeOfRank);
        // A list is repeated by its readers until every rank has a node, so a cyclic placement is one block.
        var period = Period(blocks, nodeOfRank);
        foreach (var (first, nodes, each) in blocks.Take(period))
            text.Append(CultureInfo.InvariantCulture, $",({first},{nodes},{each})");
        text.Append(')');
        return text.Length <= LongestValue ? text.ToString() : null;
    }

    /// <summary>Reads a mapping back: the node of each of so many ranks, or null when it is none.</summary>
    public static ImmutableArray<int>? Parse(string mapping, int ranks)
    {
        const string head = "(vector,";
        if (!mapping.StartsWith(head, StringComparison.Ordinal) || !mapping.EndsWith("))", StringComparison.Ordinal))
            return null;
        var blocks = new List<(int First, int Nodes, int Each)>();
        foreach (var block in mapping[(head.Length + 1)..^2].Split("),("))
        {
            var numbers = block.Split(',');
            if (numbers.Length != 3 || !int.TryParse(numbers[0], out var first) || !int.TryParse(numbers[1], out var nodes) || !int.TryParse(numbers[2], out var each) || nodes < 1 || each < 1)
                return null;
            blocks.Add((first, nodes, each));
        }
        var node = ImmutableArray.CreateBuilder<int>(ranks);
        while (node.Count < ranks)
            foreach (var (first, nodes, each) in blocks)
                for (var i = 0; i < nodes; i++)
                    for (var j = 0; j < each && node.Count < ranks; j++)
                        node.Add(first + i);
        return node.ToImmutable();
    }

    // Runs of equal nodes, and runs of such runs over consecutive nodes.
    private static List<(int First, int Nodes, int Each)> Blocks(IReadOnlyList<int> nodeOfRank)
    {
        var blocks = new List<(int First, int Nodes, int Each)>();
        for (var at = 0; at < nodeOfRank.Count;)
        {
            var each = 1;
            while (at + each < nodeOfRank.Count && nodeOfRank[at + each] == nodeOfRank[at])
                each++;
            if (blocks.Count > 0 && blocks[^1] is var last && last.Each == each && nodeOfRank[at] == last.First + last.Nodes)
                blocks[^1] = last with { Nodes = last.Nodes + 1 };
            else
                blocks.Add((nodeOfRank[at], 1, each));
            at += each;
        }
        return blocks;
    }

    private static int Period(List<(int First, int Nodes, int Each)> blocks, IReadOnlyList<int> nodeOfRank)
    {
        for (var period = 1; period < blocks.Count; period++)
        {
            var rank = 0;
            while (rank < nodeOfRank.Count)
            {
                var before = rank;
                foreach (var (first, nodes, each) in blocks.Take(period))
                    for (var i = 0; i < nodes * each && rank < nodeOfRank.Count; i++)
                    {
                        if (nodeOfRank[rank] != first + i / each)
                            goto next;
                        rank++;
                    }
                if (rank == before)
                    break;
            }
            return period;
        next:;
        }
        return blocks.Count;
    }
}
