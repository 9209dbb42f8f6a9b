using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Associations;

namespace Akka.Remote;

/// <summary>A reference that lives on one machine and is only a name on this one.</summary>
public interface IRemoteRef : IActorRefScope
{
}

/// <summary>An actor of another system: whatever is sent to it goes to the transport.</summary>
public class RemoteActorRef : InternalActorRefBase, IRemoteRef
{
    private readonly Props _props;
    private readonly Deploy _deploy;
    private byte[] _wirePath;
    private Association _association;

    public RemoteActorRef(RemoteTransport remote, Address localAddressToUse, ActorPath path, IInternalActorRef parent, Props props, Deploy deploy)
    {
        Remote = remote;
        LocalAddressToUse = localAddressToUse;
        Path = path;
        Parent = parent;
        _props = props;
        _deploy = deploy;
        var elements = path.Elements;
        // A deployment has to stay ahead of the system messages to the actor it creates.
        IsMembership = elements.Count >= 2 && elements[0] == "system" && elements[1] is ("cluster" or "remote-watcher")
            || elements.Count == 1 && elements[0] == "remote";
    }

    public Address LocalAddressToUse { get; }

    public override ActorPath Path { get; }

    public override IInternalActorRef Parent { get; }

    public override IActorRefProvider Provider => Remote.Provider;

    public override bool IsLocal => false;

    [Obsolete]
    public override bool IsTerminated => false;

    internal RemoteTransport Remote { get; }

    /// <summary>The path as it stands in every frame to this actor.</summary>
    internal byte[] WirePath => _wirePath ??= Encoding.UTF8.GetBytes(Path.ToSerializationFormat());

    /// <summary>Whether the actor belongs to membership, death watch or deployment, whose messages do not queue behind user messages.</summary>
    internal bool IsMembership { get; }

    internal Association Association(Remoting remoting)
    {
        var association = _association;
        if (association is { IsForgotten: false })
            return association;
        return _association = remoting.AssociationWith(Path.Address);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        foreach (var element in name)
        {
            if (element == "..")
                current = current.Parent ?? current;
            else if (element.Length > 0)
                current = new RemoteActorRef(Remote, LocalAddressToUse, current.Path / element, current, Props.None, Deploy.None);
        }
        return current;
    }

    public override void Start()
    {
        if (_props != null && _deploy != null && !ReferenceEquals(_props, Props.None))
            Remote.Provider.UseActorOnNode(this, _props, _deploy, Parent);
    }

    public override void Resume(Exception causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure));

    public override void Stop() => SendSystemMessage(new Terminate());

    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public override void Suspend() => SendSystemMessage(new Suspend());

    public override void SendSystemMessage(ISystemMessage message)
    {
        // Watches of local actors go through the watcher, which is one for all of them and also watches the node.
        switch (message)
        {
            case Watch watch when IsWatchIntercepted(watch.Watchee, watch.Watcher):
                Remote.Provider.RemoteWatcher.Tell(new RemoteWatcher.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender);
                break;
            case Unwatch unwatch when IsWatchIntercepted(unwatch.Watchee, unwatch.Watcher):
                Remote.Provider.RemoteWatcher.Tell(new RemoteWatcher.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender);
                break;
            default:
                Remote.Send(message, null, this);
                break;
        }
    }

    public bool IsWatchIntercepted(IActorRef watchee, IActorRef watcher) =>
        Remote.Provider.RemoteWatcher is { } remoteWatcher && !watcher.Equals(remoteWatcher) && watchee.Equals(this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message == null)
            throw new InvalidMessageException("Message is null.");
        Remote.Send(message, sender, this);
    }
}
