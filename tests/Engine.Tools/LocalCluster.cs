using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Remote;
using Shouldly;

namespace Engine.Tools.Tests;

/// <summary>Actor systems over TCP on the loopback interface, in one process.</summary>
internal sealed class LocalCluster : IDisposable
{
    private const string Defaults = """
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          remote.retry-gate-closed-for = 500ms
          cluster {
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            periodic-tasks-initial-delay = 50ms
            unreachable-nodes-reaper-interval = 200ms
            failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 20s, expected-response-after = 500ms }
            downing-provider-class = "Akka.Cluster.NoDowning, Akka.Cluster"
            pub-sub.gossip-interval = 100ms
            singleton.hand-over-retry-interval = 200ms
            singleton-proxy.singleton-identification-interval = 100ms
          }
        }
        """;

    private readonly List<ActorSystem> _systems = [];

    public IReadOnlyList<ActorSystem> Systems => _systems;

    /// <summary>A system that has joined and is Up in the eyes of all that run.</summary>
    public ActorSystem Join(string config = "", params string[] roles)
    {
        var system = Outside("Test", config, roles);
        _systems.Add(system);
        Cluster.Get(system).Join(Cluster.Get(_systems[0]).SelfAddress);
        Eventually.Holds(
            () => Running.All(s => UpMembers(s).Contains(Cluster.Get(system).SelfAddress)) && UpMembers(system).Count == Running.Count(),
            $"{Cluster.Get(system).SelfAddress} is Up everywhere");
        return system;
    }

    /// <summary>A system of its own that is no member.</summary>
    public ActorSystem Outside(string name, string config = "", params string[] roles)
    {
        var own = ConfigurationFactory.ParseString($"akka.cluster.roles = [{string.Join(",", roles)}]\n{config}");
        var system = ActorSystem.Create(name, own.WithFallback(ConfigurationFactory.ParseString(Defaults)));
        if (name != "Test")
            _others.Add(system);
        return system;
    }

    private readonly List<ActorSystem> _others = [];

    private IEnumerable<ActorSystem> Running => _systems.Where(s => !s.WhenTerminated.IsCompleted && !Cluster.Get(s).IsTerminated);

    public static ImmutableHashSet<Address> UpMembers(ActorSystem system) =>
        Cluster.Get(system).State.Members.Where(m => m.Status == MemberStatus.Up).Select(m => m.Address).ToImmutableHashSet();

    public static Address AddressOf(ActorSystem system) => Cluster.Get(system).SelfAddress;

    /// <summary>In order: the node leaves and its system ends.</summary>
    public static void Leave(ActorSystem system)
    {
        Cluster.Get(system).Leave(AddressOf(system));
        system.WhenTerminated.Wait(Eventually.Patience).ShouldBeTrue("the leaving system ends");
    }

    /// <summary>
    /// Without a word: the connections close, and the others are told that it is down and gone. That need not wait for its silence, for which a
    /// busy machine would have to be given long.
    /// </summary>
    public void Crash(ActorSystem system, ActorSystem witness)
    {
        var node = Cluster.Get(system).SelfUniqueAddress;
        ((ExtendedActorSystem)system).Abort();
        witness.EventStream.Publish(new QuarantinedEvent(node.Address, node.Uid));
        Cluster.Get(witness).Down(node.Address);
    }

    public void Dispose()
    {
        var all = _others.Concat(_systems).ToList();
        foreach (var system in all)
            CoordinatedShutdownOff(system);
        Task.WaitAll(all.Select(s => s.WhenTerminated).ToArray(), TimeSpan.FromSeconds(20));
    }

    private static void CoordinatedShutdownOff(ActorSystem system)
    {
        if (!system.WhenTerminated.IsCompleted)
            _ = ((Akka.Actor.Internal.ActorSystemImpl)system).FinalTerminate();
    }
}
