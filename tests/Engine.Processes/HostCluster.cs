using System.Diagnostics;
using Shouldly;

namespace Engine.Processes.Tests;

/// <summary>A seed host and node hosts, each a process of its own, with the settings of hocon/ and a failure detector that notes its gaps.</summary>
internal sealed class HostCluster : IDisposable
{
    private readonly string _runDir = Directory.CreateTempSubdirectory("engine-hosts").FullName;
    private readonly Network? _network;
    private readonly List<HostProcess> _hosts = [];

    private HostCluster(Network? network, string settings)
    {
        _network = network;
        File.WriteAllText(Path.Combine(_runDir, "muster.conf"), $$"""
            akka.extensions = ["Engine.Processes.Host.Probe, Engine.Processes.Host"]
            akka.cluster.failure-detector.implementation-class = "Engine.Processes.Host.GapDetector, Engine.Processes.Host"
            {{settings}}
            """);
    }

    public static bool IsSoak => Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak";

    /// <summary>The latest host of each name; the first is the seed.</summary>
    public IReadOnlyList<HostProcess> Hosts => _hosts;

    /// <summary>Starts hosts until all of them are Up in the eyes of all.</summary>
    /// <param name="places">For each host the node it runs on; ignored without a network.</param>
    /// <param name="network">Null: all of them on the loopback interface.</param>
    /// <param name="settings">What differs from the settings in hocon/.</param>
    public static async Task<HostCluster> Start(int[] places, Network? network = null, string settings = "")
    {
        var cluster = new HostCluster(network, settings);
        try
        {
            for (var i = 0; i < places.Length; i++)
            {
                cluster._hosts.Add(cluster.Run(i, places[i], 0));
                if (i == 0)
                    await cluster.Seed.Says("ready ", 60);
            }
            await cluster.AllSee(cluster.Hosts);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public HostProcess Seed => _hosts[0];

    /// <summary>Starts the host again that had this place, with its old address.</summary>
    public HostProcess Restart(int index)
    {
        var former = _hosts[index];
        return _hosts[index] = Run(index, 0, former.Port);
    }

    /// <summary>Each of these says that each of these is Up.</summary>
    public async Task AllSee(IEnumerable<HostProcess> hosts, double seconds = 60)
    {
        var all = hosts.ToList();
        foreach (var host in all)
            await host.Says("ready ", seconds);
        foreach (var host in all)
            foreach (var other in all)
                await host.Says($"Up {other.Address} ", seconds);
    }

    /// <summary>Messages pass between all of these, or all that have not ended.</summary>
    public async Task AllGoOn(IEnumerable<HostProcess>? hosts = null, double seconds = 30)
    {
        var all = (hosts ?? _hosts).ToList();
        var marks = Marks(all);
        var patience = Stopwatch.StartNew();
        List<string> silent;
        do
        {
            foreach (var host in all)
                host.Command("ask");
            await Task.Delay(300);
            silent = [.. from host in all from other in all where other != host && host.Lines("heard " + other.Address, marks[host]).Count == 0 select $"{host.Name} from {other.Name}"];
        }
        while (silent.Count > 0 && patience.Elapsed.TotalSeconds < seconds);
        silent.ShouldBeEmpty($"nothing was heard for {seconds} s");
    }

    /// <summary>What the hosts have said of unreachable and lost members since the marks.</summary>
    public static List<string> Trouble(IReadOnlyDictionary<HostProcess, int> since) => since
        .SelectMany(h => new[] { "Unreachable ", "Down ", "Removed ", "Quarantined" }.SelectMany(what => h.Key.Lines(what, h.Value)).Select(l => $"{h.Key.Name}: {l}"))
        .ToList();

    public static Dictionary<HostProcess, int> Marks(IEnumerable<HostProcess> hosts) => hosts.ToDictionary(h => h, h => h.Mark);

    public void Dispose()
    {
        foreach (var host in _hosts)
            host.Dispose();
        Directory.Delete(_runDir, recursive: true);
    }

    private HostProcess Run(int index, int place, int port)
    {
        var role = index == 0 ? "seed" : "node";
        var name = index == 0 ? "seed" : $"node{index}";
        List<string> command = [Checkout.Host, role, "--run-dir", _runDir, "--name", name, "--port", $"{port}"];
        if (_network != null)
            command = ["nsenter", "-t", _network.HolderOf(place), "-n", .. command, "--host", Network.AddressOf(place), "--insecure"];
        if (index > 0)
            command.AddRange(["--seed", Seed.Address, "--native", Checkout.Native]);
        return new HostProcess(name, Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }
}
