using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
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

    /// <summary>Whose children live here: when a supervisor dies, or its whole node, they are stopped.</summary>
    private readonly Dictionary<IInternalActorRef, HashSet<string>> _bySupervisor = new();

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
        switch (message)
        {
            case DaemonMsgCreate create:
                Create(create);
                break;
            case AddressTerminated terminated:
                foreach (var supervisor in Supervisors(terminated.Address))
                    StopChildrenOf(supervisor);
                break;
        }
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is not DeathWatchNotification { Actor: IInternalActorRef actor })
            return;
        if (Key(actor.Path) is { } key)
            Forget(key);
        else
            StopChildrenOf(actor);
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
        var supervisor = (IInternalActorRef)create.Supervisor;
        var child = provider.ActorOf(system, create.Props, supervisor, local.WithUid(path.Uid), false, create.Deploy, true, false);
        if (!_children.TryAdd(key, child))
        {
            child.Stop();
            return;
        }
        child.SendSystemMessage(new Watch(child, this));
        child.Start();
        WatchSupervisor(supervisor, key);
    }

    private void WatchSupervisor(IInternalActorRef supervisor, string key)
    {
        lock (_bySupervisor)
        {
            if (!_bySupervisor.TryGetValue(supervisor, out var children))
            {
                _bySupervisor.Add(supervisor, children = new HashSet<string>());
                supervisor.SendSystemMessage(new Watch(supervisor, this));
            }
            children.Add(key);
        }
    }

    private void Forget(string key)
    {
        _children.TryRemove(key, out _);
        lock (_bySupervisor)
        {
            foreach (var (supervisor, children) in _bySupervisor)
            {
                if (!children.Remove(key) || children.Count > 0)
                    continue;
                _bySupervisor.Remove(supervisor);
                supervisor.SendSystemMessage(new Unwatch(supervisor, this));
                break;
            }
        }
    }

    private void StopChildrenOf(IInternalActorRef supervisor)
    {
        string[] keys;
        lock (_bySupervisor)
            keys = _bySupervisor.TryGetValue(supervisor, out var children) ? children.ToArray() : [];
        foreach (var key in keys)
            if (_children.TryGetValue(key, out var child))
                child.Stop();
    }

    private IInternalActorRef[] Supervisors(Address address)
    {
        lock (_bySupervisor)
            return _bySupervisor.Keys.Where(s => s.Path.Address.Equals(address)).ToArray();
    }

    private static string Key(ActorPath path) =>
        path.Elements is { Count: > 1 } elements && elements[0] == "remote" ? string.Join("/", elements.Skip(1)) : null;
}
