using Petabridge.Cmd;
using Petabridge.Cmd.Tool;
using Petabridge.Cmd.Wire;
using Shouldly;
using Xunit;

namespace Petabridge.Tests;

public sealed class CommandTextTests
{
    private static readonly CommandPalette Palette = new("cluster",
    [
        new CommandDefinitionBuilder().WithName("show").WithDescription("members").WithArgument(a => a.WithName("role").WithSwitch("-r").WithSwitch("--role").WithDescription("a role").WithDefaultValues("seed", "node")).Build(),
        new CommandDefinitionBuilder().WithName("down").WithArgument(a => a.WithName("address").WithSwitch("-a").WithDescription("whom").IsMandatory(true)).Build(),
        new CommandDefinitionBuilder().WithName("many").WithArgument(a => a.WithName("x").WithSwitch("-x").AllowMultiple(true)).Build(),
    ]);

    [Fact]
    public void A_command_is_read_with_its_switches()
    {
        var command = CommandLineText.Parse(["cluster", "many", "-x", "1", "-x", "2"], [Palette], out _);
        (command.Palette, command.Name).ShouldBe(("cluster", "many"));
        command.Arguments.Select(a => a.Item2).ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("did you mean show?", "cluster", "shaw")]
    [InlineData("did you mean cluster?", "clustr", "show")]
    [InlineData("There are down, many, show", "cluster", "zzzzzzzz")]
    [InlineData("cluster needs a command: down, many, show", "cluster")]
    [InlineData("did you mean -r?", "cluster", "show", "-q", "x")]
    [InlineData("-r needs a value", "cluster", "show", "-r")]
    [InlineData("-r is given twice", "cluster", "show", "-r", "a", "-r", "b")]
    [InlineData("cluster down needs -a: whom", "cluster", "down")]
    public void A_wrong_command_offers_the_nearest_names(string words, params string[] line)
    {
        CommandLineText.Parse(line, [Palette], out var error).ShouldBeNull();
        error.ShouldContain(words);
    }

    [Fact]
    public void Quotes_keep_words_together() =>
        CommandLineText.Split("run start -a \"two words\" -a ''  x").ShouldBe(["run", "start", "-a", "two words", "-a", "", "x"]);

    [Theory]
    [InlineData("", "cluster help exit")]
    [InlineData("cl", "cluster")]
    [InlineData("cluster ", "down many show")]
    [InlineData("cluster s", "show")]
    [InlineData("cluster show ", "-r --role")]
    [InlineData("cluster show -r ", "seed node")]
    [InlineData("cluster show -r s", "seed")]
    [InlineData("nothing ", "")]
    public void Completion_offers_what_may_stand_next(string text, string words) =>
        string.Join(' ', Completion.Of(text, [Palette])).ShouldBe(words);

    [Fact]
    public void Palettes_survive_the_greeting()
    {
        var read = Lines.ReadGreeting(Lines.Greeting([Palette], needsToken: true), out var token);
        token.ShouldBeTrue();
        read.Single().Commands.Select(c => c.Name).ShouldBe(["down", "many", "show"]);
        read.Single().CommandsByName["show"].ArgumentsByName["role"].DefaultValues.ShouldBe(["seed", "node"]);
        read.Single().CommandsByName["down"].Arguments[0].IsMandatory.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"id\":1,\"palette\":7,\"command\":\"x\"}")]
    [InlineData("{\"id\":1,\"palette\":\"a\",\"command\":\"b\",\"arguments\":[1]}")]
    [InlineData("{\"token\":5}")]
    public void A_line_of_something_else_is_told_from_a_command(string line) => Lines.ReadClient(line).ShouldBeNull();

    [Theory]
    [InlineData("127.0.0.1", 9110, "cluster show", "cluster", "show")]
    [InlineData("10.0.0.1", 9777, "cluster leave", "10.0.0.1:9777", "cluster", "leave")]
    [InlineData("127.0.0.1", 9110, "cluster show", "cluster", "show", "--json")]
    [InlineData("host", 1, "", "host:1")]
    public void The_address_comes_before_the_command(string host, int port, string words, params string[] args)
    {
        var target = Target.Parse(args, null, out _);
        (target.Host, target.Port, string.Join(' ', target.Words)).ShouldBe((host, port, words));
    }

    [Fact]
    public void A_definition_without_a_name_or_with_a_switch_of_two_meanings_is_refused()
    {
        Should.Throw<ArgumentException>(() => new CommandDefinitionBuilder().Build());
        Should.Throw<ArgumentException>(() => new CommandDefinitionBuilder().WithName("a").WithArgument(a => a.WithName("x").WithSwitch("-x")).WithArgument(a => a.WithName("y").WithSwitch("-x")).Build());
    }
}
