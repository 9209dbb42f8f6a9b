using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Tools.Tests.PublishSubscribe;

public class RegistryTests(ITestOutputHelper output)
{
    private static readonly Address A = new("akka.tcp", "S", "127.0.0.1", 1);
    private static readonly Address B = new("akka.tcp", "S", "127.0.0.1", 2);
    private static readonly Address C = new("akka.tcp", "S", "127.0.0.1", 3);

    private static Dictionary<Address, long> Versions(Registry registry) => registry.Versions.ToDictionary(v => v.Key, v => v.Value);

    [Fact]
    public void Versions_are_the_time_in_milliseconds_and_always_grow()
    {
        var registry = Registry.Empty(A).Put("/user/a", ActorRefs.Nobody, 1000);
        registry[A].Version.ShouldBe(1000);
        registry = registry.Put("/user/b", ActorRefs.Nobody, 1000);
        registry[A].Version.ShouldBe(1001);
        registry = registry.Put("/user/c", ActorRefs.Nobody, 500);
        registry[A].Version.ShouldBe(1002);
        registry = registry.Put("/user/c", ActorRefs.Nobody, 9000);
        registry[A].Content["/user/c"].Version.ShouldBe(9000);
    }

    [Fact]
    public void A_node_has_no_bucket_before_its_first_entry() => Registry.Empty(A).Versions.ShouldBeEmpty();

    [Fact]
    public void A_delta_holds_what_the_other_lacks_and_nothing_else()
    {
        var registry = Registry.Empty(A).Put("/user/a", ActorRefs.Nobody, 10).Put("/user/b", ActorRefs.Nobody, 20);
        registry.DeltaFor(new Dictionary<Address, long>(), 100).Single().Content.Keys.ShouldBe(["/user/a", "/user/b"], ignoreOrder: true);
        var partly = registry.DeltaFor(new Dictionary<Address, long> { [A] = 10 }, 100).Single();
        partly.Content.Keys.ShouldBe(["/user/b"]);
        partly.Version.ShouldBe(20);
        registry.DeltaFor(Versions(registry), 100).ShouldBeEmpty();
    }

    [Fact]
    public void A_large_delta_comes_in_parts_the_oldest_entries_first()
    {
        var registry = Registry.Empty(A);
        for (var i = 1; i <= 10; i++)
            registry = registry.Put("/user/" + i, ActorRefs.Nobody, i);
        var other = Registry.Empty(B);
        var rounds = 0;
        while (other.IsBehind(Versions(registry)))
        {
            var delta = registry.DeltaFor(Versions(other), 4);
            delta.Sum(bucket => bucket.Content.Count).ShouldBeLessThanOrEqualTo(4);
            other = other.Merge(delta, new HashSet<Address> { A });
            (++rounds).ShouldBeLessThan(10);
        }

        rounds.ShouldBe(3);
        other[A].ShouldBe(registry[A]);
    }

    [Fact]
    public void Buckets_of_former_members_are_not_taken_over()
    {
        var registry = Registry.Empty(A).Put("/user/a", ActorRefs.Nobody, 10);
        Registry.Empty(B).Merge(registry.Buckets, new HashSet<Address> { C }).Buckets.ShouldBeEmpty();
    }

    [Fact]
    public void A_removed_entry_is_forgotten_after_its_time_but_not_before()
    {
        var registry = Registry.Empty(A).Put("/user/a", ActorRefs.Nobody, 1000).Put("/user/a", null, 2000);
        registry.Find("/user/a").ShouldBeEmpty();
        registry.Prune(TimeSpan.FromSeconds(120))[A].Content.ShouldContainKey("/user/a");
        registry = registry.Put("/user/b", ActorRefs.Nobody, 2000 + 120_001);
        registry.Prune(TimeSpan.FromSeconds(120))[A].Content.Keys.ShouldBe(["/user/b"]);
    }

    [Fact]
    public void Groups_are_found_below_their_topic_only()
    {
        var registry = Registry.Empty(A)
            .Put("/system/m/news", ActorRefs.Nobody, 1)
            .Put("/system/m/news/g1", ActorRefs.Nobody, 2)
            .Put("/system/m/news/g2", ActorRefs.Nobody, 3)
            .Put("/system/m/newsletter/g1", ActorRefs.Nobody, 4);
        registry.FindBelow("/system/m/news").Select(g => g.Key).ShouldBe(["/system/m/news/g1", "/system/m/news/g2"], ignoreOrder: true);
    }

    [Fact]
    public void Whatever_the_nodes_register_gossip_makes_them_equal()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        Address[] nodes = [A, B, C];
        for (var run = 0; run < 200; run++)
        {
            var registries = nodes.Select(Registry.Empty).ToArray();
            long now = 1000;
            for (var step = 0; step < 40; step++)
            {
                now += random.Next(3);
                var i = random.Next(3);
                if (random.Next(2) == 0)
                    registries[i] = registries[i].Put("/user/" + random.Next(6), random.Next(3) == 0 ? null : ActorRefs.Nobody, now);
                else
                    Exchange(registries, i, random.Next(3), random.Next(1, 4));
            }

            for (var round = 0; round < 60; round++)
            {
                for (var i = 0; i < 3; i++)
                    Exchange(registries, i, (i + 1) % 3, 2);
            }

            foreach (var node in nodes)
                registries.Select(r => r[node]).ShouldAllBe(bucket => bucket.Equals(registries[0][node]));
        }

        void Exchange(Registry[] registries, int from, int to, int max)
        {
            var delta = registries[from].DeltaFor(Versions(registries[to]), max);
            registries[to] = registries[to].Merge(delta, nodes.ToHashSet());
            var back = registries[to].DeltaFor(Versions(registries[from]), max);
            registries[from] = registries[from].Merge(back, nodes.ToHashSet());
        }
    }
}
