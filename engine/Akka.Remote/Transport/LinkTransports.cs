using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using Akka.Remote.Transport.Tcp;

namespace Akka.Remote.Transport;

/// <summary>Chooses what carries the links of a system: sockets, unless a setup brings another transport.</summary>
internal static class LinkTransports
{
    public static (ILinkTransport Transport, int MaximumFrameSize) Create(ExtendedActorSystem system, RemoteSettings settings)
    {
        if (settings.Transports.Length != 1)
            throw new ConfigurationException(
                $"akka.remote.enabled-transports must name one transport, it names {settings.Transports.Length}: [{string.Join(", ", settings.TransportNames)}].");
        var ssl = system.Settings.Setup.Get<DotNettySslSetup>();
        var tcp = new TcpSettings(settings.Transports[0].Config, ssl.HasValue ? ssl.Value : null);
        var setup = system.Settings.Setup.Get<LinkTransportSetup>();
        var transport = setup.HasValue ? setup.Value.Create(system, tcp) : new TcpTransport(tcp, system.Name);
        return (transport, tcp.MaximumFrameSize);
    }
}

/// <summary>Puts another transport below a system, as the simulation does.</summary>
internal sealed class LinkTransportSetup(Func<ExtendedActorSystem, TcpSettings, ILinkTransport> create) : Setup
{
    public ILinkTransport Create(ExtendedActorSystem system, TcpSettings settings) => create(system, settings);
}
