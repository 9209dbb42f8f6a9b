using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Serialization;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>
/// The types that names from the wire may stand for. Built when the system starts; a name that is not in it is an error that
/// tells the name, and nothing is loaded for it. Generic and array names resolve when each part does.
/// </summary>
internal sealed class WireTypes
{
    private const int MaxNameLength = 2048;
    private const int MaxRemembered = 4096;

    private static readonly TypeNameParseOptions s_limits = new() { MaxNodes = 64 };

    private readonly Dictionary<string, Type> _types;
    private readonly ConcurrentDictionary<string, Type> _remembered = new(StringComparer.Ordinal);

    private WireTypes(Dictionary<string, Type> types)
    {
        _types = types;
    }

    internal int Count => _types.Count;

    /// <summary>Resolves "Namespace.Type, Assembly" or throws, naming the type.</summary>
    internal Type Resolve(string name) => TryResolve(name, out var type)
        ? type
        : throw new SerializationException(
            $"The type '{Shown(name)}' named by a message is not one this system reads. Bind it at akka.actor.serialization-bindings, or list it at {Builder.TypesPath} or its assembly at {Builder.AssembliesPath}.");

    internal bool TryResolve(string name, out Type type)
    {
        if (name is null || name.Length > MaxNameLength)
        {
            type = null;
            return false;
        }

        if (_remembered.TryGetValue(name, out type))
            return true;
        type = TypeName.TryParse(name, out var parsed, s_limits) ? Find(parsed) : null;
        if (type is not null && _remembered.Count < MaxRemembered)
            _remembered.TryAdd(name, type);
        return type is not null;
    }

    private Type Find(TypeName name)
    {
        if (name.IsSZArray)
            return Find(name.GetElementType())?.MakeArrayType();
        if (name.IsArray || name.IsPointer || name.IsByRef)
            return null;
        if (!name.IsConstructedGenericType)
            return Plain(name);

        var definition = Plain(name.GetGenericTypeDefinition());
        if (definition is null || !definition.IsGenericTypeDefinition)
            return null;
        var names = name.GetGenericArguments();
        var arguments = new Type[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            arguments[i] = Find(names[i]);
            if (arguments[i] is null)
                return null;
        }

        try
        {
            return definition.MakeGenericType(arguments);
        }
        catch (ArgumentException)
        {
            // The arguments do not meet the definition's number or constraints.
            return null;
        }
    }

    private Type Plain(TypeName name) =>
        _types.GetValueOrDefault(Key(name.FullName, name.AssemblyName?.Name));

    private static string Key(string fullName, string assembly) => assembly is null || IsFramework(assembly) ? fullName : fullName + ", " + assembly;

    /// <summary>Framework types move between assemblies from version to version; their full name is enough.</summary>
    private static bool IsFramework(string assembly) =>
        assembly is "mscorlib" or "netstandard" || assembly == "System" || assembly.StartsWith("System.", StringComparison.Ordinal);

    private static string Shown(string name) => name is null ? "null" : name.Length > 200 ? name[..200] + "..." : name;

    internal sealed class Builder
    {
        internal const string AssembliesPath = "akka.actor.serialization-settings.allowed-assemblies";
        internal const string TypesPath = "akka.actor.serialization-settings.allowed-types";

        private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);

        internal Builder()
        {
            foreach (var type in FrameworkTypes.All)
                _types[type.FullName] = type;
        }

        internal WireTypes Build() => new(_types);

        internal void Add(Type type)
        {
            if (type == typeof(object) || type.FullName is null)
                return;
            _types[Key(type.FullName, type.Assembly.GetName().Name)] = type;
        }

        /// <summary>A bound type; for an interface or base class also what implements it in its own assembly.</summary>
        internal void AddBound(Type type)
        {
            Add(type);
            if (type == typeof(object) || (!type.IsInterface && !type.IsAbstract) || IsFramework(type.Assembly.GetName().Name))
                return;
            foreach (var candidate in TypesOf(type.Assembly))
            {
                if (!candidate.IsInterface && type.IsAssignableFrom(candidate))
                    Add(candidate);
            }
        }

        /// <summary>What stands for references, paths and the like on the wire.</summary>
        internal void AddSurrogates(Assembly assembly)
        {
            foreach (var type in TypesOf(assembly))
            {
                if (!type.IsInterface && typeof(ISurrogate).IsAssignableFrom(type))
                    Add(type);
            }
        }

        internal void AddAssembly(Assembly assembly)
        {
            foreach (var type in TypesOf(assembly))
                Add(type);
        }

        private static Type[] TypesOf(Assembly assembly)
        {
            try
            {
                return assembly.GetTypes();
            }
            catch (ReflectionTypeLoadException e)
            {
                return e.Types.Where(static type => type is not null).ToArray();
            }
        }
    }
}
