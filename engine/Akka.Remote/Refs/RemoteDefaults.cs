using Akka.Configuration;

namespace Akka.Remote;

/// <summary>The defaults of this assembly, Configuration/reference.conf.</summary>
internal static class RemoteDefaults
{
    public static Config Config { get; } = ReferenceConfig.Of(typeof(RemoteDefaults).Assembly);
}
