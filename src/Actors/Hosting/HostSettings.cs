using Akka.Configuration;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>A host's configuration: what the command line decides, then the user's muster.conf, then the role's file, then what all hosts share.</summary>
public static class HostSettings
{
    /// <summary>Puts the configuration together.</summary>
    /// <param name="options">What the command line decides.</param>
    /// <param name="trust">The settings of the certificates; null without.</param>
    public static Config Load(HostOptions options, Config? trust = null) => options.Roles.Aggregate(
            FromOptions(options).WithFallback(trust ?? Config.Empty).WithFallback(HoconFile.LoadOverrides(options.RunDirectory)).WithFallback(MusterSerializer.Binding),
            (config, role) => config.WithFallback(HoconFile.Load(role)))
        .WithFallback(HoconFile.Load("host"));

    private static Config FromOptions(HostOptions options) => ConfigurationFactory.ParseString($$"""
        akka.cluster.roles = [{{string.Join(", ", options.Roles)}}]
        akka.remote.dot-netty.tcp {
          hostname = "{{options.ListenAt}}"
          public-hostname = "{{options.ListenAt}}"
          port = {{options.Port}}
        }
        petabridge.cmd {
          host = "{{options.Pbm[..options.Pbm.LastIndexOf(':')]}}"
          port = {{options.Pbm[(options.Pbm.LastIndexOf(':') + 1)..]}}
          token = "{{options.Token}}"
        }
        """);
}
