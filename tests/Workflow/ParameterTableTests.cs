using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class ParameterTableTests
{
    [Fact]
    public void Every_set_meets_every_value_of_every_axis_once_and_the_last_axis_changes_first()
    {
        var table = new ParameterTable(new Parameters
        {
            Names = { "mesh" },
            Sets = { new ParameterSet { Values = { "a" } }, new ParameterSet { Values = { "b" } } },
            Axes = { new ParameterAxis { Name = "x", Values = { "1", "2", "4" } }, new ParameterAxis { Name = "y", Values = { "u", "v" } } },
        });
        table.FindFault().ShouldBeNull();
        table.Combinations.ShouldBe(12);
        Enumerable.Range(0, 12).Select(i => string.Concat(table.Of(i).Select(p => p.Value))).ShouldBe(
            ["a1u", "a1v", "a2u", "a2v", "a4u", "a4v", "b1u", "b1v", "b2u", "b2v", "b4u", "b4v"]);
        table.Of(12).ShouldBe(table.Of(0), "repeats go around");
    }

    [Fact]
    public void A_place_holder_is_filled_in_arguments_environment_directory_and_paths_and_other_braces_stay()
    {
        var table = new ParameterTable(new Parameters { Axes = { new ParameterAxis { Name = "n", Values = { "7" } } } });
        var spec = new RunSpec { Program = "p", Cwd = "/scratch/{n}", Stdout = new StreamSpec { Path = "out.{n}" }, Args = { "-n", "{n}", "{print $1}", "{other}" }, Env = { ["N"] = "<{n}>" } };
        var filled = table.Fill(spec, 0);
        filled.Args.ShouldBe(["-n", "7", "{print $1}", "{other}"]);
        (filled.Cwd, filled.Stdout.Path, filled.Env["N"]).ShouldBe(("/scratch/7", "out.7", "<7>"));
        spec.Args[1].ShouldBe("{n}");

        var block = new RankTemplate { Cwd = "/{n}", Args = { "{n}" }, Env = { ["N"] = "{n}" }, Stdin = new StreamSpec { Path = "in.{n}" }, Stderr = new StreamSpec { Path = "err.{n}.{rank}" } };
        spec.More.Add(block);
        var more = table.Fill(spec, 0).More[0];
        (more.Cwd, more.Args[0], more.Env["N"], more.Stdin.Path, more.Stderr.Path).ShouldBe(("/7", "7", "7", "in.7", "err.7.{rank}"));
        block.Cwd.ShouldBe("/{n}");
    }

    [Fact]
    public void What_cannot_be_meant_is_refused_in_words()
    {
        Fault(new Parameters { Names = { "a" } }).ShouldContain("no values");
        Fault(new Parameters { Names = { "a", "b" }, Sets = { new ParameterSet { Values = { "1" } } } }).ShouldContain("Set 1");
        Fault(new Parameters { Axes = { new ParameterAxis { Name = "9", Values = { "1" } } } }).ShouldContain("'9'");
        Fault(new Parameters { Names = { "a" }, Sets = { new ParameterSet { Values = { "1" } } }, Axes = { new ParameterAxis { Name = "a", Values = { "1" } } } }).ShouldContain("twice");
        var many = new ParameterAxis { Name = "x", Values = { Enumerable.Range(0, 1000).Select(i => $"{i}") } };
        Fault(new Parameters { Axes = { many, new ParameterAxis { Name = "y", Values = { many.Values } } } }).ShouldContain("combinations");
    }

    [Fact]
    public void Without_parameters_nothing_changes()
    {
        var table = new ParameterTable(null);
        var spec = new RunSpec { Args = { "{x}" } };
        table.Combinations.ShouldBe(1);
        table.Fill(spec, 3).ShouldBeSameAs(spec);
        table.Of(3).ShouldBeEmpty();
    }

    private static string Fault(Parameters parameters) => new ParameterTable(parameters).FindFault().ShouldNotBeNull();
}
