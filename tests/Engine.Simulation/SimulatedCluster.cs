using System.Globalization;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Transport.InMemory;

namespace Akka.Simulation;

/// <summary>One host of a simulated cluster: an address that any number of incarnations may have, one after the other.</summary>
internal sealed class Host(int number, Address address)
{
    public int Number => number;

    public Address Address => address;

    public NodeLoop Loop { get; set; }

    public ActorSystemImpl System { get; set; }

    public int Incarnations { get; set; }

    public Cluster.Cluster Cluster => Akka.Cluster.Cluster.Get(System);

    /// <summary>Its process runs: neither crashed nor ended by itself.</summary>
    public bool IsAlive => Loop is { IsDead: false } && !System.WhenTerminated.IsCompleted && !CoordinatedShutdownRuns;

    public bool CoordinatedShutdownRuns => CoordinatedShutdown.Get(System).ShutdownReason is not null;

    public override string ToString() => $"{number}{(IsAlive ? "" : "(dead)")}";
}

/// <summary>Whole actor systems with remoting and membership, in one thread.</summary>
internal sealed class SimulatedCluster
{
    private const int MostSeeds = 5;
    private readonly string _config;
    private readonly int _seed;
    private readonly Action<string> _log;
    private readonly int _number = Interlocked.Increment(ref _clusters);
    private static int _clusters;

    public SimulatedCluster(int hosts, int seed, string config = "", Action<string> log = null)
    {
        _seed = seed;
        _config = config;
        _log = log;
        Random = new Random(seed);
        Network = new InMemoryNetwork(seed);
        Singletons = new SingletonLedger(World);
        LeaseStore.ByName[LeaseName] = Leases;
        Hosts = [.. Enumerable.Range(0, hosts).Select(n => new Host(n, new Address("akka.tcp", "Sim", "10.0.0." + n.ToString(CultureInfo.InvariantCulture), 4000)))];
    }

    public World World { get; } = new();

    public InMemoryNetwork Network { get; }

    public Random Random { get; }

    public SingletonLedger Singletons { get; }

    public LeaseStore Leases { get; } = new();

    /// <summary>Systems find the store of leases by its name in their configuration, as they would a directory.</summary>
    private string LeaseName => string.Create(CultureInfo.InvariantCulture, $"leases of {_number}");

    public IReadOnlyList<Host> Hosts { get; }

    /// <summary>The hosts in this set can reach none of the others, and none of these reaches them.</summary>
    public void Split(IReadOnlySet<int> side)
    {
        foreach (var a in Hosts.Where(h => side.Contains(h.Number)))
        {
            foreach (var b in Hosts.Where(h => !side.Contains(h.Number)))
                Network.Cut(a.Address, b.Address);
        }
    }

    public IEnumerable<Host> Alive => Hosts.Where(h => h.System is not null && h.IsAlive);

    /// <summary>
    /// In a small cluster all of them, in a bigger one a few that run. When every seed node has gone and comes back, the first one founds a
    /// new cluster beside what is left, as the rules have it.
    /// </summary>
    private IEnumerable<Address> SeedsFor(Host host)
    {
        var members = Hosts.Count <= MostSeeds || host.Incarnations == 0 ? [] : Alive.Where(h => h.Cluster.SelfMember.Status == MemberStatus.Up).ToArray();
        return (members.Length == 0 ? Hosts : members).Take(MostSeeds).Select(h => h.Address);
    }

    private static readonly Config Base = ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          actor.provider = cluster
          remote.log-remote-lifecycle-events = off
          # As on every host of Muster: who is quarantined learns it by its next attempt to connect, before another side starts its singleton.
          remote.retry-gate-closed-for = 1s
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          cluster {
            log-info = off
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            periodic-tasks-initial-delay = 0s
            seed-node-timeout = 5s
            retry-unsuccessful-join-after = 1s
            # Whoever was told seed nodes that have gone for good ends, and starts again with others.
            shutdown-after-unsuccessful-join-seed-nodes = 10s
            split-brain-resolver { stable-after = 5s, down-all-when-unstable = 15s }
          }
        }
        simulated-lease {
          lease-class = "Akka.Simulation.SharedLease, Engine.Simulation.Tests"
          heartbeat-interval = 2s
          heartbeat-timeout = 12s
          lease-operation-timeout = 5s
        }
        """).WithFallback(ConfigurationFactory.Default());

    public void StartAll()
    {
        foreach (var host in Hosts)
            Start(host);
    }

    public void Start(Host host)
    {
        var seeds = string.Join(", ", SeedsFor(host).Select(s => $"\"{s}\""));
        host.Loop = new NodeLoop(World);
        host.Incarnations++;
        var own = ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
            akka.embedded.random-seed = {{_seed * 1_000_003L + host.Number * 1009L + host.Incarnations}}
            akka.remote.dot-netty.tcp { hostname = "{{host.Address.Host}}", port = {{host.Address.Port}} }
            akka.cluster.seed-nodes = [{{seeds}}]
            {{(_log is null ? "" : "akka.loglevel = DEBUG, akka.cluster.log-info = on, akka.remote.log-remote-lifecycle-events = DEBUG")}}
            simulated-lease.store = "{{LeaseName}}"
            {{_config}}
            """));
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(own.WithFallback(Base)),
            new SimulationSetup(host.Loop),
            new LinkTransportSetup((system, settings) => new InMemoryTransport(Network, system, settings)));
        Say($"start {host.Number}, incarnation {host.Incarnations}");
        host.System = (ActorSystemImpl)ActorSystem.Create("Sim", setup);
        // Also when nobody listens: with and without a story a seed gives the same run.
        var teller = host.System.ActorOf(Props.Create(() => new StoryTeller(this, host.Number)));
        if (_log is not null)
            host.System.EventStream.Subscribe(teller, typeof(LogEvent));
        host.System.ActorOf(
            ClusterSingletonManager.Props(Props.Create(() => new SingletonActor(this, host)), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(host.System)),
            "singleton");
    }

    /// <summary>Tells what a host logs, when a story is asked for.</summary>
    private sealed class StoryTeller : UntypedActor
    {
        private readonly SimulatedCluster _cluster;
        private readonly int _host;

        public StoryTeller(SimulatedCluster cluster, int host)
        {
            _cluster = cluster;
            _host = host;
        }

        protected override void OnReceive(object message)
        {
            if (message is LogEvent line)
                _cluster.Say($"  host {_host}: {line.Message}");
        }
    }

    /// <summary>kill -9: its connections close, and nothing of it happens any more.</summary>
    public void Crash(Host host)
    {
        Say($"crash {host.Number}");
        host.Loop.Die();
        Network.Crash(host.Address);
    }

    /// <summary>Another process at the address of one that has crashed or gone down by itself.</summary>
    public void Restart(Host host)
    {
        if (!host.Loop.IsDead)
        {
            host.Loop.Die();
            Network.Crash(host.Address);
        }
        Start(host);
    }

    public void Say(string line) => _log?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{World.Now.TotalSeconds,7:0.000} {line}"));

    public string Views() => string.Join(Environment.NewLine, Alive.Select(h =>
        $"{h.Number}: [{string.Join(" ", h.Cluster.State.Members.Select(m => $"{m.Address.Host[7..]}{Letter(m.Status)}"))}] "
        + $"unreachable [{string.Join(" ", h.Cluster.State.Unreachable.Select(m => m.Address.Host[7..]))}] leader {h.Cluster.State.Leader?.Host}"));

    private static string Letter(MemberStatus status) => status == MemberStatus.Up ? "" : ":" + status;
}
