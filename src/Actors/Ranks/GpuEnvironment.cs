using System.Globalization;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Shows a rank the GPUs its run holds and no other. Pure.</summary>
public static class GpuEnvironment
{
    /// <summary>The GPUs of the rank in this place of its node's share.</summary>
    public static IReadOnlyList<string> GpusOf(NodeShare share, int gpusPerRank, int place) =>
        gpusPerRank == 0 ? share.Gpus : [.. share.Gpus.Skip(place * gpusPerRank).Take(gpusPerRank)];

    /// <summary>Sets the variables on a node with these GPUs. A run that holds none sees none; on a node without GPUs nothing is set.</summary>
    public static void AddTo(Dictionary<string, string> environment, IReadOnlyList<Gpu> ofNode, IReadOnlyList<string> ofRank)
    {
        foreach (var vendor in ofNode.Select(g => g.Vendor).Distinct())
        {
            var ids = ofNode.Where(g => g.Vendor == vendor && ofRank.Contains(g.Id)).Select(g => g.Id).ToArray();
            environment[GpuInventory.VariableOf(vendor)] = string.Join(',', ids);
            // Numbers count along the bus, as the driver's own tools do, and not the fastest first.
            if (vendor == "nvidia" && ids.Any(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                environment["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID";
        }
    }
}
