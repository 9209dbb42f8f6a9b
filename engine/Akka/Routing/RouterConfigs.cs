using System;
using System.Collections.Generic;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>The routers that a deployment can name. Own router types are named by their assembly-qualified type, in local configuration only.</summary>
internal static class RouterConfigs
{
    private static readonly Dictionary<string, Func<Config, RouterConfig>> ByName = new(StringComparer.Ordinal)
    {
        ["round-robin-pool"] = static c => new RoundRobinPool(c),
        ["round-robin-group"] = static c => new RoundRobinGroup(c),
        ["random-pool"] = static c => new RandomPool(c),
        ["random-group"] = static c => new RandomGroup(c),
        ["smallest-mailbox-pool"] = static c => new SmallestMailboxPool(c),
        ["broadcast-pool"] = static c => new BroadcastPool(c),
        ["broadcast-group"] = static c => new BroadcastGroup(c),
        ["scatter-gather-pool"] = static c => new ScatterGatherFirstCompletedPool(c),
        ["scatter-gather-group"] = static c => new ScatterGatherFirstCompletedGroup(c),
        ["consistent-hashing-pool"] = static c => new ConsistentHashingPool(c),
        ["consistent-hashing-group"] = static c => new ConsistentHashingGroup(c),
        ["tail-chopping-pool"] = static c => new TailChoppingPool(c),
        ["tail-chopping-group"] = static c => new TailChoppingGroup(c),
    };

    /// <summary>The router of the deployment of <paramref name="key"/>; <see cref="NoRouter"/> where the code decides.</summary>
    internal static RouterConfig FromConfig(string key, Config deployment)
    {
        var name = deployment.GetString("router", "from-code");
        if (name is null or "" or "from-code")
            return NoRouter.Instance;
        if (ByName.TryGetValue(name, out var create))
            return create(deployment);
        if (Type.GetType(name, throwOnError: false) is { } type && typeof(RouterConfig).IsAssignableFrom(type))
            return (RouterConfig)Activator.CreateInstance(type, deployment);
        throw new ConfigurationException(
            $"akka.actor.deployment.{key}.router is '{name}', which is no router: it must be one of {string.Join(", ", ByName.Keys)}, from-code, or a type derived from RouterConfig.");
    }
}
