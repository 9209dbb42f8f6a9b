using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Configuration;

/// <summary>The defaults that an engine assembly carries: its Configuration/*.conf files, built in as resources of the same name.</summary>
internal static class ReferenceConfig
{
    private static readonly ConcurrentDictionary<(Assembly, string), Config> s_parsed = new();

    internal static Config Of(Assembly assembly, string file = "reference.conf") =>
        s_parsed.GetOrAdd((assembly, file), static key => ConfigurationFactory.FromResource(key.Item2, key.Item1));
}
