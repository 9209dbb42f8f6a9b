using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Configuration;

/// <summary>The defaults that an engine assembly carries: its Configuration/*.conf files, built in as resources of the same name.</summary>
internal static class ReferenceConfig
{
    private static readonly ConcurrentDictionary<(Assembly, string), Config> s_parsed = new();

    internal static Config Of(Assembly assembly, string file = "reference.conf") =>
        s_parsed.GetOrAdd((assembly, file), static key => ConfigurationFactory.FromResource(key.Item2, key.Item1));

    /// <summary>Loads the engine assemblies with defaults that the program carries.</summary>
    internal static void LoadPresent()
    {
        foreach (var name in new[] { "Akka.Remote", "Akka.Cluster", "Akka.Cluster.Tools", "Akka.TestKit" })
        {
            if (File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")))
                Assembly.Load(new AssemblyName(name));
        }
    }

    /// <summary>The defaults of every engine assembly that this process has loaded.</summary>
    internal static List<Config> OfLoaded()
    {
        var found = new List<Config>();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.IsDynamic || assembly.GetName().Name is not { } name || !(name == "Akka" || name.StartsWith("Akka.", StringComparison.Ordinal)))
                continue;
            foreach (var resource in assembly.GetManifestResourceNames())
            {
                if (resource.EndsWith("reference.conf", StringComparison.Ordinal))
                    found.Add(Of(assembly, resource));
            }
        }

        return found;
    }
}
