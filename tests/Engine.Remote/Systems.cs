using Akka.Actor;
using Akka.Configuration;

namespace Engine.Remote.Tests;

/// <summary>Systems with remoting on loopback that end with the test.</summary>
internal sealed class Systems : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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

    public static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    public static IActorRef Ref(ActorSystem from, ActorSystem to, string path) =>
        ((ExtendedActorSystem)from).Provider.ResolveActorRef(AddressOf(to) + path);

    public static async Task Until(Func<bool> condition, string what)
    {
        for (var i = 0; i < 3000; i++)
        {
            if (condition())
                return;
            await Task.Delay(10);
        }
        throw new TimeoutException("Did not happen within 30 s: " + what);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_systems.Select(s => s.Terminate())).WaitAsync(TimeSpan.FromSeconds(20));
    }
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
