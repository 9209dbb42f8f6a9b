using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Coordination;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Singleton;

/// <summary>A singleton that runs only while its manager holds a lease. One member; costs a second.</summary>
public sealed class SingletonLeaseTests : IDisposable
{
    private readonly LocalCluster _cluster = new();
    private readonly string _key = Guid.NewGuid().ToString("N");
    private readonly Running _running = new();

    public void Dispose()
    {
        _cluster.Dispose();
        ScriptedLease.Made.TryRemove(_key, out _);
    }

    private (ActorSystem System, IActorRef Manager, ScriptedLease Lease) Start()
    {
        var system = _cluster.Join($$"""
            akka.cluster.singleton { use-lease = "scripted-lease", lease-retry-interval = 20ms }
            scripted-lease { lease-class = "{{typeof(ScriptedLease).FullName}}, Engine.Tools.Tests", key = {{_key}} }
            """);
        var running = _running;
        var manager = system.ActorOf(
            ClusterSingletonManager.Props(Props.Create(() => new Singleton(running)), ClusterSingletonManagerSettings.Create(system)), "single");
        Eventually.Holds(() => ScriptedLease.Made.ContainsKey(_key), "the manager has made its lease");
        return (system, manager, ScriptedLease.Made[_key]);
    }

    [Fact]
    public void It_starts_once_the_lease_is_free_stops_when_it_is_lost_and_comes_back_with_it()
    {
        var (system, manager, lease) = Start();
        lease.Settings.LeaseName.ShouldBe($"Test-singleton-akka://Test/user/{manager.Path.Name}");
        lease.Settings.OwnerName.ShouldBe(LocalCluster.AddressOf(system).HostPort());
        Eventually.Holds(() => lease.Asked >= 3, "the manager asks again and again");
        _running.Now.ShouldBe(0);
        lease.Answer = () => Task.FromException<bool>(new TimeoutException("the lease's keeper does not answer"));
        var asked = lease.Asked;
        Eventually.Holds(() => lease.Asked >= asked + 3, "a failure is another reason to ask again");
        _running.Now.ShouldBe(0);

        lease.Answer = () => Task.FromResult(true);
        Eventually.Holds(() => _running.Now == 1, "the singleton runs");
        lease.Answer = () => Task.FromResult(false);
        asked = lease.Asked;
        lease.Lose(new TimeoutException("the lease has run out"));
        Eventually.Holds(() => _running.Now == 0 && lease.Asked > asked, "the singleton stops, then the lease is asked for");
        lease.Answer = () => Task.FromResult(true);
        Eventually.Holds(() => _running.Now == 1, "the singleton runs again");

        lease.Released.ShouldBe(0);
        system.Stop(manager);
        Eventually.Holds(() => _running.Now == 0 && lease.Released > 0, "the lease is given back");
        _running.Most.ShouldBe(1);
    }

    private sealed class Running
    {
        private int _now;
        private int _most;

        public int Now => Volatile.Read(ref _now);

        public int Most => Volatile.Read(ref _most);

        public void Began()
        {
            // One singleton at a time begins, or this test fails.
            var now = Interlocked.Increment(ref _now);
            if (now > _most)
                Volatile.Write(ref _most, now);
        }

        public void Ended() => Interlocked.Decrement(ref _now);
    }

    private sealed class Singleton : UntypedActor
    {
        private readonly Running _running;

        public Singleton(Running running)
        {
            _running = running;
            running.Began();
        }

        protected override void PostStop() => _running.Ended();

        protected override void OnReceive(object message)
        {
        }
    }
}

/// <summary>A lease that does what a test says; free of time and of others.</summary>
internal sealed class ScriptedLease : Lease
{
    private int _asked;
    private int _released;
    private volatile Action<Exception> _lost;
    private volatile Func<Task<bool>> _answer = () => Task.FromResult(false);

    public ScriptedLease(LeaseSettings settings)
        : base(settings) => Made[settings.LeaseConfig.GetString("key")] = this;

    public static ConcurrentDictionary<string, ScriptedLease> Made { get; } = new();

    public int Asked => Volatile.Read(ref _asked);

    public int Released => Volatile.Read(ref _released);

    public Func<Task<bool>> Answer
    {
        set => _answer = value;
    }

    public void Lose(Exception cause) => _lost(cause);

    public override Task<bool> Acquire() => Acquire(null);

    public override Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        _lost = leaseLostCallback;
        Interlocked.Increment(ref _asked);
        return _answer();
    }

    public override Task<bool> Release()
    {
        Interlocked.Increment(ref _released);
        return Task.FromResult(true);
    }

    public override bool CheckLease() => false;
}
