using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tests.Members;

/// <summary>A few members in this process that talk over real sockets on loopback.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<ActorSystem> _systems = [];

    /// <summary>Design's small profile, so that tests do not wait for what large clusters need.</summary>
    public const string Small = """
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            unreachable-nodes-reaper-interval = 200ms
            periodic-tasks-initial-delay = 0s
            seed-node-timeout = 500ms
            retry-unsuccessful-join-after = 1s
            failure-detector { heartbeat-interval = 500ms, acceptable-heartbeat-pause = 6s }
            split-brain-resolver { stable-after = 3s, down-all-when-unstable = 10s }
          }
        }
        """;

    public IReadOnlyList<ActorSystem> Systems => _systems;

    public ActorSystem Start(string config = "", string name = "Sys")
    {
        var system = ActorSystem.Create(name, ConfigurationFactory.ParseString(config).WithFallback(ConfigurationFactory.ParseString(Small)));
        _systems.Add(system);
        return system;
    }

    /// <summary>Members that have all seen each other come up.</summary>
    public async Task<ActorSystem[]> StartAll(int count, string config = "")
    {
        var systems = Enumerable.Range(0, count).Select(_ => Start(config)).ToArray();
        var seed = Cluster.Get(systems[0]).SelfAddress;
        foreach (var system in systems)
            Cluster.Get(system).JoinSeedNodes([seed]);
        await Until(() => systems.All(s => UpMembers(s) == count), () => string.Join("; ", systems.Select(Describe)));
        return systems;
    }

    public static int UpMembers(ActorSystem system) => Cluster.Get(system).State.Members.Count(m => m.Status == MemberStatus.Up);

    public static string Describe(ActorSystem system) =>
        $"{Cluster.Get(system).SelfAddress.Port}: [{string.Join(", ", Cluster.Get(system).State.Members.Select(m => $"{m.Address.Port} {m.Status}"))}] unreachable [{string.Join(", ", Cluster.Get(system).State.Unreachable.Select(m => m.Address.Port))}]";

    public static async Task Until(Func<bool> condition, Func<string> otherwise = null, TimeSpan? patience = null)
    {
        var deadline = Environment.TickCount64 + (long)(patience ?? Patience).TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
                throw new TimeoutException($"Waited {patience ?? Patience} for a condition: {otherwise?.Invoke()}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems)
            _ = ((Actor.Internal.ActorSystemImpl)system).FinalTerminate();
        await Task.WhenAll(_systems.Select(s => s.WhenTerminated)).WaitAsync(Patience);
    }
}
