using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Muster.Actors.Administration;
using Muster.Messages;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Remote;

namespace Muster.Actors.Hosting;

/// <summary>Where a host answers pbm, and what it answers.</summary>
internal static class AdministrationDoor
{
    private const int UsualPort = 9110;

    /// <summary>
    /// Address and port of the door: muster.conf's, else loopback and the usual port where a machine has one host as a rule, or any free one. Chosen before the
    /// actor system starts, because the access file names it.
    /// </summary>
    public static string Choose(HostOptions options)
    {
        var (host, port) = Wanted(options);
        if (port > 0 && HoconFile.LoadOverrides(options.RunDirectory).HasPath("petabridge.cmd.port"))
            return $"{host}:{port}";
        if (!IPAddress.TryParse(host, out var address))
            throw new InvalidDataException($"petabridge.cmd.host is '{host}'; it must be an address of this machine, such as 127.0.0.1 or 0.0.0.0.");
        return $"{host}:{(port > 0 && TryListen(address, port) is { } usual ? usual : TryListen(address, 0) ?? 0)}";
    }

    /// <summary>What it would be where all ports are free; port 0 is any.</summary>
    public static (string Host, int Port) Wanted(HostOptions options)
    {
        var settings = HoconFile.LoadOverrides(options.RunDirectory);
        var given = settings.GetInt("petabridge.cmd.port", -1);
        return (settings.GetString("petabridge.cmd.host", IPAddress.Loopback.ToString()),
            given >= 0 ? given : options.FormsCluster || options.Allocation?.Step is not null ? UsualPort : 0);
    }

    /// <summary>Opens the door, with the palettes of Akka and of Muster.</summary>
    public static void Open(ActorSystem system, HostOptions options)
    {
        // Hosts that may hold the coordinator, the log store and the collector have their way to them already.
        if (!options.Has(WellKnown.SeedRole))
        {
            foreach (var (manager, service) in new[]
            {
                (WellKnown.CoordinatorManager, WellKnown.WorkflowService), (WellKnown.LogStoreManager, WellKnown.LogsService), (WellKnown.CollectorManager, WellKnown.TelemetryService),
            })
                system.ActorOf(ClusterSingletonProxy.Props(manager, ClusterSingletonProxySettings.Create(system).WithRole(WellKnown.SeedRole)), HostProgram.NameOf(service));
        }
        var door = PetabridgeCmd.Get(system);
        door.RegisterCommandPalette(ClusterCommands.Instance);
        door.RegisterCommandPalette(new RemoteCommands());
        door.RegisterCommandPalette(new RunCommands());
        door.RegisterCommandPalette(new RankCommands());
        door.RegisterCommandPalette(new NodeCommands());
        door.RegisterCommandPalette(new LogsCommands());
        door.RegisterCommandPalette(new TelemetryCommands());
        door.Start();
    }

    private static int? TryListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
