using System.Diagnostics;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

/// <summary>Runs only where namespaces may be made.</summary>
internal sealed class NamespaceFactAttribute : TheoryAttribute
{
    public NamespaceFactAttribute()
    {
        if (Environment.UserName != "root" || !File.Exists("/usr/bin/nsenter") || !Directory.Exists("/proc/self/ns") || !(File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip") || File.Exists("/bin/ip")))
            Skip = "needs root, util-linux and iproute2 for nodes with a network of their own";
    }
}

/// <summary>Nodes that share neither memory nor network device: MPI goes over TCP between them.</summary>
public sealed class NamespaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muster-nodes").FullName;
    private Process? _nodes;

    public void Dispose()
    {
        _nodes?.StandardInput.Close();
        _nodes?.WaitForExit(60_000);
        _nodes?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [NamespaceFact]
    [InlineData("alltoall", 6, 3)]
    [InlineData("alltoall", 4, 4)]
    [InlineData("alltoall.openmpi", 6, 3)]
    public async Task Ranks_meet_over_the_network(string program, int ranks, int nodes)
    {
        StartNodes(nodes);
        await using var on = new Nodes(nodes, nativeDirectory: Native);
        on.Start(on.Group(ranks, Artifacts.Workload(program), ["-m", "64", "--warmup", "5", "-i", "20"]));
        var ends = on.UntilEnd(nodes);
        ends.ShouldAllBe(e => e.Reason == "", string.Join('\n', ends));
        on.Text().Split('\n').Count(l => l.Length > 0 && l[0] != '#').ShouldBe(7);
    }

    [NamespaceFact]
    [InlineData(10)]
    public async Task MPI_Finalize_over_TCP_ends_every_time(int times)
    {
        StartNodes(3);
        for (var i = 0; i < times; i++)
        {
            await using var on = new Nodes(3, nativeDirectory: Native);
            on.Start(on.Group(3, Artifacts.Workload("mpi_hello"), [], pipeAll: true));
            on.UntilEnd(3).ShouldAllBe(e => e.Reason == "");
            for (var rank = 0; rank < 3; rank++)
                on.Text(rank).ShouldBe($"Hello from rank {rank} of 3 on node{rank}\n");
        }
    }

    [NamespaceFact]
    [InlineData("exit", "exit code 4")]
    [InlineData("abort", "MPI_Abort(4)")]
    public async Task A_failure_on_one_node_ends_the_ranks_of_all(string fault, string reason)
    {
        StartNodes(3);
        await using var on = new Nodes(3, nativeDirectory: Native);
        on.Start(on.Group(6, Artifacts.Workload("faults"), ["--rank", "4", fault, "4"], MpiFlavor.Auto));
        var ends = on.UntilEnd(3);
        ends.Count.ShouldBe(6);
        // Its peers may see their connections break and give up by themselves before they are told.
        ends.Single(e => e.Rank == 4).Reason.ShouldBe(reason);
        ends.ShouldAllBe(e => e.Reason != "" || e.StoppedByUs);
    }

    private void StartNodes(int count)
    {
        _nodes = Process.Start(new ProcessStartInfo("bash", [Artifacts.File("tests", "Native", "nodes.sh"), _folder, $"{count}", Artifacts.NativeDirectory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _nodes.StandardOutput.ReadLine().ShouldBe("ready");
    }

    // A host's native folder whose warden starts inside the node's namespaces. Not written here: a file that this process has just written may be
    // open in a child some other thread is starting, and then cannot be executed.
    private string Native(int node) => Path.Combine(_folder, $"native-{node}");
}
