using Muster.Messages.Ranks;

namespace Muster.Driver.Rendering;

/// <summary>What a dry run shows of a node: which ranks, on which cores, with which GPUs.</summary>
internal static class PlacementText
{
    public static string Of(NodeShare share, int gpusPerRank)
    {
        if (share.Cores.Count == 0 && gpusPerRank == 0)
            return $"{share.Node}: ranks {CommonWords.Ranges(share.Ranks)}{(share.Oversubscribed ? ", oversubscribed" : ", not bound")}{Gpus(share.Gpus)}";
        var ranks = share.Ranks.Select((rank, i) =>
            $"{rank}{(share.Cores.Count > 0 ? $" on core {share.Cores[i]}" : "")}{(gpusPerRank > 0 ? Gpus(share.Gpus.Skip(i * gpusPerRank).Take(gpusPerRank)) : "")}");
        return $"{share.Node}: rank {string.Join("; ", ranks)}{(gpusPerRank == 0 ? Gpus(share.Gpus) : "")}";
    }

    private static string Gpus(IEnumerable<string> gpus)
    {
        var text = string.Join(",", gpus);
        return text.Length > 0 ? $" with GPU {text}" : "";
    }
}
