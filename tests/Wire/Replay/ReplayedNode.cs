using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// Our node in the place of a recorded system: it has the recorded address and uid, so that frames can be compared as they are, while its
/// sockets are on free ports.
/// </summary>
public sealed class ReplayedNode : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, int> _peerPorts = new();
    private RedirectingTransport? _transport;

    public ActorSystem System { get; private set; } = null!;

    /// <summary>Where the node really listens.</summary>
    public int Port => _transport!.RealPort;

    /// <summary>Lets the node reach a recorded port at a real one.</summary>
    public void Redirect(int recorded, int real) => _peerPorts[recorded] = real;

    public void Start(PlannedSystem planned, string more)
    {
        var config = ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              actor {
                provider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote"
                serializers.ping = "WireSample.PingSerializer, WireSample"
                serialization-bindings { "WireSample.Ping, WireSample" = ping, "WireSample.Pong, WireSample" = ping }
                serialization-settings.allowed-assemblies = ["WireSample"]
              }
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, public-port = {{planned.Port}} }
              coordinated-shutdown.run-by-clr-shutdown-hook = off
            }
            """));
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            new LinkTransportSetup((system, settings) => _transport = new RedirectingTransport(new TcpTransport(settings, system.Name), _peerPorts)),
            new AddressUidSetup(planned.Uid));
        System = ActorSystem.Create(planned.Name, setup);
    }

    public async Task Stop() => await System.Terminate().WaitAsync(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        if (System != null)
            await Stop();
    }

    private sealed class RedirectingTransport(TcpTransport inner, ConcurrentDictionary<int, int> ports) : ILinkTransport
    {
        public int RealPort => inner.BoundPort;

        public Address LocalAddress => inner.LocalAddress;

        public Task Closed => inner.Closed;

        public Address Listen(ILinkEvents events) => inner.Listen(events);

        public void Associate(Address remote, Link link) =>
            inner.Associate(remote.WithPort(ports.GetValueOrDefault(remote.Port!.Value, remote.Port.Value)), link);

        public void Send(Link link) => inner.Send(link);

        public void Close(Link link, bool flush) => inner.Close(link, flush);

        public void Pause(Link link, bool pause) => inner.Pause(link, pause);

        public bool HasOwnThread => inner.HasOwnThread;
    }
}
