using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>Hosts over ssh. It is faked: a script of that name, first in PATH, runs the line here. Each machine is a loopback address of its own.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SshTests : IDisposable
{
    private readonly Scene _scene = new();

    private string Calls => Path.Combine(_scene.Here, "ssh.calls");

    public SshTests()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_scene.Here, "bin")).FullName;
        var ssh = Path.Combine(folder, "ssh");
        File.WriteAllText(ssh, $"""
            #!/bin/sh
            [ "$1 $2 $#" = "-o BatchMode=yes 4" ] || exit 99
            echo "$3" >> {Calls}
            exec sh -c "$4"
            """);
        File.SetUnixFileMode(ssh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_machines_of_a_file_get_a_host_each_and_nothing_stays()
    {
        await File.WriteAllTextAsync(Path.Combine(_scene.Here, "machines.txt"), "# two of them\n127.0.0.2 slots=2\n127.0.0.3\n");
        await RunsOnBothAsync(["--hosts", "machines.txt"], _ => { }, "starting 2 hosts over ssh");
    }

    [Fact]
    public async Task The_node_file_of_PBS_is_such_a_list()
    {
        var nodes = Path.Combine(_scene.Here, "nodes");
        await File.WriteAllTextAsync(nodes, "127.0.0.2\n127.0.0.2\n127.0.0.3\n");
        await RunsOnBothAsync(
            [],
            environment =>
            {
                environment["PBS_JOBID"] = "12.server";
                environment["PBS_NODEFILE"] = nodes;
                environment["PBS_O_WORKDIR"] = _scene.Here;
            },
            "starting 2 hosts on the nodes of PBS job 12.server");
    }

    [Fact]
    public async Task A_machine_that_ssh_does_not_reach_ends_the_start_with_its_last_words()
    {
        await File.WriteAllTextAsync(Path.Combine(_scene.Here, "machines.txt"), "127.0.0.2\n127.0.0.3\n");
        await File.WriteAllTextAsync(Path.Combine(_scene.Here, "bin", "ssh"), """
            #!/bin/sh
            [ "$3" = 127.0.0.2 ] && exec sh -c "$4"
            echo "ssh: connect to host $3 port 22: No route to host" >&2
            exit 255
            """);
        var run = Run(["--hosts", "machines.txt"], _ => { });
        (await run.EndedAsync()).ShouldBe(4, run.Everything);
        run.Everything.ShouldContain("127.0.0.3 (pid ");
        run.Everything.ShouldContain("ended with code 255 while the cluster was starting");
        run.Everything.ShouldContain("No route to host");
        await _scene.NothingLeftAsync(TimeSpan.FromSeconds(30));
    }

    private Running Run(string[] options, Action<IDictionary<string, string?>> environment) => _scene.Start(
        Checkout.Muster,
        ["run", .. options, "--runs", "1", "--ranks", "3", "--parse", "(.+)", "--", "echo", "hello"],
        variables =>
        {
            variables["PATH"] = $"{Path.Combine(_scene.Here, "bin")}:{variables["PATH"]}";
            environment(variables);
        });

    private async Task RunsOnBothAsync(string[] options, Action<IDictionary<string, string?>> environment, string start)
    {
        var run = Run(options, environment);
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Everything.ShouldContain(start);
        run.Everything.ShouldContain("node 0 has 2 ranks, node 1 has 1 ranks");
        run.Out.ShouldContain("INFO:consumer:{0: ('hello',)}");
        (await File.ReadAllLinesAsync(Calls)).Order().ShouldBe(["127.0.0.2", "127.0.0.3"]);
        await _scene.NothingLeftAsync(TimeSpan.FromSeconds(30));
    }
}
