using Akka.Configuration;
using Muster.Actors.Store;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>A host's configuration: what the command line decides, then the user's muster.conf, then the role's file, then what all hosts share.</summary>
public static class HostSettings
{
    /// <summary>Puts the configuration together.</summary>
    /// <param name="options">What the command line decides.</param>
    /// <param name="trust">The settings of the certificates; null without.</param>
    public static Config Load(HostOptions options, Config? trust = null) => options.Roles.Aggregate(
            FromOptions(options).WithFallback(Downing(options)).WithFallback(trust ?? Config.Empty).WithFallback(HoconFile.LoadOverrides(options.RunDirectory)).WithFallback(MusterSerializer.Binding),
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

    // Where every host sees the run directory a lease in it decides which part of a divided cluster goes on, also between two hosts; elsewhere the larger part does.
    private static Config Downing(HostOptions options) => !HostOptions.IsLoopback(options.ListenAt) && !SharedFileSystem.Has(options.RunDirectory)
        ? Config.Empty
        : ConfigurationFactory.ParseString($$"""
            akka.cluster.split-brain-resolver {
              active-strategy = lease-majority
              lease-majority.lease-implementation = "muster.file-lease"
            }
            muster.file-lease {
              lease-class = "Muster.Actors.Store.FileLease, Muster.Actors"
              directory = "{{options.RunDirectory.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
              heartbeat-interval = 2s
              heartbeat-timeout = 12s
              lease-operation-timeout = 3s
            }
            """);
}
