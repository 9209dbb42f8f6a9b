using System.Reflection;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Types that the configuration names. The configuration is trusted; nothing that came over the wire may reach this class.</summary>
internal static class ConfiguredType
{
    internal static Type Find(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        name = name.Trim();
        var type = Type.GetType(name, throwOnError: false) ?? typeof(ConfiguredType).Assembly.GetType(name, throwOnError: false);
        if (type != null || name.Contains(',')) return type;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            if (assembly.GetType(name, throwOnError: false) is { } found) return found;
        return null;
    }

    internal static Type Require(string name, string what) =>
        Find(name) ?? throw new ConfigurationException($"{what} names the type [{name}], which cannot be found");

    internal static object Create(string name, string what, params object[] args)
    {
        var type = Require(name, what);
        try
        {
            return Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, args, null);
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            throw new ConfigurationException($"{what}: the constructor of [{type}] failed: {e.InnerException.Message}", e.InnerException);
        }
        catch (MissingMethodException e)
        {
            throw new ConfigurationException($"{what}: [{type}] has no constructor for ({string.Join(", ", args.Select(a => a?.GetType().Name ?? "null"))})", e);
        }
    }
}
