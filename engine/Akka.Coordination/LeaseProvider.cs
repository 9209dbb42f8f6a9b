using System;
using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>Makes leases as the configuration describes them; one object for each name, section and owner.</summary>
public class LeaseProvider : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<(string Name, string Path, string Owner), Lazy<Lease>> _leases = new();

    public LeaseProvider(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(DefaultConfig());
    }

    public static LeaseProvider Get(ActorSystem system) => system.WithExtension<LeaseProvider, LeaseProviderExtensionProvider>();

    public static Config DefaultConfig() => ReferenceConfig.Of(typeof(LeaseProvider).Assembly);

    /// <param name="configPath">The section with the lease's <c>lease-class</c>; what it leaves out comes from <c>akka.coordination.lease</c>.</param>
    public Lease GetLease(string leaseName, string configPath, string ownerName) =>
        _leases.GetOrAdd((leaseName, configPath, ownerName), key => new Lazy<Lease>(() => Create(key.Name, key.Path, key.Owner))).Value;

    private Lease Create(string name, string path, string owner)
    {
        var all = _system.Settings.Config;
        var section = all.GetConfig(path)
            ?? throw new ArgumentException($"The lease [{name}] needs a section '{path}' with its lease-class, but there is none.");
        var config = section.WithFallback(all.GetConfig("akka.coordination.lease"));
        var typeName = config.GetString("lease-class");
        if (string.IsNullOrEmpty(typeName))
            throw new ArgumentException($"{path}.lease-class is empty: it must name the type of the lease [{name}].");
        var type = Type.GetType(typeName, throwOnError: false);
        if (type is null || !typeof(Lease).IsAssignableFrom(type))
            throw new ArgumentException($"{path}.lease-class is '{typeName}', which is no type derived from {typeof(Lease).FullName}.");
        var settings = LeaseSettings.Create(config, name, owner);
        return type.GetConstructor([typeof(LeaseSettings), typeof(ExtendedActorSystem)]) is { } withSystem
            ? (Lease)withSystem.Invoke([settings, _system])
            : (Lease)Activator.CreateInstance(type, settings);
    }
}

public class LeaseProviderExtensionProvider : ExtensionIdProvider<LeaseProvider>
{
    public override LeaseProvider CreateExtension(ExtendedActorSystem system) => new(system);
}
