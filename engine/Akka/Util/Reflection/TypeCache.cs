using System.Collections.Concurrent;

namespace Akka.Util.Reflection;

/// <summary>Types by name, for names that configuration and code give; never for names from the wire.</summary>
public static class TypeCache
{
    private static readonly ConcurrentDictionary<string, Type> s_types = new(StringComparer.Ordinal);

    public static Type GetType(string typeName) => s_types.GetOrAdd(typeName, static name => Type.GetType(name, throwOnError: true));
}
