using System.Globalization;
using Muster.Messages.Telemetry;

namespace Muster.Driver.Telemetry;

/// <summary>A sample as a line, in the words that tools already look for.</summary>
internal static class SampleText
{
    /// <summary>A node without a GPU has no device to tell of. The line tells of the first device only, as it always did.</summary>
    public static string Of(NodeSample sample)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"nodename: {sample.Node} cpu load average 1 minute: {Load(sample.Load1)}");
        return sample.Devices.Count == 0
            ? line
            : string.Create(CultureInfo.InvariantCulture, $"{line} device # {sample.Devices[0].Index} utilization: {sample.Devices[0].UtilizationPercent:0.00}%");
    }

    /// <summary>At most two digits behind the point and at least one: 0.17, 29.7, 1.0.</summary>
    public static string Load(float load) => load.ToString("0.0#", CultureInfo.InvariantCulture);
}
