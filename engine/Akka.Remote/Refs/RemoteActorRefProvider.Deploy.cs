using Akka.Actor;
using Akka.Event;
using Akka.Actor.Internal;

namespace Akka.Remote;

/// <summary>Creating actors here, or on the node a deployment names.</summary>
public partial class RemoteActorRefProvider
{
    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy, bool lookupDeploy, bool async)
    {
        if (systemService)
            return _local.ActorOf(system, props, supervisor, path, true, deploy, lookupDeploy, async);

        // The props carry their own deployment with them, so that only what is added to it travels beside.
        var added = AddedDeploy(path, deploy, lookupDeploy);
        var effective = added is null ? props.Deploy : added.WithFallback(props.Deploy);
        if (effective?.Scope is not RemoteScope { Address: { } target } || HasAddress(target))
            return _local.ActorOf(system, props, supervisor, path, false, deploy, lookupDeploy, async);

        // The remote system hangs the actor under its daemon, by our address and path.
        var origin = DefaultAddress;
        var remotePath = new RootActorPath(target) / "remote" / origin.Protocol / origin.HostPort();
        foreach (var element in path.Elements)
            remotePath /= element;
        return CreateRemoteRef(props, supervisor, origin, remotePath.WithUid(path.Uid), added ?? Deploy.None);
    }

    /// <summary>The deployment of an actor that another system deployed here: configured under that system's own path.</summary>
    public Deploy LookUpRemotes(IEnumerable<string> p)
    {
        var elements = p.ToArray();
        // remote / protocol / Sys@host:port / user / name ...
        if (elements.Length < 5 || elements[0] != "remote")
            return Deploy.None;
        return Deployer.Lookup(elements.Skip(4).ToArray()) ?? Deploy.None;
    }

    public void UseActorOnNode(RemoteActorRef actor, Props props, Deploy deploy, IInternalActorRef supervisor)
    {
        _log.Debug("Deploying {0} on {1}", actor.Path, actor.Path.Address);
        ((IInternalActorRef)RootGuardianAt(actor.Path.Address)).GetChild(["remote"])
            .Tell(new DaemonMsgCreate(props, deploy, actor.Path.ToSerializationFormat(), supervisor), ActorCell.GetCurrentSelfOrNoSender());
        // Only now: a watch that comes before the actor is there finds nobody. The daemon's node may die: then the supervisor has to learn that its child is gone.
        _deploymentWatcher.Tell(new RemoteDeploymentWatcher.WatchRemote(actor, supervisor), ActorRefs.NoSender);
    }

    /// <summary>What configuration and argument say about this path; the configuration wins.</summary>
    private Deploy AddedDeploy(ActorPath path, Deploy deploy, bool lookupDeploy)
    {
        Deploy result = null;
        if (lookupDeploy && path.Elements is { Count: > 1 } elements)
        {
            if (elements[0] == "remote")
                result = LookUpRemotes(elements);
            else if (elements[0] == "user")
                result = Deployer.Lookup(elements.Skip(1).ToArray());
        }
        return result == null ? deploy : deploy == null ? result : result.WithFallback(deploy);
    }
}
