using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote;

/// <summary>Reads `remote` and `target.nodes` of a deployment section.</summary>
internal class RemoteDeployer(Settings settings) : Deployer(settings)
{
    public override Deploy ParseConfig(string key, Config config)
    {
        var deploy = base.ParseConfig(key, config);
        if (deploy == null)
            return null;

        var remote = config.GetString("remote", "");
        if (!string.IsNullOrWhiteSpace(remote))
        {
            if (!ActorPath.TryParse(remote, out var path) && !ActorPath.TryParse(remote + "/", out path))
                throw new ConfigurationException($"akka.actor.deployment.{key}.remote is not an address: {remote}");
            return deploy.WithScope(new RemoteScope(path.Address));
        }

        var nodes = config.GetStringList("target.nodes");
        if (nodes is not { Count: > 0 } || deploy.RouterConfig is not Akka.Routing.Pool pool)
            return deploy;
        return deploy.WithRouterConfig(new Routing.RemoteRouterConfig(pool, nodes.Select(Address.Parse)));
    }
}
