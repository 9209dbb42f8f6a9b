using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>A seed and a node that listen beyond loopback, at the one address of a network namespace of their own, with pbm's door at that address too.</summary>
public sealed class TrustedCluster : IAsyncLifetime
{
    public const string Address = "10.77.0.1";

    private Running _network = null!;

    public Scene Scene { get; } = new();

    public async Task InitializeAsync()
    {
        _network = Scene.Start("unshare", ["-n", "sh", "-c", $"ip link set lo up && ip addr add {Address}/24 dev lo && echo ready && exec sleep 1000000"]);
        await _network.PrintedAsync("ready");
        await StartAsync(Scene.RunDir);
        Inside(Checkout.Node, "--run-dir", Scene.RunDir, "--name", "node0", "--host", Address, "--native", Checkout.Native, "--slots", "2");
        await Eventually.Async(() => Access(Scene.RunDir)["hosts"]!.AsArray().Count == 2, "the node has joined", 60);
    }

    /// <summary>Starts a seed whose pbm answers beyond loopback.</summary>
    public async Task<Running> StartAsync(string runDirectory)
    {
        Directory.CreateDirectory(runDirectory);
        await File.WriteAllTextAsync(Path.Combine(runDirectory, "muster.conf"), $"petabridge.cmd.host = \"{Address}\"\n");
        var seed = Inside(Checkout.Seed, "--run-dir", runDirectory, "--host", Address);
        await Eventually.Async(() => seed.HasEnded || File.Exists(Path.Combine(runDirectory, "access.json")), "the seed is there", 60);
        seed.HasEnded.ShouldBeFalse(seed.Everything);
        return seed;
    }

    public Running Inside(string program, params string[] arguments) => Scene.Start("nsenter", ["-t", $"{_network.Pid}", "-n", program, .. arguments]);

    public Running Pbm(string runDirectory, params string[] words) => Inside(Checkout.Built("Petabridge.Cmd.Tool", "pbm"), ["--run-dir", runDirectory, .. words]);

    public static JsonNode Access(string runDirectory) => JsonNode.Parse(File.ReadAllText(Path.Combine(runDirectory, "access.json")))!;

    /// <summary>A run directory with the cluster's access file, changed.</summary>
    public string Forged(string name, Action<JsonNode> change)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Scene.Here, name)).FullName;
        var access = Access(Scene.RunDir);
        change(access);
        File.WriteAllText(Path.Combine(directory, "access.json"), access.ToJsonString());
        return directory;
    }

    public Task DisposeAsync()
    {
        Scene.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Who may join, read and command a cluster beyond loopback: who can read its access file.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TrustTests(TrustedCluster cluster) : IClassFixture<TrustedCluster>
{
    private string RunDir => cluster.Scene.RunDir;

    [Fact]
    public async Task The_apps_that_show_the_certificate_are_served()
    {
        var raw = cluster.Inside(Checkout.Built("DriverApp.Raw", "DriverApp.Raw"), RunDir, "/bin/echo", "1", "2.5");
        (await raw.EndedAsync()).ShouldBe(0, raw.Everything);
        raw.Out.ShouldContain(line => line.StartsWith("{0: (", StringComparison.Ordinal) && line.Contains("2.5", StringComparison.Ordinal), raw.Everything);
        var nodes = cluster.Inside(Checkout.Muster, "nodes", "--run-dir", RunDir);
        (await nodes.EndedAsync()).ShouldBe(0, nodes.Everything);
        nodes.Everything.ShouldContain("node0");
    }

    [Fact]
    public async Task Another_user_of_the_node_cannot_read_what_lets_in()
    {
        // What keeps others out is the file's own mode, not the folder's above it.
        var stranger = cluster.Inside("sh", "-c", $"chmod 755 {cluster.Scene.Here} && exec setpriv --reuid=65534 --regid=65534 --clear-groups cat {RunDir}/access.json");
        (await stranger.EndedAsync()).ShouldNotBe(0);
        stranger.Out.ShouldBeEmpty();
        stranger.Everything.ShouldContain("denied");
    }

    [Fact]
    public async Task A_driver_without_the_certificate_is_not_served()
    {
        var directory = cluster.Forged("no-trust", access => access["trust"] = null);
        var nodes = cluster.Inside(Checkout.Muster, "nodes", "--run-dir", directory);
        (await nodes.EndedAsync(120)).ShouldBe(4, nodes.Everything);
        nodes.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_driver_with_another_runs_certificate_is_not_served_and_that_runs_pbm_token_is_wrong()
    {
        var other = Path.Combine(cluster.Scene.Here, "other");
        var seed = await cluster.StartAsync(other);
        var theirs = TrustedCluster.Access(other);
        // The usual port is the first cluster's: the second names a free one.
        ((string)TrustedCluster.Access(RunDir)["pbm"]!).ShouldBe($"{TrustedCluster.Address}:9110");
        ((string)theirs["pbm"]!).ShouldStartWith($"{TrustedCluster.Address}:");
        ((string)theirs["pbm"]!).ShouldNotBe($"{TrustedCluster.Address}:9110");
        foreach (var directory in new[] { RunDir, other })
        {
            var pbm = cluster.Pbm(directory, "cluster", "status");
            (await pbm.EndedAsync()).ShouldBe(0, pbm.Everything);
        }

        var strange = cluster.Forged("other-trust", access => (access["trust"], access["token"]) = (theirs["trust"]!.DeepClone(), theirs["token"]!.DeepClone()));
        var nodes = cluster.Inside(Checkout.Muster, "nodes", "--run-dir", strange);
        (await nodes.EndedAsync(120)).ShouldBe(4, nodes.Everything);
        var wrong = cluster.Pbm(strange, "cluster", "status");
        (await wrong.EndedAsync()).ShouldBe(4, wrong.Everything);
        wrong.Everything.ShouldContain("The token is wrong");
        var without = cluster.Pbm(cluster.Forged("no-token", access => access["token"] = ""), "cluster", "status");
        (await without.EndedAsync()).ShouldBe(4, without.Everything);

        seed.Signal(Posix.SigKill);
        await seed.EndedAsync();
        // What it has left says where a cluster was.
        var dead = cluster.Inside(Checkout.Muster, "nodes", "--run-dir", other);
        (await dead.EndedAsync()).ShouldBe(4, dead.Everything);
        dead.Everything.ShouldContain("does not answer: that cluster has ended");
        var gone = cluster.Pbm(other, "cluster", "status");
        (await gone.EndedAsync()).ShouldBe(4, gone.Everything);
        gone.Everything.ShouldContain("nobody answers at");
    }

    [Fact]
    public async Task A_host_without_the_certificate_does_not_join()
    {
        var directory = Directory.CreateDirectory(Path.Combine(cluster.Scene.Here, "stranger")).FullName;
        var node = cluster.Inside(
            Checkout.Node, "--run-dir", directory, "--name", "stranger", "--host", TrustedCluster.Address, "--insecure", "--native", Checkout.Native,
            "--seed", (string)TrustedCluster.Access(RunDir)["seed"]!);
        (await node.EndedAsync(120)).ShouldBe(4, node.Everything);
        var nodes = cluster.Inside(Checkout.Muster, "nodes", "--run-dir", RunDir);
        (await nodes.EndedAsync()).ShouldBe(0, nodes.Everything);
        nodes.Everything.ShouldNotContain("stranger");
    }
}
