using System.Globalization;
using Akka.Actor;
using Akka.Cluster;

namespace Akka.Simulation;

/// <summary>
/// A minute in the life of a cluster: it forms, half a minute of faults, everything heals and whoever has died starts again, and then
/// the cluster has to be whole.
/// </summary>
internal sealed class Scenario(SimulatedCluster cluster)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FaultsFrom = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FaultsUntil = TimeSpan.FromSeconds(30);
    private Address _slow;

    /// <summary>What is wrong at the end; null when nothing is.</summary>
    public string Run()
    {
        cluster.StartAll();
        cluster.World.Run(FaultsFrom);
        if (Wrong() is { } early)
            return $"not formed after {FaultsFrom.TotalSeconds} s: {early}";

        while (cluster.World.Now < FaultsUntil)
        {
            Strike();
            cluster.World.Run(TimeSpan.FromMilliseconds(cluster.Random.Next(500, 5000)));
        }

        cluster.Say("heal");
        cluster.Network.HealAll();
        cluster.Network.ExtraDelay = null;
        // Restarted only now: a first seed node that restarts inside a partition would found a second cluster, as Akka's rules have it.
        while (cluster.World.Now < Length)
        {
            foreach (var host in cluster.Hosts.Where(h => !h.IsAlive))
                cluster.Restart(host);
            cluster.World.Run(TimeSpan.FromSeconds(1));
        }
        return Wrong() ?? WrongSingleton();
    }

    private void Strike()
    {
        var alive = cluster.Alive.ToArray();
        switch (cluster.Random.Next(6))
        {
            case 0 when alive.Length > cluster.Hosts.Count / 2 + 1:
                cluster.Crash(Pick(alive));
                break;
            case 1 when alive.Length > cluster.Hosts.Count / 2 + 1:
                var victim = Pick(alive);
                cluster.Crash(victim);
                cluster.World.Run(TimeSpan.FromMilliseconds(cluster.Random.Next(100, 3000)));
                // Behind a slow link it may find nobody within seed-node-timeout, and founds a second cluster as the first seed node.
                if (!IsPartitioned && victim.Address != _slow)
                    cluster.Restart(victim);
                break;
            case 2:
                Partition();
                break;
            case 3:
                cluster.Say("heal partitions");
                cluster.Network.HealAll();
                IsPartitioned = false;
                break;
            case 4:
                Slow();
                break;
            case 5:
                var (from, to) = (Pick(cluster.Hosts), Pick(cluster.Hosts));
                if (from != to)
                {
                    cluster.Say($"cut {from} -> {to}");
                    cluster.Network.CutOneWay(from.Address, to.Address);
                    IsPartitioned = true;
                }
                break;
        }
    }

    private bool IsPartitioned { get; set; }

    private void Partition()
    {
        var side = cluster.Hosts.Where(_ => cluster.Random.Next(2) == 0).ToHashSet();
        cluster.Say($"partition [{string.Join(" ", side.Select(h => h.Number))}]");
        IsPartitioned = true;
        foreach (var a in side)
        {
            foreach (var b in cluster.Hosts.Where(h => !side.Contains(h)))
                cluster.Network.Cut(a.Address, b.Address);
        }
    }

    private void Slow()
    {
        var slow = _slow = Pick(cluster.Hosts).Address;
        var delay = TimeSpan.FromMilliseconds(cluster.Random.Next(50, 2500));
        cluster.Say($"slow {slow.Host} {delay.TotalMilliseconds} ms");
        cluster.Network.ExtraDelay = (from, to) => from.Equals(slow) || to.Equals(slow) ? delay : TimeSpan.Zero;
    }

    private Host Pick(IReadOnlyList<Host> hosts) => hosts[cluster.Random.Next(hosts.Count)];

    /// <summary>One leader, every live member Up, no dead member, the same view everywhere: no split.</summary>
    private string Wrong()
    {
        var expected = cluster.Alive.Select(h => h.Cluster.SelfUniqueAddress).ToHashSet();
        foreach (var host in cluster.Hosts.Where(h => !h.IsAlive))
            return $"host {host.Number} is dead";
        foreach (var host in cluster.Alive)
        {
            var state = host.Cluster.State;
            if (!state.Members.Select(m => m.UniqueAddress).ToHashSet().SetEquals(expected))
                return $"host {host.Number} does not list exactly the live hosts";
            if (state.Members.FirstOrDefault(m => m.Status != MemberStatus.Up) is { } member)
                return string.Create(CultureInfo.InvariantCulture, $"host {host.Number} lists {member.Address} as {member.Status}");
            if (state.Unreachable.Count > 0)
                return $"host {host.Number} cannot reach {string.Join(", ", state.Unreachable.Select(m => m.Address))}";
        }
        var leaders = cluster.Alive.Select(h => h.Cluster.State.Leader).Distinct().ToArray();
        return leaders.Length == 1 ? null : $"leaders {string.Join(", ", leaders.Select(l => l?.ToString() ?? "none"))}";
    }

    /// <summary>Never on two sides at once, and somewhere in the end.</summary>
    private string WrongSingleton()
    {
        if (cluster.Singletons.Doubled is { } doubled)
            return doubled;
        var running = cluster.Singletons.Running.Select(h => h.Number).ToArray();
        return running.Length == 1 ? null : $"the singleton runs on [{string.Join(" ", running)}]";
    }
}
