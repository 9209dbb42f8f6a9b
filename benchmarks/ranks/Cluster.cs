using System.Diagnostics;
using Muster.Client;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Benchmarks.Ranks;

/// <summary>A seed and node hosts, each a process of its own on this machine, and a driver connected to them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const int WarmRuns = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("muster-benchmark-").FullName;
    private readonly List<Process> _hosts = [];
    private MusterClient _client = null!;

    private Cluster()
    {
    }

    /// <summary>The node hosts' pids.</summary>
    public IEnumerable<int> Nodes => _hosts.Skip(1).Select(h => h.Id);

    public static async Task<Cluster> StartAsync(int nodes)
    {
        var cluster = new Cluster();
        cluster.Start(Programs.Host("Seed", "muster-seed"));
        for (var i = 0; i < nodes; i++)
            cluster.Start(Programs.Host("NodeHost", "muster-node"), "--name", $"node{i}", "--native", Programs.Native);
        while (!File.Exists(Path.Combine(cluster._folder, "access.json")))
            await Task.Delay(10);
        cluster._client = await MusterClient.ConnectAsync(cluster._folder);
        while ((await cluster._client.GetNodesAsync()).Nodes_.Count(n => n.Described && n.State == NodeState.Up && n.Roles.Contains("node")) < nodes)
            await Task.Delay(20);
        await cluster.WarmAsync();
        return cluster;
    }

    // Hosts live as long as an allocation: what is measured is not their first minute's compiling.
    private async Task WarmAsync()
    {
        for (var i = 0; i < WarmRuns; i++)
            await Run(WithoutMpi(64, Programs.Small("true_nolibc")));
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    public static RunSpec Spec(int ranks, string program, params string[] arguments)
    {
        var spec = new RunSpec { Program = program, Ranks = ranks, Oversubscribe = true, Binding = Binding.Unbound, Parse = "^never$" };
        spec.Args.Add(arguments);
        return spec;
    }

    public static RunSpec WithoutMpi(int ranks, string program)
    {
        var spec = Spec(ranks, program);
        spec.Mpi = MpiFlavor.None;
        return spec;
    }

    /// <summary>Milliseconds from the start of a run to its recorded end, by the run's own record.</summary>
    public async Task<double> Run(RunSpec spec)
    {
        var run = await Ended(spec, 1, 1);
        var attempt = run[0].Attempts[^1];
        return (attempt.EndedUs - attempt.StartedUs) / 1000.0;
    }

    /// <summary>Milliseconds from the first start to the last recorded end.</summary>
    public async Task<double> RunMany(RunSpec spec, int count, int concurrent)
    {
        var runs = await Ended(spec, count, concurrent);
        return (runs.Max(r => r.Summary.EndedUs) - runs.Min(r => r.Summary.StartedUs)) / 1000.0;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await Programs.Output("kill", ["-TERM", $"{host.Id}"]);
            await host.WaitForExitAsync();
            host.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private void Start(string program, params string[] more) => _hosts.Add(Process.Start(new ProcessStartInfo(program, ["--run-dir", _folder, .. more])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    private async Task<RunDetails[]> Ended(RunSpec spec, int count, int concurrent)
    {
        var accepted = await _client.SubmitAsync(new SubmitRuns { Spec = spec, Count = count, Concurrent = concurrent, Owner = "benchmark" });
        await foreach (var happened in _client.EventsAsync(accepted.Submission))
            if (happened.RunEnded is { State: not RunState.Completed } failed)
                throw new InvalidOperationException($"run {happened.Run}: {failed.Reason}");
        var runs = new RunDetails[count];
        for (var i = 0; i < count; i++)
            runs[i] = await _client.GetRunAsync(accepted.FirstRun + i);
        return runs;
    }
}
