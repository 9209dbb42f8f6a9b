using Muster.Benchmarks.Stream;

// How fast lines get from a rank into the store, beside what the same machine does without us. benchmarks/run stream [PART...]
var parts = new Dictionary<string, Func<Task<bool>>>
{
    ["cut"] = LinesCut.Measure,
    ["rows"] = RowsStored.Measure,
    ["memory"] = RowsStored.MeasureStopped,
    ["latency"] = RowLatency.Measure,
    ["queue"] = QueuedRuns.Measure,
};
if (args.FirstOrDefault(part => !parts.ContainsKey(part)) is { } unknown)
{
    Console.Error.WriteLine($"there is no part '{unknown}'; parts: {string.Join(' ', parts.Keys)} (default: all)");
    return 2;
}
Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Trim()}, {Environment.ProcessorCount} cores");
var missed = 0;
foreach (var part in args.Length > 0 ? args : [.. parts.Keys])
    missed += await parts[part]() ? 0 : 1;
return missed == 0 ? 0 : 1;
