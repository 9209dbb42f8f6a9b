using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Muster.Messages;

namespace Muster.Client;

/// <summary>The settings of a client's actor system: remoting on a free port and a cluster client, no member of the cluster.</summary>
internal static class ClientConfig
{
    private const string Text = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor.provider = remote
          remote {
            log-remote-lifecycle-events = off
            retry-gate-closed-for = 500 ms     # a seed that is just starting is asked again soon
            dot-netty.tcp.port = 0
            dot-netty.tcp.loopback-for-own-user-only = on
          }
          cluster.client {
            establishing-get-contacts-interval = 200 ms
            heartbeat-interval = 1 s
            acceptable-heartbeat-pause = 5 s
            buffer-size = 1000
          }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    public static Config For(string hostname) =>
        ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.hostname = \"{hostname}\"")
            .WithFallback(ConfigurationFactory.ParseString(Text))
            .WithFallback(MusterSerializer.Binding)
            .WithFallback(ClusterClientReceptionist.DefaultConfig())
            .WithFallback(DistributedPubSub.DefaultConfig());

    /// <summary>The address of the interface that leads to a cluster's host; loopback for a host on loopback.</summary>
    public static string HostnameToward(Address cluster)
    {
        var addresses = IPAddress.TryParse(cluster.Host, out var literal) ? [literal] : Dns.GetHostAddresses(cluster.Host);
        if (Array.Exists(addresses, IPAddress.IsLoopback))
            return IPAddress.Loopback.ToString();
        using var probe = new Socket(addresses[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(addresses[0], cluster.Port ?? 1);
        return ((IPEndPoint)probe.LocalEndPoint!).Address.ToString();
    }
}
