using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class FenceTreeTests
{
    [Fact]
    public void Children_and_parents_agree()
    {
        FenceTree.ChildrenOf(0, 40).ShouldBe(Enumerable.Range(1, 16));
        FenceTree.ChildrenOf(1, 40).ShouldBe(Enumerable.Range(17, 16));
        FenceTree.ChildrenOf(2, 40).ShouldBe(Enumerable.Range(33, 7));
        FenceTree.ChildrenOf(3, 40).ShouldBeEmpty();
        for (var i = 1; i < 300; i++)
            FenceTree.ChildrenOf(FenceTree.ParentOf(i), 300).ShouldContain(i);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(300)]
    public void Every_node_gets_every_key_in_every_fence_whatever_the_order(int nodes)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var trees = Enumerable.Range(0, nodes).Select(i => new FenceTree(i, nodes)).ToArray();
            var known = Enumerable.Range(0, nodes).Select(_ => new HashSet<string>()).ToArray();
            var wire = new List<(int From, int To, bool Up, long Fence, IReadOnlyList<KeyValue> Puts)>();
            var entered = new int[nodes];
            var done = new int[nodes];
            const int fences = 3;

            void Do(int node, FenceStep? step)
            {
                if (step is FenceStep.Up up)
                    wire.Add((node, trees[node].Parent, true, up.Fence, up.Puts));
                else if (step is FenceStep.Down down)
                    Down(node, down.Fence, down.Puts);
            }

            void Down(int node, long fence, IReadOnlyList<KeyValue> puts)
            {
                known[node].UnionWith(puts.Select(p => p.Key));
                done[node]++;
                foreach (var child in trees[node].Children)
                    wire.Add((node, child, false, fence, puts));
            }

            while (done.Any(d => d < fences))
            {
                var ready = Enumerable.Range(0, nodes).Where(n => entered[n] == done[n] && entered[n] < fences).ToArray();
                if (ready.Length > 0 && (wire.Count == 0 || random.Next(2) == 0))
                {
                    var node = ready[random.Next(ready.Length)];
                    entered[node]++;
                    Do(node, trees[node].SelfEntered([new KeyValue { Key = $"{node}/{entered[node]}", Value = "v" }]));
                    continue;
                }
                wire.Count.ShouldBeGreaterThan(0, $"stuck, seed {seed}");
                var at = random.Next(wire.Count);
                var message = wire[at];
                wire.RemoveAt(at);
                if (message.Up)
                    Do(message.To, trees[message.To].ChildEntered(message.From, message.Fence, message.Puts, more: false));
                else if (trees[message.To].Completed(message.Fence, more: false))
                    Down(message.To, message.Fence, message.Puts);
            }
            known.ShouldAllBe(k => k.Count == nodes * fences, $"seed {seed}");
        }
    }

    [Fact]
    public void A_report_of_another_fence_or_from_a_stranger_changes_nothing()
    {
        var root = new FenceTree(0, 2);
        root.ChildEntered(1, 2, [], false).ShouldBeNull();
        root.ChildEntered(5, 1, [], false).ShouldBeNull();
        root.SelfEntered([]).ShouldBeNull();
        root.ChildEntered(1, 1, [], true).ShouldBeNull();
        root.ChildEntered(1, 1, [], false).ShouldBeOfType<FenceStep.Down>().Fence.ShouldBe(1);
        root.Fence.ShouldBe(2);
        new FenceTree(1, 2).Completed(7, false).ShouldBeFalse();
    }

    [Fact]
    public void Keys_travel_in_parts_that_fit_a_message()
    {
        var puts = Enumerable.Range(0, 400).Select(i => new KeyValue { Key = $"k{i}", Value = new string('v', 500) }).ToArray();
        var parts = FenceTree.Parts(puts).ToArray();
        parts.Length.ShouldBeGreaterThan(2);
        parts.SkipLast(1).ShouldAllBe(p => p.More);
        parts[^1].More.ShouldBeFalse();
        parts.SelectMany(p => p.Puts).ShouldBe(puts);
        parts.ShouldAllBe(p => p.Puts.Sum(k => k.CalculateSize() + 4) < 96 * 1024);
        FenceTree.Parts([]).ShouldHaveSingleItem().Puts.ShouldBeEmpty();
    }
}
