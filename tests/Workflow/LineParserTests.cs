using System.Text;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class LineParserTests
{
    [Fact]
    public void The_osu_table_gives_size_and_latency_and_its_header_counts_as_unmatched()
    {
        var parsed = Parse(WellKnown.DefaultParse, "# OSU MPI All-to-All\n# Size       Avg Latency(us)\n1                      65.12\n4096                 4095.24\n");

        parsed.Rows.Select(r => string.Join('|', r.Values)).ShouldBe(["1|65.12", "4096|4095.24"]);
        (parsed.Lines, parsed.Unmatched, parsed.Undecodable).ShouldBe((4, 2, 0));
        parsed.Rows.ShouldAllBe(r => r.Producer == 3);
    }

    [Fact]
    public void Only_the_first_match_of_a_line_makes_a_row() =>
        Parse("(\\d)", "1 2 3\n").Rows.Single().Values.ShouldBe(["1"]);

    [Fact]
    public void Without_groups_the_whole_match_is_the_row() =>
        Parse("b+", "abbc\n").Rows.Single().Values.ShouldBe(["bb"]);

    [Fact]
    public void Named_groups_follow_in_the_order_of_the_expression() =>
        Parse("(?<size>\\d+) (?<time>\\d+)", "8 99\n").Rows.Single().Values.ShouldBe(["8", "99"]);

    [Fact]
    public void A_group_that_took_no_part_is_empty_text() =>
        Parse("(a)|(b)", "b\n").Rows.Single().Values.ShouldBe(["", "b"]);

    [Fact]
    public void A_last_line_without_its_end_is_a_line()
    {
        var parsed = Parse("(\\d+)", "1\n2");
        parsed.Rows.Count.ShouldBe(2);
        parsed.Lines.ShouldBe(2);
    }

    [Fact]
    public void A_carriage_return_belongs_to_the_line_end() =>
        Parse("^(\\w+)$", "abc\r\n").Rows.Single().Values.ShouldBe(["abc"]);

    [Fact]
    public void Undecodable_bytes_are_replaced_and_counted()
    {
        var parser = LineParser.TryCreate("^(\\d+)", out _).ShouldNotBeNull();
        var parsed = parser.Parse([(byte)'7', 0xff, (byte)'\n'], 0);

        parsed.Rows.Single().Values.ShouldBe(["7"]);
        parsed.Undecodable.ShouldBe(1);
    }

    [Fact]
    public void An_expression_that_does_not_compile_is_explained()
    {
        LineParser.TryCreate("([", out var error).ShouldBeNull();
        error.ShouldContain("([");
        error.ShouldContain("does not compile");
    }

    [Fact]
    public void A_catastrophic_expression_takes_linear_time() =>
        Parse("(a+)+$", new string('a', 100_000) + "b\n").Unmatched.ShouldBe(1);

    [Fact]
    public void An_expression_that_needs_backtracking_is_bounded_in_time() =>
        Parse("^(?=(a+)+$)(.*)", new string('a', 40) + "b\n").Unmatched.ShouldBe(1);

    [Fact]
    public void However_the_lines_are_cut_into_batches_the_rows_are_the_same()
    {
        var lines = Enumerable.Range(0, 200).Select(i => i % 7 == 0 ? "header" : $"{i} {i * 0.5}").ToArray();
        var whole = Parse(WellKnown.DefaultParse, string.Concat(lines.Select(l => l + "\n"))).Rows;
        for (var size = 1; size < 50; size++)
        {
            var parts = lines.Chunk(size).SelectMany(c => Parse(WellKnown.DefaultParse, string.Concat(c.Select(l => l + "\n"))).Rows);
            parts.ShouldBe(whole);
        }
    }

    [Fact]
    public void Named_groups_name_the_columns()
    {
        var parser = LineParser.TryCreate(@"(?<size>\d+) (?<latency>[\d.]+)", out _).ShouldNotBeNull();
        parser.Columns.ShouldBe(["size", "latency"]);
        LineParser.TryCreate(@"(\d+)", out _)!.Columns.ShouldBeEmpty();
    }

    [Fact]
    public void Columns_are_fields_between_separators_and_a_line_with_fewer_is_no_row()
    {
        var parsed = Parse(new ParserSpec { Kind = ParserKind.Columns, Columns = { "a", "b" } }, "1  2 3\nalone\n\n4\t5\n");
        parsed.Rows.Select(r => string.Join('|', r.Values)).ShouldBe(["1|2", "4|5"]);
        parsed.Unmatched.ShouldBe(2);
        Parse(new ParserSpec { Kind = ParserKind.Columns, Columns = { "a", "b" }, Separator = ";" }, "x y; z;w\n").Rows.Single().Values.ShouldBe(["x y", "z"]);
        LineParser.TryCreate(new ParserSpec { Kind = ParserKind.Columns }, out var error).ShouldBeNull();
        error.ShouldContain("none is named");
    }

    [Fact]
    public void A_JSON_object_a_line_gives_the_fields_wanted_or_all_of_the_first_one()
    {
        const string Text = "{\"size\":4,\"name\":\"a b\",\"ok\":true}\nnoise\n{\"name\":\"c\"}\n{broken\n";
        var all = Parse(new ParserSpec { Kind = ParserKind.JsonLines }, Text);
        all.Rows.Select(r => string.Join('|', r.Values)).ShouldBe(["4|a b|true", "|c|"]);
        all.Unmatched.ShouldBe(2);
        Parse(new ParserSpec { Kind = ParserKind.JsonLines, Columns = { "name" } }, Text).Rows.Select(r => r.Values.Single()).ShouldBe(["a b", "c"]);
    }

    [Fact]
    public void Header_lines_are_parameters_and_no_rows()
    {
        var pairs = Parse(new ParserSpec { Expression = @"^(\d+)", Header = @"^# (\w+): (.*)" }, "# Ranks: 4\n1\n# Mode: fast \n2\nx\n");
        pairs.Headers.Select(h => $"{h.Name}={h.Value}").ShouldBe(["Ranks=4", "Mode=fast"]);
        (pairs.Rows.Count, pairs.Unmatched, pairs.Lines).ShouldBe((2, 1, 5));
        Parse(new ParserSpec { Expression = "x", Header = @"version (?<version>\S+)" }, "version 1.2\n").Headers.Single().ShouldBe(new Parameter { Name = "version", Value = "1.2" });
        LineParser.TryCreate(new ParserSpec { Expression = "x", Header = "no groups" }, out var error).ShouldBeNull();
        error.ShouldContain("no groups");
    }

    [Fact]
    public void Lines_that_give_no_row_are_kept_up_to_a_bound_and_all_counted()
    {
        var parsed = Parse(@"^\d+$", string.Concat(Enumerable.Repeat("noise\n", 1000)));
        parsed.Unmatched.ShouldBe(1000);
        parsed.UnmatchedLines.Count.ShouldBeInRange(1, 200);
        parsed.UnmatchedLines[0].ShouldBe("noise");
    }

    private static LineParser.Parsed Parse(ParserSpec spec, string text) =>
        LineParser.TryCreate(spec, out _).ShouldNotBeNull().Parse(Encoding.UTF8.GetBytes(text), 3);

    private static LineParser.Parsed Parse(string expression, string text) =>
        LineParser.TryCreate(expression, out _).ShouldNotBeNull().Parse(Encoding.UTF8.GetBytes(text), 3);
}
