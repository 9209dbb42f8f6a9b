using System.Reflection;
using Akka.Configuration.Hocon;
using Newtonsoft.Json;

namespace Akka.Configuration;

/// <summary>Makes configurations from texts, resources and objects.</summary>
public class ConfigurationFactory
{
    public ConfigurationFactory()
    {
    }

    public static Config Empty => EmptyHolder.Value;

    public static Config ParseString(string hocon) => ParseString(hocon, null);

    public static Config ParseString(string hocon, Func<string, HoconRoot> includeCallback) => new(Parser.Parse(hocon, includeCallback));

    /// <summary>The application's own akka section; there is none on this platform, so what code gives is all there is.</summary>
    public static Config Load() => Empty;

    public static Config Default() => ReferenceConfig.Of(typeof(ConfigurationFactory).Assembly);

    public static Config FromObject(object source) => ParseString(JsonConvert.SerializeObject(source));

    public static Config FromResource(string resourceName, object instanceInAssembly)
    {
        ArgumentNullException.ThrowIfNull(instanceInAssembly);
        return FromResource(resourceName, instanceInAssembly as Assembly ?? (instanceInAssembly as Type ?? instanceInAssembly.GetType()).Assembly);
    }

    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"Assembly {assembly.GetName().Name} has no resource '{resourceName}'. It has: {string.Join(", ", assembly.GetManifestResourceNames())}.");
        using var reader = new StreamReader(stream);
        return new Config(HoconParser.Parse(reader.ReadToEnd(), new HoconIncludes((string)null), $"{assembly.GetName().Name}/{resourceName}"));
    }

    /// <summary>Reads a file; what it includes is looked for beside it.</summary>
    internal static Config ParseFile(string file) =>
        new(HoconParser.Parse(File.ReadAllText(file), new HoconIncludes(Path.GetDirectoryName(Path.GetFullPath(file))), file));

    /// <summary>Reads back what Config.ToString wrote, empty texts and lists included.</summary>
    internal static Config ParseDump(string text) => new(HoconParser.Parse(text, new HoconIncludes((string)null), dump: true));

    private static class EmptyHolder
    {
        internal static readonly Config Value = new(new HoconRoot(new HoconValue(new HoconObject(), default, null)));
    }
}
