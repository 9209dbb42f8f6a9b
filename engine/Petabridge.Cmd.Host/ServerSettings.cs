using System.Net;
using Akka.Configuration;

namespace Petabridge.Cmd.Host;

/// <summary>The section petabridge.cmd.</summary>
internal sealed record ServerSettings(IPAddress Host, int Port, string Token, bool LogPalettes)
{
    public const int DefaultPort = 9110;

    /// <summary>Only this machine reaches the door, and the kernel tells whose process knocks.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Host);

    public static ServerSettings Of(Config config)
    {
        var host = config.GetString("petabridge.cmd.host", "127.0.0.1");
        return new ServerSettings(
            IPAddress.TryParse(host, out var address) ? address : Dns.GetHostAddresses(host)[0],
            config.GetInt("petabridge.cmd.port", DefaultPort),
            config.GetString("petabridge.cmd.token", ""),
            config.GetBoolean("petabridge.cmd.log-palettes-on-startup", false));
    }
}
