using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Allocation;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Muster.Tests.Allocation;

public sealed class HostlistTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("node0", "node0")]
    [InlineData("node[0-3]", "node0 node1 node2 node3")]
    [InlineData("a[0-1,7],b01", "a0 a1 a7 b01")]
    [InlineData("n[008-011]", "n008 n009 n010 n011")]
    [InlineData("n[9-11]", "n9 n10 n11")]
    [InlineData("n[98-101,7]", "n98 n99 n100 n101 n7")]
    [InlineData("rack[0-1]n[1-2]", "rack0n1 rack0n2 rack1n1 rack1n2")]
    [InlineData("x[1-2]-ib", "x1-ib x2-ib")]
    [InlineData("n[1-2].cluster.example,login1", "n1.cluster.example n2.cluster.example login1")]
    [InlineData("a b,c", "a b c")]
    [InlineData("n[3,1,2]", "n3 n1 n2")]
    [InlineData("n[00-01][0-1]", "n000 n001 n010 n011")]
    [InlineData(" n1 , n2 ", "n1 n2")]
    public void A_list_expands_as_Slurm_does_it(string list, string names) => Hostlist.Expand(list).ShouldBe(names.Split(' '));

    [Theory]
    [InlineData("", "empty")]
    [InlineData(",", "column 1: a host name is missing")]
    [InlineData("a,,b", "column 3: a host name is missing")]
    [InlineData("a,", "column 3: a host name is missing")]
    [InlineData("n[", "column 2: this '[' is never closed")]
    [InlineData("n[1-3", "column 2: this '[' is never closed")]
    [InlineData("n[1-", "column 2: this '[' is never closed")]
    [InlineData("n]", "column 2: a ']' without its '['")]
    [InlineData("n[]", "column 3: a number is missing")]
    [InlineData("n[1,]", "column 5: a number is missing")]
    [InlineData("n[a-b]", "column 3: a number is missing")]
    [InlineData("n[1-3-5]", "column 6: '-' cannot stand between brackets")]
    [InlineData("n[1[2]]", "column 4: '[' cannot stand between brackets")]
    [InlineData("n[5-1]", "column 5: the range ends at 1, below its start 5")]
    [InlineData("n;rm -rf", "column 2: ';' cannot stand in a host name")]
    [InlineData("n[0-99999999]", "more than 65536 names")]
    [InlineData("n[0-999][0-999]", "more than 65536 names")]
    [InlineData("n[0-9999999999999999999]", "too long")]
    public void A_list_that_does_not_parse_is_refused_with_the_place(string list, string words) =>
        Should.Throw<FormatException>(() => Hostlist.Expand(list)).Message.ShouldContain(words);

    private sealed record Range(long Low, long High, int Width)
    {
        public string Text => Low == High ? Number(Low) : $"{Number(Low)}-{High}";

        public IEnumerable<string> Names => Enumerable.Range((int)Low, (int)(High - Low + 1)).Select(n => Number(n));

        private string Number(long n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Width, '0');
    }

    // Names written down piece by piece, with the names they must stand for.
    private static Gen<(string Text, string[] Names)> Items()
    {
        var word = Gen.Elements("n", "rack", "x-", "c_", "a.b");
        var range = from low in Gen.Choose(0, 120)
                    from more in Gen.Choose(0, 12)
                    from width in Gen.Choose(0, 5)
                    select new Range(low, low + more, width);
        var bracket = from ranges in Gen.ArrayOf(range, 3)
                      where ranges.Length > 0
                      select (Text: $"[{string.Join(',', ranges.Select(r => r.Text))}]", Names: ranges.SelectMany(r => r.Names).ToArray());
        return from head in word
               from count in Gen.Choose(0, 2)
               from brackets in Gen.ArrayOf(bracket, count)
               from tail in Gen.Elements("", "-ib", "z")
               select (head + string.Concat(brackets.Select(b => b.Text)) + tail,
                   brackets.Aggregate(new[] { head }, (names, b) => [.. names.SelectMany(n => b.Names.Select(m => n + m))]).Select(n => n + tail).ToArray());
    }

    [Fact]
    public void Every_list_of_the_grammar_stands_for_the_names_it_was_made_from() =>
        Prop.ForAll(Gen.NonEmptyListOf(Items()).Resize(5).ToArbitrary(), items =>
            Hostlist.Expand(string.Join(',', items.Select(i => i.Text))).SequenceEqual(items.SelectMany(i => i.Names)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_it_fail_otherwise_than_by_a_format_error() =>
        Prop.ForAll(Gen.Elements("n[]0123456789-,. \t".ToCharArray()).ListOf().ToArbitrary(), characters =>
        {
            try
            {
                return Hostlist.Expand(string.Concat(characters)).Count > 0;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_thousand_names_take_less_than_a_millisecond()
    {
        var list = string.Join(',', Enumerable.Range(0, 10).Select(r => $"rack{r}n[{r:00}00-{r:00}99]"));
        var best = double.MaxValue;
        for (var i = 0; i < 200; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Hostlist.Expand(list).Count.ShouldBe(1000);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        output.WriteLine($"1000 names in {best:0.000} ms");
        best.ShouldBeLessThan(1);
    }
}
