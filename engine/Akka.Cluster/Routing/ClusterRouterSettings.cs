using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Configuration;

#pragma warning disable CS0659

namespace Akka.Cluster.Routing;

/// <summary>Which nodes a cluster-aware router uses, and how many routees it has at most.</summary>
public abstract class ClusterRouterSettingsBase
{
    protected ClusterRouterSettingsBase(int totalInstances, bool allowLocalRoutees, string useRole)
    {
        if (totalInstances <= 0)
            throw new ArgumentException($"A cluster router needs room for at least one routee in total, not {totalInstances}.", nameof(totalInstances));
        TotalInstances = totalInstances;
        AllowLocalRoutees = allowLocalRoutees;
        UseRole = useRole;
    }

    public int TotalInstances { get; }

    public bool AllowLocalRoutees { get; }

    public string UseRole { get; }

    internal bool SatisfiesRole(ICollection<string> roles) => string.IsNullOrEmpty(UseRole) || roles.Contains(UseRole);

    /// <summary>An explicit <c>nr-of-instances</c> wins over the cluster section's own limit.</summary>
    private protected static int TotalOf(Config config)
    {
        var instances = config.GetInt("nr-of-instances");
        return instances is 0 or 1 ? config.GetInt("cluster.max-total-nr-of-instances", 10000) : instances;
    }

    private protected static string RoleOf(Config config)
    {
        var role = config.GetString("cluster.use-role");
        return string.IsNullOrEmpty(role) ? null : role;
    }

    private protected static bool LocalOf(Config config) => config.GetBoolean("cluster.allow-local-routees", true);
}

public sealed class ClusterRouterGroupSettings : ClusterRouterSettingsBase
{
    public ClusterRouterGroupSettings(int totalInstances, IEnumerable<string> routeesPaths, bool allowLocalRoutees, string useRole = null)
        : base(totalInstances, allowLocalRoutees, useRole)
    {
        var paths = routeesPaths?.ToArray() ?? [];
        if (paths.Length == 0)
            throw new ArgumentException("A cluster router group needs at least one routee path.", nameof(routeesPaths));
        foreach (var path in paths)
        {
            if (string.IsNullOrEmpty(path) || path[0] != '/')
                throw new ArgumentException($"A routee path of a cluster router group is relative to each node and starts with '/', but '{path}' does not.", nameof(routeesPaths));
        }

        Paths = paths;
    }

    public IEnumerable<string> RouteesPaths => Paths;

    internal string[] Paths { get; }

    public static ClusterRouterGroupSettings FromConfig(Config config) =>
        new(TotalOf(config), config.GetStringList("routees.paths"), LocalOf(config), RoleOf(config));
}

public sealed class ClusterRouterPoolSettings : ClusterRouterSettingsBase
{
    public ClusterRouterPoolSettings(int totalInstances, int maxInstancesPerNode, bool allowLocalRoutees, string useRole = null)
        : base(totalInstances, allowLocalRoutees, useRole)
    {
        if (maxInstancesPerNode <= 0)
            throw new ArgumentException($"A cluster router pool needs room for at least one routee on each node, not {maxInstancesPerNode}.", nameof(maxInstancesPerNode));
        MaxInstancesPerNode = maxInstancesPerNode;
    }

    public int MaxInstancesPerNode { get; }

    public static ClusterRouterPoolSettings FromConfig(Config config) =>
        new(TotalOf(config), config.GetInt("cluster.max-nr-of-instances-per-node", 1), LocalOf(config), RoleOf(config));

    public override bool Equals(object obj) => obj is ClusterRouterPoolSettings other
        && MaxInstancesPerNode == other.MaxInstancesPerNode
        && TotalInstances == other.TotalInstances
        && AllowLocalRoutees == other.AllowLocalRoutees
        && UseRole == other.UseRole;

    public override int GetHashCode() => HashCode.Combine(MaxInstancesPerNode, TotalInstances, AllowLocalRoutees, UseRole);
}
