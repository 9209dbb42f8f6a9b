using System.Net;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace Akka.Remote.Transport.Tcp;

/// <summary>The section akka.remote.dot-netty.tcp, as far as sockets have a use for it.</summary>
internal sealed class TcpSettings
{
    public TcpSettings(Config config, DotNettySslSetup ssl)
    {
        var host = config.GetString("hostname", "");
        BindHost = string.IsNullOrEmpty(host) ? IPAddress.Any.ToString() : host;
        BindPort = config.GetInt("port", 0);
        var publicHost = config.GetString("public-hostname", "");
        PublicHost = string.IsNullOrEmpty(publicHost) ? BindHost : publicHost;
        PublicPort = config.GetInt("public-port", 0);
        UseIpv6 = config.GetBoolean("dns-use-ipv6", false);
        EnforceFamily = config.GetBoolean("enforce-ip-family", false);
        NoDelay = config.GetBoolean("tcp-nodelay", true);
        KeepAlive = config.GetBoolean("tcp-keepalive", true);
        ReuseAddress = config.GetString("tcp-reuse-addr", "off-for-windows") is "on" or "true" or "off-for-windows";
        Backlog = config.GetInt("backlog", 4096);
        ConnectTimeout = config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(15));
        SendBuffer = Bytes(config, "send-buffer-size", 256_000);
        ReceiveBuffer = Bytes(config, "receive-buffer-size", 256_000);
        MaximumFrameSize = Bytes(config, "maximum-frame-size", 128_000);
        if (MaximumFrameSize < 32_000)
            throw new ConfigurationException($"akka.remote.dot-netty.tcp.maximum-frame-size is {MaximumFrameSize} bytes; it must be at least 32000.");
        LoopbackForOwnUserOnly = config.GetBoolean("loopback-for-own-user-only", false);
        Ssl = config.GetBoolean("enable-ssl", false) ? new SslSettings(config.GetConfig("ssl"), ssl) : null;
    }

    public string BindHost { get; }
    public int BindPort { get; }
    public string PublicHost { get; }
    /// <summary>0: the port that was bound.</summary>
    public int PublicPort { get; }
    public bool UseIpv6 { get; }
    public bool EnforceFamily { get; }
    public bool NoDelay { get; }
    public bool KeepAlive { get; }
    public bool ReuseAddress { get; }
    public int Backlog { get; }
    public TimeSpan ConnectTimeout { get; }
    public int SendBuffer { get; }
    public int ReceiveBuffer { get; }
    public int MaximumFrameSize { get; }
    /// <summary>Connections over loopback are taken from processes of this user (and root) alone. A key of this engine; others ignore it.</summary>
    public bool LoopbackForOwnUserOnly { get; }
    /// <summary>Null when enable-ssl is off.</summary>
    public SslSettings Ssl { get; }

    private static int Bytes(Config config, string key, int fallback)
    {
        var value = config.HasPath(key) ? config.GetByteSize(key) ?? fallback : fallback;
        return (int)Math.Clamp(value, 0, int.MaxValue);
    }
}
