using Muster.Actors.Hosting;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class HostOptionsTests
{
    [Fact]
    public void A_seed_needs_a_run_directory_and_listens_on_loopback()
    {
        var options = HostOptions.Parse("seed", ["--run-dir", "/tmp/r"], null, out _).ShouldNotBeNull();
        (options.Name, options.ListenAt, options.Port, options.Insecure).ShouldBe(("seed", "127.0.0.1", 0, false));
        options.StoreDirectory.ShouldBe("/tmp/r/store");
    }

    [Fact]
    public void A_node_takes_its_name_slots_and_cores()
    {
        var options = HostOptions.Parse("node", ["--run-dir", "/tmp/r", "--name", "node1", "--slots", "4", "--cores", "0-3", "--exit-with-parent"], null, out _).ShouldNotBeNull();
        (options.Name, options.Slots, options.ExitWithParent).ShouldBe(("node1", 4, true));
        options.Cores!.Value.ShouldBe([0, 1, 2, 3]);
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData(86_400, 300)]
    [InlineData(600, 50)]
    [InlineData(12, 5)]
    [InlineData(0, 5)]
    public void The_time_limit_is_asked_for_again_the_sooner_the_nearer_it_is(int? due, int seconds) =>
        AllocationWatch.LookAgainIn(due is { } span ? TimeSpan.FromSeconds(span) : null).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("--run-dir is missing")]
    [InlineData("70000", "--run-dir", "/tmp/r", "--port", "70000")]
    [InlineData("--port needs a value", "--run-dir", "/tmp/r", "--port")]
    [InlineData("--slots", "--run-dir", "/tmp/r", "--slots", "4")]
    [InlineData("no network", "--run-dir", "/tmp/r", "--network", "10.1.0.0/64")]
    [InlineData("no time", "--run-dir", "/tmp/r", "--drain-before", "soon")]
    [InlineData("no host name", "--run-dir", "/tmp/r", "--name", "a/b")]
    [InlineData("'--what'", "--run-dir", "/tmp/r", "--what", "x")]
    public void A_wrong_command_line_is_explained(string words, params string[] args)
    {
        HostOptions.Parse("seed", args, null, out var error).ShouldBeNull();
        error.ShouldContain(words);
    }

    [Fact]
    public void Beyond_loopback_a_host_needs_certificates_unless_it_is_told_to_do_without()
    {
        HostOptions.Parse("seed", ["--run-dir", "/tmp/r"], null, out _)!.NeedsTrust.ShouldBeFalse();
        HostOptions.Parse("seed", ["--run-dir", "/tmp/r", "--host", "10.1.2.3"], null, out _)!.NeedsTrust.ShouldBeTrue();
        HostOptions.Parse("seed", ["--run-dir", "/tmp/r", "--host", "10.1.2.3", "--insecure"], null, out _)!.NeedsTrust.ShouldBeFalse();
    }
}
