using System.Text.Json.Nodes;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.RankFaults.Tests;

/// <summary>Three such nodes with a cluster for all cases that it survives.</summary>
public sealed class ThreeApart : IAsyncLifetime
{
    internal const int Nodes = 3;

    internal Scene Scene { get; } = new();

    internal Apart Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (NetworkTheoryAttribute.CannotBecause is null)
            Cluster = await Apart.StartAsync(Scene, Nodes);
    }

    public Task DisposeAsync()
    {
        Cluster?.Dispose();
        Scene.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Host processes on nodes that share neither network device, IPC, /dev/shm nor /tmp; only the run directory and the programs.</summary>
[Trait("Category", "RankFaults")]
public sealed class NetworkTests(ThreeApart three) : IClassFixture<ThreeApart>
{
    [NetworkTheory]
    [InlineData("alltoall", 6)]
    [InlineData("alltoall.openmpi", 6)]
    [InlineData("latency", 3)]
    [InlineData("latency.openmpi", 3)]
    public Task An_OSU_style_program_runs_over_nodes_of_their_own(string program, int ranks) => RunAsync(three.Scene, three.Cluster, program, ranks, ThreeApart.Nodes);

    [NetworkFact]
    public async Task An_OSU_style_program_runs_over_eight_nodes_of_their_own()
    {
        using var scene = new Scene();
        using var cluster = await Apart.StartAsync(scene, 8);
        await RunAsync(scene, cluster, "alltoall", 16, 8);
    }

    private static Task RunAsync(Scene scene, Apart cluster, string program, int ranks, int nodes) => FaultTable.Case($"{program}, {ranks} ranks over {nodes} namespaces", async () =>
    {
        string[] few = program.StartsWith("latency", StringComparison.Ordinal) ? ["64", "50"] : ["-m", "64", "--warmup", "5", "-i", "20"];
        var run = cluster.OnNode(0, [Checkout.Muster, "run", "--run-dir", scene.RunDir, "--runs", "1", "--ranks", $"{ranks}", "--oversubscribe", "--output", "json", "--", Checkout.Workload(program), .. few]);
        (await run.EndedAsync(120)).ShouldBe(0, run.Everything);
        var number = (long)JsonNode.Parse(string.Join('\n', run.Out))!["runs"]![0]!["run"]!;
        var show = cluster.OnNode(0, Checkout.Muster, "show", $"{number}", "--run-dir", scene.RunDir, "--output", "json");
        (await show.EndedAsync()).ShouldBe(0, show.Everything);
        var details = JsonNode.Parse(string.Join('\n', show.Out))!;
        ((string)details["summary"]!["state"]!).ShouldBe("completed");
        details["rows"]!.AsArray().Select(r => (string)r!.AsArray()[0]!).ShouldBe(["1", "2", "4", "8", "16", "32", "64"]);
        var attempt = details["attempts"]!.AsArray().Single()!;
        attempt["ranks"]!.AsArray().Select(r => (string)r!["node"]!).Distinct().Count().ShouldBe(nodes);
        return $"7 rows, {(string)attempt["mpi"]!}, 64 bytes in {(string)details["rows"]!.AsArray()[6]!.AsArray()[1]!} us";
    });

    [NetworkFact]
    public Task A_failure_on_one_node_ends_the_ranks_of_all() => FaultTable.Case($"exit code 4 of a rank, {ThreeApart.Nodes} namespaces", async () =>
    {
        var scene = three.Scene;
        var run = three.Cluster.OnNode(0, Checkout.Muster, "run", "--run-dir", scene.RunDir, "--runs", "1", "--ranks", "6", "--oversubscribe", "--", Checkout.Faults, "--rank", "4", "exit", "4");
        (await run.EndedAsync(120)).ShouldBe(1, run.Everything);
        run.Everything.ShouldContain("rank 4 on node1: exit code 4", Case.Sensitive, run.Everything);
        scene.Left().ShouldNotContain(l => l.Command.Contains("workloads/faults"));
        return "rank 4 on node1: exit code 4";
    });
}

/// <summary>Namespaces as nodes with a host process in each. Ends all of it.</summary>
internal sealed class Apart : IDisposable
{
    private readonly Scene _scene;
    private readonly Running _nodes;
    private readonly List<Running> _hosts = [];

    private Apart(Scene scene, Running nodes) => (_scene, _nodes) = (scene, nodes);

    private string Folder => Path.Combine(_scene.Here, "nodes");

    public static async Task<Apart> StartAsync(Scene scene, int count)
    {
        Directory.CreateDirectory(scene.RunDir);
        var script = Path.Combine(Checkout.Home, "tests", "Native", "nodes.sh");
        var folder = Path.Combine(scene.Here, "nodes");
        var nodes = scene.Start("bash", [script, folder, $"{count}", Checkout.Native, Checkout.Home, scene.Here]);
        await nodes.PrintedAsync("ready");
        var apart = new Apart(scene, nodes);
        for (var i = 0; i < count; i++)
        {
            if (i == 0)
                apart._hosts.Add(apart.OnNode(0, Checkout.Seed, "--run-dir", scene.RunDir, "--host", "10.78.0.20", "--insecure"));
            apart._hosts.Add(apart.OnNode(i, Checkout.Node, "--run-dir", scene.RunDir, "--name", $"node{i}", "--native", Checkout.Native, "--host", $"10.78.0.{20 + i}", "--insecure"));
        }
        await Eventually.Async(() => File.Exists(Path.Combine(scene.RunDir, "access.json")), "the seed host is up");
        for (var end = Environment.TickCount64 + 60_000; ;)
        {
            var asked = apart.OnNode(0, Checkout.Muster, "nodes", "--run-dir", scene.RunDir, "--output", "json");
            if (await asked.EndedAsync() == 0 && JsonNode.Parse(string.Join('\n', asked.Out))!["nodes"]!.AsArray().Count(n => ((string)n!["node"]!).StartsWith("node", StringComparison.Ordinal) && (string)n["state"]! == "up" && (long)n["memoryBytes"]! > 0) == count)
                return apart;
            Environment.TickCount64.ShouldBeLessThan(end, asked.Everything);
        }
    }

    /// <summary>Runs a command as if on the node.</summary>
    public Running OnNode(int node, params string[] command) => _scene.Start(Path.Combine(Folder, "in"), [$"node{node}", .. command]);

    public void Dispose()
    {
        foreach (var host in Enumerable.Reverse(_hosts).Where(h => !h.HasEnded))
            host.Signal(Posix.SigTerm);
        foreach (var host in _hosts)
            host.EndedAsync(60).GetAwaiter().GetResult();
        _nodes.CloseInput();
        _nodes.EndedAsync(60).GetAwaiter().GetResult();
    }
}
