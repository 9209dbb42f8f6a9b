using Akka.Actor;
using Akka.Event;

namespace Akka.Remote;

/// <summary>From paths to references.</summary>
public partial class RemoteActorRefProvider
{
    public IActorRef RootGuardianAt(Address address) =>
        HasAddress(address) ? RootGuardian : CreateRemoteRef(new RootActorPath(address), DefaultAddress);

    public IActorRef ResolveActorRef(string path) => InternalResolveActorRef(path);

    public IActorRef InternalResolveActorRef(string path)
    {
        if (ActorPath.TryParse(path, out var parsed))
            return ResolveActorRef(parsed);
        _log.Debug("Resolve of unparsable path [{0}] gives dead letters.", path);
        return DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath actorPath) =>
        HasAddress(actorPath.Address) ? ResolveLocally(actorPath) : CreateRemoteRef(actorPath, DefaultAddress);

    public IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress)
    {
        if (!ActorPath.TryParse(path, out var parsed))
        {
            _log.Debug("Resolve of unparsable path [{0}] gives dead letters.", path);
            return (IInternalActorRef)DeadLetters;
        }
        return HasAddress(parsed.Address) ? (IInternalActorRef)ResolveLocally(parsed) : CreateRemoteRef(parsed, localAddress);
    }

    protected virtual IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        new RemoteActorRef(Transport, localAddress, actorPath, ActorRefs.Nobody, Props.None, Deploy.None);

    protected virtual IInternalActorRef CreateRemoteRef(
        Props props, IInternalActorRef supervisor, Address localAddress, ActorPath rpath, Deploy deployment) =>
        new RemoteActorRef(Transport, localAddress, rpath, supervisor, props, deployment);

    /// <summary>The local provider knows its actors below its own root, which names no host.</summary>
    private IActorRef ResolveLocally(ActorPath path)
    {
        if (path.Address.Equals(_local.RootPath.Address))
            return _local.ResolveActorRef(path);
        var local = _local.RootPath;
        foreach (var element in path.Elements)
            if (element.Length > 0)
                local /= element;
        return _local.ResolveActorRef(local.WithUid(path.Uid));
    }
}
