using Akka.Actor;
using Akka.Configuration;

namespace Engine.Remote.Tests;

/// <summary>Systems with remoting on loopback that end with the test.</summary>
internal sealed class Systems : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<ActorSystem> _systems = new();

    public ActorSystem Start(string name, int port = 0, string more = "")
    {
        var config = ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              actor.provider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote"
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
              coordinated-shutdown.run-by-clr-shutdown-hook = off
            }
            """));
        var system = ActorSystem.Create(name, config);
        _systems.Add(system);
        return system;
    }

    /// <summary>A watcher that waits for a sign of life longer than any test lasts: what it tells sooner it has been told.</summary>
    public const string PatientWatcher = "akka.remote.watch-failure-detector.acceptable-heartbeat-pause = 10 m";

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    public static IActorRef Ref(ActorSystem from, ActorSystem to, string path) =>
        ((ExtendedActorSystem)from).Provider.ResolveActorRef(AddressOf(to) + path);

    public static async Task Until(Func<bool> condition, string what, TimeSpan? patience = null)
    {
        var bound = patience ?? Patience;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > bound)
                throw new TimeoutException($"Did not happen within {bound.TotalSeconds} s: {what}");
            await Task.Delay(10);
        }
    }

    /// <summary>What a system publishes of these types from now on; a snapshot each time it is asked.</summary>
    public static Published Collect(ActorSystem system, params Type[] types)
    {
        var received = new List<object>();
        var collector = system.ActorOf(Props.Create(() => new Collector(received)));
        foreach (var type in types)
            system.EventStream.Subscribe(collector, type);
        return new Published(received);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_systems.Select(s => s.Terminate())).WaitAsync(Patience);
    }
}

internal sealed class Published(List<object> received) : IEnumerable<object>
{
    public IEnumerator<object> GetEnumerator()
    {
        lock (received)
            return ((IEnumerable<object>)received.ToArray()).GetEnumerator();
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class Echo : ReceiveActor
{
    public Echo() => ReceiveAny(message => Sender.Tell(message));
}

/// <summary>Keeps what it receives; for tests that look from outside.</summary>
internal sealed class Collector : ReceiveActor
{
    public Collector(List<object> received) => ReceiveAny(message =>
    {
        lock (received)
            received.Add(message);
    });
}

internal sealed class Watching : ReceiveActor
{
    public Watching(IActorRef watched, List<object> received)
    {
        Context.Watch(watched);
        ReceiveAny(message =>
        {
            lock (received)
                received.Add(message);
        });
    }
}
