using FsCheck;
using FsCheck.Fluent;
using Muster.Driver.Configuration;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class StockHoconTests
{
    [Theory]
    [InlineData("a = 1\nb += 2", 2, 1, "key named 'b +'")]
    [InlineData("x { l = [1]\n  l += 2 }", 2, 3, "key named 'l +'")]
    [InlineData("b = 1\na = ${?b}\nz = 9", 2, 5, "loses or misplaces what follows")]
    [InlineData("a = ${NOPE}", 1, 5, "not defined in this text")]
    [InlineData("a = \"x\"${PATH}", 1, 8, "not defined in this text")]
    [InlineData("a = [1]\na = ${a} [2]", 2, 5, "refers to itself")]
    [InlineData("a { b = ${a} }", 1, 9, "refers to itself")]
    [InlineData("x { p = 1 }\ny = ${x}\ny { q = 2 }", 3, 1, "inherited by its reference in line 2")]
    [InlineData("x { p = 1 }\ny = ${x}\ny.q = 2", 3, 1, "inherited by its reference in line 2")]
    [InlineData("x { p = 1 }\ny = ${x} { q = 2 }", 2, 1, "inherits by the reference")]
    [InlineData("a = 1\ninclude \"b.conf\"", 2, 1, "reads no include")]
    [InlineData("a = 1\ninclude file(\"b.conf\")", 2, 1, "reads no include")]
    [InlineData("a { b = 1 }\n}\nc = 2", 2, 1, "ignores everything after it")]
    [InlineData("a = 5 us", 1, 1, "no unit 'us'")]
    [InlineData("a = [5us]", 1, 6, "no unit 'us'")]
    public void A_line_that_Akka_reads_differently_is_named(string text, int line, int column, string reason)
    {
        var finding = StockHocon.Check(text).ShouldHaveSingleItem(text);
        finding.Reason.ShouldContain(reason);
        (finding.Line, finding.Column).ShouldBe((line, column));
    }

    [Fact]
    public void Each_reference_of_a_circle_is_named() =>
        StockHocon.Check("a = ${b}\nb = ${c}\nc = ${a}").Select(finding => finding.Reason).ShouldAllBe(reason => reason.Contains("refers to itself through"));

    [Theory]
    [InlineData("a = akka.tcp://x@y:1", 1, 13, "inside quotes")]
    [InlineData("a = \"x", 1, 5, "does not end")]
    [InlineData("a = [1, 2", 1, 5, "does not end")]
    [InlineData("a =", 1, 4, "missing")]
    [InlineData("a\nb = 1", 2, 1, "expected")]
    [InlineData("a = ${b", 1, 5, "does not end")]
    public void What_nobody_can_read_is_named_too(string text, int line, int column, string reason)
    {
        var finding = StockHocon.Check(text).ShouldHaveSingleItem(text);
        finding.Unreadable.ShouldBeTrue();
        finding.Reason.ShouldContain(reason);
        (finding.Line, finding.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a { x = 1 }\na { y = 2 } # comment\n// another")]
    [InlineData("b = 2\na = ${b}")]
    [InlineData("a = ${b}\nb = 2")]
    [InlineData("b = [1]\na = ${b} [2]")]
    [InlineData("h = n\na = \"akka.tcp://S@\"${h}\":4053\"")]
    [InlineData("\"/api/x\" { r = on }\n/user/a-b_c { r = off }")]
    [InlineData("a = \"\"\"x } ${y} \"\"\"")]
    [InlineData("x { p = 1, q = ${x.p} }")]
    [InlineData("x { p = 1 }\ny = ${x}\ny = 3")]
    [InlineData("a = [ { x = 1 }, { y = 2 } ]")]
    [InlineData("a { b { c = 1")]
    [InlineData("includes = 1\ninclude = 2")]
    [InlineData("a = 5 micros, b = bus")]
    public void What_both_read_alike_is_not_named(string text) => StockHocon.Check(text).ShouldBeEmpty();

    [Fact]
    public void The_files_of_the_hosts_mean_the_same_to_both()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !Directory.Exists(Path.Combine(root, "hocon")))
            root = Path.GetDirectoryName(root);
        var files = Directory.GetFiles(Path.Combine(root.ShouldNotBeNull(), "hocon"), "*.conf");
        files.ShouldNotBeEmpty();
        foreach (var file in files)
            StockHocon.Check(File.ReadAllText(file)).ShouldBeEmpty(file);
    }

    [Fact]
    public void Any_text_is_checked_without_an_exception()
    {
        var pieces = Gen.Elements("a", ".", "=", "{", "}", "[", "]", "${", "${?", "}", "\"", "\"\"\"", "\n", " ", ",", "#", "//", "+=", "include ", ":", "x = 1\n", "\\", "$", "us");
        Prop.ForAll(pieces.ListOf().Select(list => string.Concat(list)).ToArbitrary(), text =>
        {
            var lines = text.Split('\n').Length;
            return StockHocon.Check(text).All(finding => finding.Line >= 1 && finding.Line <= lines && finding.Column >= 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task The_command_names_file_line_and_reason()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "a = 1\nb += 2\n");
            using var output = new StringWriter();
            using var error = new StringWriter();
            (await Cli.RunAsync(["config", "check", file], new Terminal(output, error, false))).ShouldBe(ExitCode.Refused);
            output.ToString().ShouldContain($"{file}:2:1: ");
            await File.WriteAllTextAsync(file, "a = 1\n");
            (await Cli.RunAsync(["config", "check", file], new Terminal(output, error, false))).ShouldBe(ExitCode.Done);
            (await Cli.RunAsync(["config", "check", file + ".none"], new Terminal(output, error, false))).ShouldBe(ExitCode.Refused);
            error.ToString().ShouldContain("does not exist");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
