using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class EnsembleTests
{
    [Fact]
    public void A_CSV_file_names_the_parameters_in_its_first_line_and_quotes_hold_anything()
    {
        var parameters = new Parameters();
        ParameterFile.ReadCsv("f", "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\n2,\n", parameters);
        parameters.Names.ShouldBe(["a", "b"]);
        parameters.Sets.Select(s => string.Join('|', s.Values)).ShouldBe(["1|x, \"y\"\nz", "2|"]);
        Should.Throw<Refusal>(() => ParameterFile.ReadCsv("f", "a,b\n1\n", new Parameters())).Message.ShouldContain("record 2");
    }

    [Fact]
    public void A_JSON_file_is_an_array_of_objects()
    {
        var parameters = new Parameters();
        ParameterFile.ReadJson("f", """[{"a":1.5,"b":"x"},{"b":true,"a":null}]""", parameters);
        parameters.Sets.Select(s => string.Join('|', s.Values)).ShouldBe(["1.5|x", "null|true"]);
        Should.Throw<Refusal>(() => ParameterFile.ReadJson("f", """[{"a":1},{"b":2}]""", new Parameters())).Message.ShouldContain("'a'");
        Should.Throw<Refusal>(() => ParameterFile.ReadJson("f", "{}", new Parameters()));
    }

    [Fact]
    public void An_axis_is_a_name_and_values()
    {
        ParameterFile.Axis("x=1,2,4").ShouldBe(new ParameterAxis { Name = "x", Values = { "1", "2", "4" } });
        Should.Throw<Refusal>(() => ParameterFile.Axis("x"));
        Should.Throw<Refusal>(() => ParameterFile.Axis("=1"));
    }

    [Fact]
    public void Rows_of_runs_with_different_parameters_and_columns_make_one_table()
    {
        var a = new RunSummary { Run = 1, Rows = 1, Parameters = { new Parameter { Name = "x", Value = "1,5" } }, Columns = { "size", "time" } };
        var b = new RunSummary { Run = 2, Producer = 1, Rows = 1, Parameters = { new Parameter { Name = "y", Value = "q" } } };
        var export = new RowExport([a, b], ndjson: false);
        export.Heading.ShouldBe("run,producer,attempt,row,x,y,size,time,value1,value2");
        export.Line(a, 1, 1, ["4", "2.5"]).ShouldBe("1,0,1,1,\"1,5\",,4,2.5,,");
        export.Line(b, 2, 1, ["7", "8"]).ShouldBe("2,1,2,1,,q,,,7,8");
        new RowExport([a], ndjson: true).Line(a, 1, 1, ["4", "2.5"])
            .ShouldBe("""{"run":1,"producer":0,"attempt":1,"row":1,"parameters":{"x":"1,5"},"values":{"size":"4","time":"2.5"}}""");
    }

    [Fact]
    public void A_straight_line_on_both_logarithmic_scales_is_drawn_straight()
    {
        var lines = LogLogPlot.Draw([(1, 1), (10, 10), (100, 100)], 21, 5, "size", "latency");
        var dots = lines.SelectMany((line, row) => line.Select((c, column) => (c, row, column))).Where(p => p.c == '●').Select(p => (p.row, p.column)).ToList();
        dots.Count.ShouldBe(3);
        (dots[0].column - dots[1].column).ShouldBe(dots[1].column - dots[2].column);
        lines[0].ShouldContain("latency");
        lines[^1].ShouldContain("size");
        LogLogPlot.Draw([(5, 5)], 20, 5, "x", "y").Sum(line => line.Count(c => c == '●')).ShouldBe(1);
    }
}
