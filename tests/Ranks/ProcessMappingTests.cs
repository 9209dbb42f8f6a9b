using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class ProcessMappingTests
{
    [Theory]
    [InlineData("0,0,1,1", "(vector,(0,2,2))")]
    [InlineData("0,1,0,1", "(vector,(0,2,1))")]
    [InlineData("0,0,0,1,1", "(vector,(0,1,3),(1,1,2))")]
    [InlineData("0,1,2,0,1", "(vector,(0,3,1))")]
    [InlineData("0", "(vector,(0,1,1))")]
    [InlineData("0,0,0,0", "(vector,(0,1,4))")]
    [InlineData("0,1,1,0", "(vector,(0,1,1),(1,1,2))")]
    public void Placements_have_the_short_form(string nodes, string mapping) =>
        ProcessMapping.Format([.. nodes.Split(',').Select(int.Parse)]).ShouldBe(mapping);

    [Fact]
    public void Any_placement_reads_back_as_it_was()
    {
        var property = Prop.ForAll(Gen.Choose(0, 4).NonEmptyListOf().ToArbitrary(), nodes =>
            ProcessMapping.Format([.. nodes]) is not { } text || ProcessMapping.Parse(text, nodes.Count)!.Value.SequenceEqual(nodes));
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Hosts_that_share_memory_are_one_node()
    {
        NodeShare[] shares =
        [
            new() { Node = "a", ShmDomain = "m1", Ranks = { 0, 2 } },
            new() { Node = "b", ShmDomain = "m2", Ranks = { 1, 3 } },
            new() { Node = "c", ShmDomain = "m1", Ranks = { 4 } },
            new() { Node = "d", Ranks = { 5 } },
            new() { Node = "e", Ranks = { 6 } },
        ];
        ProcessMapping.NodeOfRank(shares).ShouldBe([0, 1, 0, 1, 0, 2, 3]);
    }

    [Fact]
    public void A_mapping_too_long_for_a_value_is_left_out()
    {
        var random = new System.Random(7);
        ProcessMapping.Format([.. Enumerable.Range(0, 2000).Select(_ => random.Next(50))]).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("(vector)")]
    [InlineData("(vector,(1,2))")]
    [InlineData("(vector,(0,0,1))")]
    [InlineData("(matrix,(0,1,1))")]
    public void What_is_no_mapping_is_not_read(string text) => ProcessMapping.Parse(text, 4).ShouldBeNull();
}
