using Akka.Configuration;
using Muster.Actors.Store;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>A host's configuration: what is set here, then the user's muster.conf, then the role's file, then what all hosts share.</summary>
public static class HostSettings
{
    private const string Secret = "(secret)";

    /// <summary>Puts the configuration together.</summary>
    /// <param name="options">What the command line decides.</param>
    /// <param name="trust">The settings of the certificates; null without.</param>
    public static Config Load(HostOptions options, Config? trust = null) => options.Roles.Aggregate(
            FromCode(options).Select(part => ConfigurationFactory.ParseString(part.Text)).Aggregate((above, below) => above.WithFallback(below))
                .WithFallback(trust ?? Config.Empty).WithFallback(HoconFile.LoadOverrides(options.RunDirectory)).WithFallback(MusterSerializer.Binding),
            (config, role) => config.WithFallback(HoconFile.Load(role)))
        .WithFallback(HoconFile.Load("host"));

    /// <summary>
    /// What a host with these options has that stands in no file, for people: each part behind a line with its origin, secrets left out, and what is known only
    /// once the host starts in words.
    /// </summary>
    public static IEnumerable<string> Explain(HostOptions options)
    {
        var (host, port) = AdministrationDoor.Wanted(options);
        foreach (var (origin, text) in FromCode(options with { Pbm = $"{host}:{port}", Token = Secret }))
            yield return $"# {origin}\n{text}";
        if (options.NeedsTrust)
            yield return $"# the run's certificates, because others reach {options.ListenAt}\n{AccessTrust.Settings("(a file that is gone when the host has started)", Secret)}";
    }

    // The first that has a setting decides, and all of them before the files.
    private static IEnumerable<(string Origin, string Text)> FromCode(HostOptions options)
    {
        yield return ("the host's role and command line (--host, --port; 0 is any free port)", $$"""
            akka.cluster.roles = [{{string.Join(", ", options.Roles)}}]
            akka.remote.dot-netty.tcp {
              hostname = "{{options.ListenAt}}"
              public-hostname = "{{options.ListenAt}}"
              port = {{options.Port}}
            }
            """);
        var colon = options.Pbm.LastIndexOf(':');
        yield return ("chosen at the host's start: muster.conf's, else 9110 where it is free, else any free port; the token is the access file's", $$"""
            petabridge.cmd {
              host = "{{options.Pbm[..colon]}}"
              port = {{options.Pbm[(colon + 1)..]}}
              token = "{{options.Token}}"
            }
            """);
        // Where every host sees the run directory a lease in it decides which part of a divided cluster goes on, also between two hosts; elsewhere the larger part does.
        if (!HostOptions.IsLoopback(options.ListenAt) && !SharedFileSystem.Has(options.RunDirectory))
            yield break;
        yield return ("every host sees the run directory", $$"""
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
}
