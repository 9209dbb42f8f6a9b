using Muster.Actors.Hosting;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class HostOptionsTests
{
    [Fact]
    public void A_seed_needs_a_run_directory_and_listens_on_loopback()
    {
        var options = HostOptions.Parse("seed", ["--run-dir", "/tmp/r"], out _).ShouldNotBeNull();
        (options.Name, options.ListenAt, options.Port, options.Insecure).ShouldBe(("seed", "127.0.0.1", 0, false));
        options.StoreDirectory.ShouldBe("/tmp/r/store");
    }

    [Fact]
    public void A_node_takes_its_name_slots_and_cores()
    {
        var options = HostOptions.Parse("node", ["--run-dir", "/tmp/r", "--name", "node1", "--slots", "4", "--cores", "0-3", "--exit-with-parent"], out _).ShouldNotBeNull();
        (options.Name, options.Slots, options.ExitWithParent).ShouldBe(("node1", 4, true));
        options.Cores!.Value.ShouldBe([0, 1, 2, 3]);
    }

    [Theory]
    [InlineData("--run-dir is missing")]
    [InlineData("70000", "--run-dir", "/tmp/r", "--port", "70000")]
    [InlineData("--port needs a value", "--run-dir", "/tmp/r", "--port")]
    [InlineData("--slots", "--run-dir", "/tmp/r", "--slots", "4")]
    [InlineData("beyond loopback", "--run-dir", "/tmp/r", "--host", "0.0.0.0")]
    [InlineData("no host name", "--run-dir", "/tmp/r", "--name", "a/b")]
    [InlineData("'--what'", "--run-dir", "/tmp/r", "--what", "x")]
    public void A_wrong_command_line_is_explained(string words, params string[] args)
    {
        HostOptions.Parse("seed", args, out var error).ShouldBeNull();
        error.ShouldContain(words);
    }

    [Fact]
    public void Beyond_loopback_takes_a_word_of_its_own() =>
        HostOptions.Parse("seed", ["--run-dir", "/tmp/r", "--host", "0.0.0.0", "--insecure"], out _).ShouldNotBeNull();
}
