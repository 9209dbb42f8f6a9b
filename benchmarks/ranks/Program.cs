using Muster.Benchmarks.Ranks;

// What launching costs, against other launchers: see README.md.
const string usage = "usage: Ranks.Benchmarks [PART...] [--rounds N] [--seconds N]    parts: init slurm openmpi ensemble launch table idle (default: all)";
var parts = new Dictionary<string, Func<Bars, int, Task>>
{
    ["init"] = (bars, _) => Starts.OneHost(bars),
    ["slurm"] = (bars, _) => Starts.FourHosts(bars),
    ["openmpi"] = (bars, _) => Starts.OpenMpi(bars),
    ["ensemble"] = (bars, _) => Ensembles.AlltoallTwoAtATime(bars),
    ["launch"] = (bars, _) => Rates.AgainstC(bars),
    ["table"] = (bars, _) => Rates.Table(bars),
    ["idle"] = IdleHost.Measure,
};
var chosen = new List<string>();
var (rounds, seconds) = (5, 60);
for (var i = 0; i < args.Length; i++)
{
    if (args[i] is "--rounds" or "--seconds" && i + 1 < args.Length && int.TryParse(args[i + 1], out var number) && number > 0)
    {
        (rounds, seconds) = args[i] == "--rounds" ? (number, seconds) : (rounds, number);
        i++;
    }
    else if (parts.ContainsKey(args[i]))
    {
        chosen.Add(args[i]);
    }
    else
    {
        Console.Error.WriteLine(usage);
        return 2;
    }
}
Programs.Build();
var bars = new Bars(rounds);
Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Trim()}, {Environment.ProcessorCount} cores, medians of {rounds} interleaved pairs");
foreach (var part in chosen.Count > 0 ? chosen : [.. parts.Keys])
    await parts[part](bars, seconds);
return bars.Missed == 0 ? 0 : 1;
