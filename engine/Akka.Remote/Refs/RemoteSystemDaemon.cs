using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Asks the daemon of another system to create an actor there.</summary>
internal sealed record DaemonMsgCreate(Props Props, Deploy Deploy, string Path, IActorRef Supervisor);

/// <summary>
/// Where actors live that other systems deployed here: /remote/protocol/Sys@host:port/user/... Only actor types of the table
/// <see cref="RemoteDeployment"/> are created.
/// </summary>
internal sealed class RemoteSystemDaemon(ActorSystemImpl system, RemoteActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override ActorPath Path { get; } = path;

    public override IActorRefProvider Provider { get; } = provider;

    public override IInternalActorRef Parent => provider.RootGuardian;

    /// <summary>Children have names with slashes, so the longest that fits is taken and asked for the rest.</summary>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        var parts = name.ToArray();
        for (var length = parts.Length; length > 0; length--)
        {
            var key = string.Join("/", parts.Take(length));
            var uid = ActorCell.UndefinedUid;
            var hash = key.IndexOf('#');
            if (hash >= 0)
            {
                _ = int.TryParse(key.AsSpan(hash + 1), out uid);
                key = key.Substring(0, hash);
            }
            if (!_children.TryGetValue(key, out var child) || uid != ActorCell.UndefinedUid && uid != child.Path.Uid)
                continue;
            return length == parts.Length ? child : child.GetChild(parts.Skip(length).ToArray());
        }
        return ActorRefs.Nobody;
    }

    /// <summary>Stops what other systems deployed here, when this one ends.</summary>
    public void StopChildren()
    {
        foreach (var child in _children.Values)
            child.Stop();
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is DaemonMsgCreate create)
            Create(create);
    }

    public override void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message)
    {
        if (message is Dispatch.SysMsg.DeathWatchNotification { Actor: { } actor } && Key(actor.Path) is { } key)
            _children.TryRemove(key, out _);
    }

    private void Create(DaemonMsgCreate create)
    {
        if (!ActorPath.TryParse(create.Path, out var path) || Key(path) is not { } key)
        {
            system.Log.Warning("Refused to deploy {0}: it is no path below /remote.", create.Path);
            return;
        }
        var local = Path;
        foreach (var element in path.Elements.Skip(1))
            local /= element;
        var child = provider.ActorOf(
            system, create.Props, (IInternalActorRef)create.Supervisor, local.WithUid(path.Uid), false, create.Deploy, true, false);
        if (!_children.TryAdd(key, child))
        {
            child.Stop();
            return;
        }
        child.SendSystemMessage(new Dispatch.SysMsg.Watch(child, this));
        child.Start();
    }

    private static string Key(ActorPath path) =>
        path.Elements is { Count: > 1 } elements && elements[0] == "remote" ? string.Join("/", elements.Skip(1)) : null;
}
