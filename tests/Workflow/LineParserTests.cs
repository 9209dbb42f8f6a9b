using System.Text;
using Muster.Actors.Workflow;
using Muster.Messages;
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

    private static LineParser.Parsed Parse(string expression, string text) =>
        LineParser.TryCreate(expression, out _).ShouldNotBeNull().Parse(Encoding.UTF8.GetBytes(text), 3);
}
