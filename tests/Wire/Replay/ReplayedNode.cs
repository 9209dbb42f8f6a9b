using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Remote;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// Our node in the place of a recorded system: it has the recorded address and uid, so that frames can be compared as they are, while its
/// sockets are on free ports. It lives on the replay's loop.
/// </summary>
public sealed class ReplayedNode
{
    /// <summary>Decides whom our node gossips with. MUSTER_REPLAY_SEED gives another one.</summary>
    public static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("MUSTER_REPLAY_SEED"), out var given) ? given : 1;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, int> _peerPorts = new();
    private readonly ReplayLoop _loop;
    private readonly List<LoopedTransport> _transports = new();

    internal ReplayedNode(ReplayLoop loop) => _loop = loop;

    public ActorSystem System { get; private set; } = null!;

    /// <summary>Where the node really listens.</summary>
    public int Port => _transports[^1].RealPort;

    /// <summary>The transports of this node's incarnations.</summary>
    internal IEnumerable<LoopedTransport> Transports => _transports;

    /// <summary>Lets the node reach a recorded port at a real one.</summary>
    public void Redirect(int recorded, int real) => _peerPorts[recorded] = real;

    public void Start(PlannedSystem planned, string more)
    {
        var config = ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              embedded.random-seed = {{Seed}}
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
            new SimulationSetup(_loop),
            new LinkTransportSetup((system, settings) =>
            {
                _transports.Add(new LoopedTransport(new TcpTransport(settings, system.Name), _loop, port => _peerPorts.GetValueOrDefault(port, port)));
                return _transports[^1];
            }),
            new AddressUidSetup(planned.Uid));
        System = ActorSystem.Create(planned.Name, setup);
    }

    /// <summary>Ends the node, and waits until it has.</summary>
    public void Stop()
    {
        var ended = System.Terminate();
        if (!_loop.RunUntil(() => ended.IsCompleted, LongestEnd))
            throw new TimeoutException($"{System.Name} has not ended within {LongestEnd.TotalSeconds:0} s of the replay's time");
    }
}
