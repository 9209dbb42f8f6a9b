using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class CliTests
{
    public static TheoryData<string[], int, string> Refused => new()
    {
        { ["run", "--ranks", "0", "--", "true"], ExitCode.Refused, "--ranks is 0; it must be from 1 to" },
        { ["run", "--ranks", "-3", "--", "true"], ExitCode.Refused, "--ranks is -3; it must be from 1 to" },
        { ["run", "--ranks", "9999999999", "--", "true"], ExitCode.Refused, "--ranks is 9999999999; it must be from 1 to" },
        { ["run", "--ranks", "four", "--", "true"], ExitCode.Refused, "--ranks is 'four'; it must be a whole number" },
        { ["run", "--runs", "0", "--", "true"], ExitCode.Refused, "--runs is 0" },
        { ["run", "--concurrent", "x", "--", "true"], ExitCode.Refused, "--concurrent is 'x'" },
        { ["run", "--placement", "random", "--", "true"], ExitCode.Refused, "'round-robin', 'block'" },
        { ["run", "--output", "yaml", "--", "true"], ExitCode.Refused, "'table', 'json', 'quiet'" },
        { ["run", "--timeout", "soon", "--", "true"], ExitCode.Refused, "such as 500ms, 90s, 5m or 2h" },
        { ["run", "--retry-on", "signal,moon", "--", "true"], ExitCode.Refused, "--retry-on names 'moon'" },
        { ["run", "--bind", "socket", "--", "true"], ExitCode.Refused, "'core', 'numa', 'none'" },
        { ["run", "--parse", "(", "--", "true"], ExitCode.Refused, "--parse does not compile" },
        { ["run", "--", "./no-such-program"], ExitCode.Refused, "program './no-such-program' does not exist" },
        { ["run", "--", "no-such-program"], ExitCode.Refused, "program 'no-such-program' is neither in PATH nor in" },
        { ["run", "--", "/tmp"], ExitCode.Refused, "is a directory" },
        { ["run", "--", "/proc/self/status"], ExitCode.Refused, "is not executable" },
        { ["run"], ExitCode.Refused, "no program given. Put it behind --" },
        { ["run", "--"], ExitCode.Refused, "no program given" },
        { ["run", "true"], ExitCode.Refused, "'true' is no option of run" },
        { ["run", "--frobnicate", "--", "true"], ExitCode.Refused, "'--frobnicate'" },
        { ["up", "--nodes", "0"], ExitCode.Refused, "--nodes is 0" },
        { ["up", "--", "true"], ExitCode.Refused, "up starts no program" },
        { ["show", "x"], ExitCode.Refused, "'x' is no run number" },
        { ["test", "quick"], ExitCode.Refused, "run ./muster test there" },
        { ["fly"], ExitCode.Refused, "'fly'" },
        { [], ExitCode.Refused, "no command given" },
        { ["nodes", "--run-dir", "/no/such/dir"], ExitCode.ClusterLost, "/no/such/dir holds no access.json" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Bad_input_is_refused_with_a_clear_message(string[] arguments, int code, string message)
    {
        var (exit, output, error) = await CallAsync(arguments);
        error.ShouldContain(message);
        exit.ShouldBe(code);
        output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("run")]
    [InlineData("shim")]
    [InlineData("runs")]
    [InlineData("show")]
    [InlineData("nodes")]
    [InlineData("doctor")]
    public async Task Help_of_every_verb_has_examples_and_exit_codes(string verb)
    {
        var (exit, output, _) = await CallAsync(verb, "--help");
        exit.ShouldBe(0);
        output.ShouldContain("Examples:");
        output.ShouldContain($"muster {verb}");
        output.ShouldContain("130  ended by Ctrl-C");
    }

    [Fact]
    public async Task Help_of_the_whole_lists_every_verb()
    {
        var (_, output, _) = await CallAsync("--help");
        foreach (var verb in new[] { "demo", "up", "down", "run", "runs", "show", "nodes", "doctor" })
            output.ShouldContain($"  {verb}");
    }

    [Fact]
    public void Words_behind_two_dashes_belong_to_the_program()
    {
        var (own, program) = Cli.Split(["run", "--runs", "2", "--", "prog", "--runs", "7", "--", "x"]);
        own.ShouldBe(["run", "--runs", "2"]);
        program.ShouldBe(["prog", "--runs", "7", "--", "x"]);
        Cli.Split(["run"]).Program.ShouldBeNull();
    }

    [Fact]
    public async Task Doctor_prints_one_JSON_value()
    {
        var (_, output, _) = await CallAsync("doctor", "--output", "json");
        var findings = System.Text.Json.Nodes.JsonNode.Parse(output)!["findings"]!.AsArray();
        findings.Select(f => (string)f!["subject"]!).ShouldContain("warden");
    }

    private static async Task<(int Exit, string Out, string Error)> CallAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exit = await Cli.RunAsync(arguments, new Terminal(output, error, interactive: false));
        return (exit, output.ToString(), error.ToString());
    }
}
