using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Tools.Tests.Singleton;

public sealed class SingletonClusterTests(ITestOutputHelper output) : IDisposable
{
    private readonly LocalCluster _cluster = new();
    private readonly Ledger _ledger = new();

    public void Dispose() => _cluster.Dispose();

    private IActorRef Start(ActorSystem system, string role = null)
    {
        var ledger = _ledger;
        system.ActorOf(
            ClusterSingletonManager.Props(
                Props.Create(() => new Counter(ledger)),
                Stop.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(role)),
            "single");
        return Proxy(system, role);
    }

    private static IActorRef Proxy(ActorSystem system, string role = null) =>
        system.ActorOf(ClusterSingletonProxy.Props("/user/single", ClusterSingletonProxySettings.Create(system).WithRole(role)), "proxy");

    private static Address Where(IActorRef proxy) => proxy.Ask<Address>("where", Eventually.Patience).Result;

    private static bool IsUnanswered(IActorRef proxy)
    {
        try
        {
            return !proxy.Ask<Address>("where", TimeSpan.FromMilliseconds(500)).Wait(Eventually.Patience);
        }
        catch (AggregateException late) when (late.InnerException is AskTimeoutException)
        {
            return true;
        }
    }

    [Fact]
    public void It_runs_on_the_oldest_and_every_proxy_finds_it()
    {
        var a = _cluster.Join();
        var onA = Start(a);
        var b = _cluster.Join();
        var onB = Start(b);
        var c = _cluster.Join("", "other");
        var onC = Proxy(c);
        foreach (var proxy in new[] { onA, onB, onC })
            Where(proxy).ShouldBe(LocalCluster.AddressOf(a));
        _ledger.Most.ShouldBe(1);
    }

    [Fact]
    public void It_moves_when_its_node_leaves_and_messages_meanwhile_come_in_order()
    {
        var a = _cluster.Join();
        Start(a);
        var b = _cluster.Join();
        var onB = Start(b);
        var c = _cluster.Join();
        var onC = Start(c);
        Where(onC).ShouldBe(LocalCluster.AddressOf(a));
        Where(onB).ShouldBe(LocalCluster.AddressOf(a));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ledger.MayStop = false;
        Cluster.Get(a).Leave(LocalCluster.AddressOf(a));
        Eventually.Holds(() => _ledger.Stopping > 0, "the singleton is told to stop");
        var listener = new Probe(c);
        // Only once the proxy has let go of the old one: what is under way to one that stops is lost.
        Eventually.Holds(() => IsUnanswered(onC), "the proxy no longer sends to the old node");
        for (var i = 0; i < 50; i++)
            onC.Tell(i, listener.Ref);
        _ledger.MayStop = true;
        for (var i = 0; i < 50; i++)
            listener.Expect<int>(Eventually.Patience).ShouldBe(i);
        Where(onC).ShouldBe(LocalCluster.AddressOf(b));
        output.WriteLine($"handed over within {clock.ElapsedMilliseconds} ms");
        a.WhenTerminated.Wait(Eventually.Patience).ShouldBeTrue();
        _ledger.Most.ShouldBe(1);
    }

    [Fact]
    public void It_starts_elsewhere_when_its_node_is_downed()
    {
        var a = _cluster.Join();
        Start(a);
        var b = _cluster.Join();
        var onB = Start(b);
        Where(onB).ShouldBe(LocalCluster.AddressOf(a));
        _cluster.Crash(a, b);
        Eventually.Holds(() => Where(onB).Equals(LocalCluster.AddressOf(b)), "the singleton runs on B");
    }

    [Fact]
    public void It_runs_on_nodes_with_its_role_only()
    {
        var a = _cluster.Join();
        var onA = Proxy(a, "worker");
        var b = _cluster.Join("", "worker");
        Start(b, "worker");
        Where(onA).ShouldBe(LocalCluster.AddressOf(b));
        var refused = a.ActorOf(ClusterSingletonManager.Props(Props.Empty, ClusterSingletonManagerSettings.Create(a).WithRole("worker")), "other");
        refused.WatchAsync().Wait(Eventually.Patience).ShouldBeTrue("a manager without the role does not start");
    }

    [Fact]
    public void Init_starts_manager_and_proxy_as_system_actors()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        var ledger = _ledger;
        var singleton = SingletonActor.Create(Props.Create(() => new Counter(ledger)), "counter").WithStopMessage(Stop.Instance);
        var onA = ClusterSingleton.Get(a).Init(singleton);
        ClusterSingleton.Get(a).Init(singleton).ShouldBe(onA);
        var onB = ClusterSingleton.Get(b).Init(singleton);
        Where(onB).ShouldBe(LocalCluster.AddressOf(a));
        Where(onA).ShouldBe(LocalCluster.AddressOf(a));
    }

    private sealed class Stop
    {
        public static readonly Stop Instance = new();
    }

    private sealed class Ledger
    {
        private int _running;
        private int _most;
        private int _stopping;

        public int Most => _most;

        public int Stopping => _stopping;

        public volatile bool MayStop = true;

        public void Started()
        {
            var now = Interlocked.Increment(ref _running);
            lock (this)
                _most = Math.Max(_most, now);
        }

        public void IsStopping() => Interlocked.Increment(ref _stopping);

        public void Stopped() => Interlocked.Decrement(ref _running);
    }

    private sealed class Counter : UntypedActor, IWithTimers
    {
        private readonly Ledger _ledger;

        public Counter(Ledger ledger)
        {
            _ledger = ledger;
            ledger.Started();
        }

        public ITimerScheduler Timers { get; set; }

        protected override void PostStop() => _ledger.Stopped();

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Stop:
                    // It takes its time to stop, as one with work in hand does.
                    _ledger.IsStopping();
                    Timers.StartPeriodicTimer("stop", "stop now", TimeSpan.FromMilliseconds(50));
                    break;
                case "stop now" when _ledger.MayStop:
                    Context.Stop(Self);
                    break;
                case "stop now":
                    break;
                case "where":
                    Sender.Tell(Cluster.Get(Context.System).SelfAddress);
                    break;
                default:
                    Sender.Tell(message);
                    break;
            }
        }
    }
}
