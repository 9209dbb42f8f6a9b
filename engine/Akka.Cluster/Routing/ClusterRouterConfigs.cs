using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Cluster.Routing;

/// <summary>Makes a deployed router cluster-aware where its deployment says so.</summary>
internal static class ClusterRouterConfigs
{
    /// <summary>The deployment unchanged unless <c>cluster.enabled</c> is on.</summary>
    internal static Deploy Wrap(Deploy deploy, Config own)
    {
        if (deploy is null || !own.GetBoolean("cluster.enabled"))
            return deploy;
        // With the defaults of every deployment behind what this one says itself.
        var deployment = deploy.Config ?? own;
        if (!ReferenceEquals(deploy.Scope, Deploy.NoScopeGiven))
            throw new ConfigurationException($"akka.actor.deployment.{deploy.Path}: cluster.enabled cannot be combined with scope [{deploy.Scope}].");
        return deploy.RouterConfig switch
        {
            Pool pool => deploy.WithScope(ClusterScope.Instance)
                .WithRouterConfig(new ClusterRouterPool(pool, ClusterRouterPoolSettings.FromConfig(deployment))),
            Group group => deploy.WithScope(ClusterScope.Instance)
                .WithRouterConfig(new ClusterRouterGroup(group, ClusterRouterGroupSettings.FromConfig(deployment))),
            var other => throw new ConfigurationException(
                $"akka.actor.deployment.{deploy.Path}: cluster.enabled needs a pool or a group as router, not {other.GetType().Name}."),
        };
    }
}
