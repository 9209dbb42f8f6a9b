using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Serialization;

public partial class Serialization
{
    private static readonly string[] s_ownMessages =
    [
        "Akka.Done", "Akka.NotUsed", "Akka.Actor.ReceiveTimeout", "Akka.Actor.PoisonPill", "Akka.Actor.Kill", "Akka.Actor.Status+Success", "Akka.Actor.Status+Failure",
        "Akka.Actor.Identify", "Akka.Actor.ActorIdentity", "Akka.Routing.Broadcast", "Akka.Routing.ConsistentHashableEnvelope", "Akka.Routing.GetRoutees", "Akka.Routing.Routees",
        "Akka.Routing.AdjustPoolSize",
    ];

    private static WireTypes LoadTypes(ExtendedActorSystem system)
    {
        var config = system.Settings.Config;
        var types = new WireTypes.Builder();
        types.AddSurrogates(typeof(Serialization).Assembly);
        foreach (var name in s_ownMessages)
        {
            if (typeof(Serialization).Assembly.GetType(name) is { } type)
                types.Add(type);
        }

        foreach (var (name, _) in Entries(config, "akka.actor.serialization-bindings"))
        {
            if (Find(name) is { } bound)
                types.AddBound(bound);
        }

        foreach (var (_, name) in Entries(config, "akka.actor.serializers"))
        {
            if (Find(name) is { } serializer && serializer.Assembly.GetName().Name.StartsWith("Akka", StringComparison.Ordinal))
                types.AddSurrogates(serializer.Assembly);
        }

        foreach (var name in config.GetStringList(WireTypes.Builder.TypesPath))
            types.Add(Find(name) ?? throw new ConfigurationException($"The type '{name}' listed at {WireTypes.Builder.TypesPath} cannot be found."));
        foreach (var name in config.GetStringList(WireTypes.Builder.AssembliesPath))
            types.AddAssembly(LoadAssembly(name));
        return types.Build();
    }

    private void LoadConfigured(Config config)
    {
        foreach (var (alias, name) in Entries(config, "akka.actor.serializers"))
        {
            if (Find(name) is { } type)
                Register(alias, Create(alias, type, config));
            else
                Warn($"The serializer '{alias}' is skipped: its type '{name}' cannot be found.");
        }

        foreach (var (name, alias) in Entries(config, "akka.actor.serialization-bindings"))
        {
            if (!_byName.TryGetValue(alias, out var serializer))
                Warn($"The binding of '{name}' is skipped: there is no serializer '{alias}'.");
            else if (Find(name) is not { } bound)
                Warn($"The binding of '{name}' to serializer '{alias}' is skipped: the type cannot be found.");
            else
                _bindings[bound] = serializer;
        }
    }

    private void LoadSetup(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup?.Get<SerializationSetup>() ?? default;
        if (!setup.HasValue)
            return;
        foreach (var details in setup.Value.CreateSerializers(system))
        {
            Register(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
                _bindings[type] = details.Serializer;
        }
    }

    private Serializer Create(string alias, Type type, Config config)
    {
        try
        {
            var settings = config.GetConfig($"akka.actor.serialization-settings.{alias}");
            if (settings is not null && type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is { } withSettings)
                return (Serializer)withSettings.Invoke([System, settings]);
            if (type.GetConstructor([typeof(ExtendedActorSystem)]) is { } plain)
                return (Serializer)plain.Invoke([System]);
        }
        catch (TargetInvocationException e)
        {
            throw new ConfigurationException($"The serializer '{alias}' ({type}) could not be made: {e.InnerException.Message}", e.InnerException);
        }

        throw new ConfigurationException($"The serializer '{alias}' ({type}) has no public constructor that takes an ExtendedActorSystem.");
    }

    private static IEnumerable<(string Key, string Value)> Entries(Config config, string path) =>
        config.GetConfig(path) is { } entries ? entries.AsEnumerable().Select(static entry => (entry.Key, entry.Value.GetString())).Where(static entry => entry.Item2 is not null) : [];

    private static Type Find(string name)
    {
        try
        {
            return TypeCache.GetType(name);
        }
        catch (Exception e) when (e is TypeLoadException or IOException or ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }

    private static Assembly LoadAssembly(string name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (Exception e) when (e is IOException or ArgumentException or BadImageFormatException)
        {
            throw new ConfigurationException($"The assembly '{name}' listed at {WireTypes.Builder.AssembliesPath} cannot be loaded: {e.Message}", e);
        }
    }

    private void Warn(string message) => System.Log?.Warning("{0}", message);
}
