using System.Globalization;
using Muster.Driver.Rendering;
using Muster.Messages.Telemetry;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Muster.Driver.Telemetry;

/// <summary>The tables of `muster top`: nodes, their GPUs, and the ranks that use most. Pure.</summary>
internal static class TopScreen
{
    private const int LeastRanks = 3;
    private const int FixedLines = 8;

    /// <summary>All of it, for a screen of so many lines.</summary>
    public static IRenderable Of(IReadOnlyCollection<NodeSample> samples, IReadOnlyCollection<string> silent, int height)
    {
        var devices = samples.Sum(s => s.Devices.Count);
        var ranks = samples.SelectMany(s => s.Ranks.Select(r => (s.Node, Rank: r))).OrderByDescending(r => r.Rank.CpuPercent)
            .ThenBy(r => r.Rank.Key.Run).ThenBy(r => r.Rank.Rank).ToList();
        var room = Math.Max(LeastRanks, height - FixedLines - samples.Count - (devices > 0 ? devices + 2 : 0));
        var rows = new List<IRenderable>
        {
            new Text($"{CommonWords.Count(samples.Count, "node")}, {CommonWords.Count(devices, "GPU")}, {CommonWords.Count(ranks.Select(r => r.Rank.Key.Run).Distinct().Count(), "run")}, {CommonWords.Count(ranks.Count + samples.Sum(s => s.MoreRanks), "rank")}; Ctrl-C ends"),
            Table(["node", "load", "cpu", "memory", "swap", "read/s", "written/s", "received/s", "sent/s", "ranks"], samples.Select(s => new[]
            {
                silent.Contains(s.Node) ? $"{s.Node} (does not answer)" : s.Node, SampleText.Load(s.Load1), $"{s.CpuPercent:0}%",
                $"{Bytes(s.MemoryBytes - s.MemoryAvailableBytes)} of {Bytes(s.MemoryBytes)}", Bytes(s.SwapUsedBytes), Bytes(s.DiskRead), Bytes(s.DiskWritten), Bytes(s.NetReceived), Bytes(s.NetSent),
                $"{s.Ranks.Count + s.MoreRanks}",
            })),
        };
        if (devices > 0)
            rows.Add(Table(["node", "gpu", "util", "memory", "power", "temp", "processes", "model"], samples.SelectMany(s => s.Devices.Select(d => new[]
            {
                s.Node, $"{d.Index}", $"{d.UtilizationPercent:0}%", $"{Bytes(d.MemoryUsedBytes)} of {Bytes(d.MemoryBytes)}",
                d.PowerWatts > 0 ? $"{d.PowerWatts:0} W" : "-", d.Temperature > 0 ? $"{d.Temperature:0} C" : "-", $"{d.Processes.Count}", d.Model,
            }))));
        if (ranks.Count > 0)
            rows.Add(Table(["run", "attempt", "rank", "node", "pid", "cpu", "memory", "read/s", "written/s"], ranks.Take(room).Select(r => new[]
            {
                $"{r.Rank.Key.Run}", $"{r.Rank.Key.Attempt}", $"{r.Rank.Rank}", r.Node, $"{r.Rank.Pid}", $"{r.Rank.CpuPercent:0}%", Bytes(r.Rank.ResidentBytes), Bytes(r.Rank.Read), Bytes(r.Rank.Written),
            })));
        return new Rows(rows);
    }

    /// <summary>Three digits and a unit.</summary>
    internal static string Bytes(long bytes)
    {
        string[] units = ["B", "K", "M", "G", "T", "P"];
        var (value, unit) = ((double)Math.Max(0, bytes), 0);
        for (; value >= 999.5 && unit < units.Length - 1; unit++)
            value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit > 0 && value < 9.95 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("0", CultureInfo.InvariantCulture))}{units[unit]}");
    }

    private static Table Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = true });
        foreach (var row in rows)
            table.AddRow(row.Select(cell => (IRenderable)new Text(cell)));
        return table;
    }
}
