using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

public class ConsistentHashTests
{
    private static readonly string[] Keys = Enumerable.Range(0, 2000).Select(i => "key-" + i).ToArray();

    [Fact]
    public void Equal_keys_have_equal_nodes_in_every_ring_of_the_same_nodes()
    {
        var one = ConsistentHash.Create(new[] { "a", "b", "c" }, 10);
        var other = ConsistentHash.Create(new[] { "c", "a", "b" }, 10);
        Keys.ShouldAllBe(key => one.NodeFor(key) == other.NodeFor(key));
    }

    [Fact]
    public void Removing_a_node_moves_only_its_own_keys()
    {
        var before = ConsistentHash.Create(new[] { "a", "b", "c", "d" }, 20);
        var after = before - "b";
        Keys.ShouldAllBe(key => before.NodeFor(key) == "b" ? after.NodeFor(key) != "b" : after.NodeFor(key) == before.NodeFor(key));
    }

    [Fact]
    public void Adding_what_was_removed_restores_the_ring()
    {
        var before = ConsistentHash.Create(new[] { "a", "b", "c" }, 10);
        var again = (before - "a") + "a";
        Keys.ShouldAllBe(key => before.NodeFor(key) == again.NodeFor(key));
    }

    [Fact]
    public void Every_node_owns_a_part_of_the_keys()
    {
        var ring = ConsistentHash.Create(new[] { "a", "b", "c" }, 100);
        var shares = Keys.GroupBy(key => ring.NodeFor(key)).ToDictionary(g => g.Key, g => g.Count());
        shares.Count.ShouldBe(3);
        shares.Values.ShouldAllBe(n => n > 300);
    }

    [Fact]
    public void An_empty_ring_says_so()
    {
        var ring = ConsistentHash.Create(Array.Empty<string>(), 10);
        ring.IsEmpty.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => ring.NodeFor("k"));
    }
}
