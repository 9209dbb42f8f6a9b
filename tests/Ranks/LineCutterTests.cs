using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class LineCutterTests
{
    [Fact]
    public void Lines_come_out_whole_and_the_unfinished_one_waits()
    {
        var cutter = new LineCutter();
        Write(cutter, "1 2.00\n2 3.0");
        cutter.TryTake(out var cut).ShouldBeTrue();
        Encoding.ASCII.GetString(cut.Data).ShouldBe("1 2.00\n");
        cut.Lines.ShouldBe(1);
        cutter.TryTake(out _).ShouldBeFalse();
        Write(cutter, "0\n");
        cutter.TryTake(out cut).ShouldBeTrue();
        Encoding.ASCII.GetString(cut.Data).ShouldBe("2 3.00\n");
        cutter.TakeRest().Data.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_line_needs_no_newline()
    {
        var cutter = new LineCutter();
        Write(cutter, "7 1.50");
        cutter.TryTake(out _).ShouldBeFalse();
        var rest = cutter.TakeRest();
        Encoding.ASCII.GetString(rest.Data).ShouldBe("7 1.50");
        rest.Lines.ShouldBe(1);
        cutter.LinesProduced.ShouldBe(1);
    }

    [Fact]
    public void A_line_longer_than_a_batch_is_split_and_joins_to_itself()
    {
        var cutter = new LineCutter();
        var line = new string('x', 200_000) + "\n";
        var cuts = Run(line, 5000);
        cuts.Count.ShouldBe(4);
        cuts.Take(3).ShouldAllBe(c => c.SplitLine && c.Data.Length == LineCutter.BatchBytes && c.Lines == 0);
        cuts[3].SplitLine.ShouldBeFalse();
        cuts[3].Lines.ShouldBe(1);
        string.Concat(cuts.Select(c => Encoding.ASCII.GetString(c.Data))).ShouldBe(line);
    }

    [Fact]
    public void A_line_of_one_mebibyte_stays_one_line_and_a_longer_one_is_cut()
    {
        var whole = Run(new string('x', LineCutter.LineBytes - 1) + "\n", 65536);
        whole.Sum(c => c.Lines).ShouldBe(1);
        whole.ShouldAllBe(c => !c.CutLine);

        var cut = Run(new string('x', LineCutter.LineBytes + 10) + "\n", 65536);
        cut.Count(c => c.CutLine).ShouldBe(1);
        cut.Sum(c => c.Lines).ShouldBe(2);
    }

    [Fact]
    public void Bytes_and_lines_are_the_same_whatever_the_reads_were()
    {
        var lines = Gen.Choose(0, 90_000).Select(n => new string('a', n)).ListOf().Select(l => l.Take(12).ToList());
        var property = Prop.ForAll(lines.ToArbitrary(), Gen.Choose(1, 70_000).ToArbitrary(), (list, chunk) =>
        {
            var text = string.Join('\n', list);
            var cuts = Run(text, chunk);
            var expected = text.Length == 0 ? 0 : text.Count(c => c == '\n') + (text.EndsWith('\n') ? 0 : 1);
            return string.Concat(cuts.Select(c => Encoding.ASCII.GetString(c.Data))) == text
                && cuts.Sum(c => c.Lines) == expected
                && cuts.All(c => c.Data.Length <= LineCutter.BatchBytes)
                && cuts.SkipLast(1).All(c => c.SplitLine || c.Data[^1] == (byte)'\n');
        });
        property.QuickCheckThrowOnFailure();
    }

    private static List<Cut> Run(string text, int chunk)
    {
        var cutter = new LineCutter();
        var cuts = new List<Cut>();
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var at = 0; at < bytes.Length;)
        {
            var n = Math.Min(Math.Min(chunk, bytes.Length - at), cutter.Space.Length);
            bytes.AsSpan(at, n).CopyTo(cutter.Space);
            cutter.Filled(n);
            at += n;
            while (cutter.TryTake(out var cut))
                cuts.Add(cut);
        }
        var rest = cutter.TakeRest();
        if (rest.Data.Length > 0 || rest.Lines > 0)
            cuts.Add(rest);
        cutter.BytesProduced.ShouldBe(bytes.Length);
        cutter.LinesProduced.ShouldBe(cuts.Sum(c => (long)c.Lines));
        return cuts;
    }

    private static void Write(LineCutter cutter, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        bytes.CopyTo(cutter.Space);
        cutter.Filled(bytes.Length);
    }
}
