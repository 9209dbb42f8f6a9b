using Muster.Actors.Allocation;
using System.Globalization;
using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>States and times as people read them.</summary>
internal static class CommonWords
{
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public static string Of(RunState state) => state switch
    {
        RunState.Waiting => "waiting",
        RunState.Starting => "starting",
        RunState.Running => "running",
        RunState.StoppingRanks => "stopping",
        RunState.Draining => "draining",
        RunState.Completed => "completed",
        RunState.Failed => "failed",
        RunState.Cancelled => "cancelled",
        _ => state.ToString(),
    };

    public static string Of(NodeState state) => state.ToString().ToLowerInvariant();

    /// <summary>Seconds between two instants in microseconds; "-" while one is missing.</summary>
    public static string Seconds(long fromMicroseconds, long toMicroseconds) =>
        fromMicroseconds == 0 || toMicroseconds == 0
            ? "-"
            : ((toMicroseconds - fromMicroseconds) / 1e6).ToString("0.000", CultureInfo.InvariantCulture);

    public static string Time(long microseconds) =>
        microseconds == 0
            ? "-"
            : DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");

    /// <summary>"0-3,8": numbers in order.</summary>
    public static string Ranges(IEnumerable<int> numbers)
    {
        var text = new List<string>();
        int? first = null, last = null;
        foreach (var number in numbers.Order().Append(int.MaxValue))
        {
            if (last is { } before && number == before + 1)
            {
                last = number;
                continue;
            }
            if (first is { } from)
                text.Add(from == last ? $"{from}" : $"{from}-{last}");
            (first, last) = (number, number);
        }
        return string.Join(",", text);
    }

    /// <summary>The hosts that are started, in words.</summary>
    public static string Hosts(IReadOnlyCollection<(string Name, int Slots)> machines, JobAllocation? allocation, int nodes) => (machines.Count, allocation) switch
    {
        ( > 0, _) => $"{Count(machines.Count, "host")} over ssh",
        (_, null) => $"a seed host and {Count(nodes, "node host")}",
        (_, _) => $"{Count(allocation.Nodes.Length, "host")} on the nodes of {allocation.BatchSystem} job {allocation.Job}",
    };
}
