using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public abstract class InternalActorRefBase : ActorRefBase, IInternalActorRef
{
    public abstract IInternalActorRef Parent { get; }
    public abstract IActorRefProvider Provider { get; }
    public abstract bool IsTerminated { get; }
    public abstract bool IsLocal { get; }
    public abstract IActorRef GetChild(IReadOnlyList<string> name);
    public abstract void Start();
    public abstract void Stop();
    public abstract void Suspend();
    public abstract void Resume(Exception causedByFailure = null);
    public abstract void Restart(Exception cause);
    public abstract void SendSystemMessage(ISystemMessage message);

    [Obsolete("Use SendSystemMessage(message)")]
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => SendSystemMessage(message);
}

/// <summary>A reference without a mailbox: everything is ignored unless a subclass says otherwise.</summary>
public abstract class MinimalActorRef : InternalActorRefBase
{
    public override IInternalActorRef Parent => ParentNode;
    public override bool IsLocal => true;

    [Obsolete("Use Context.Watch and Receive<Terminated>")]
    public override bool IsTerminated => false;

    public override IActorRef GetChild(IReadOnlyList<string> name) =>
        RefNames.IsSelf(name) ? this : ActorRefs.Nobody;

    public override void Start() { }
    public override void Stop() { }
    public override void Suspend() { }
    public override void Resume(Exception causedByFailure = null) { }
    public override void Restart(Exception cause) { }
    public override void SendSystemMessage(ISystemMessage message) => OnSystemMessage(message);
    protected override void TellInternal(object message, IActorRef sender) { }

    // What subclasses of the engine change without showing it.
    internal virtual IInternalActorRef ParentNode => ActorRefs.Nobody;
    internal virtual void OnSystemMessage(ISystemMessage message) { }
}

/// <summary>A reference that stands for a cell.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract ICell Underlying { get; }
    public abstract IEnumerable<IActorRef> Children { get; }
    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>Path elements as <see cref="IInternalActorRef.GetChild"/> receives them: empty elements are skipped, ".." goes up.</summary>
internal static class RefNames
{
    internal static bool IsSelf(IReadOnlyList<string> name)
    {
        for (int i = 0; i < name.Count; i++)
            if (!string.IsNullOrEmpty(name[i])) return false;
        return true;
    }

    internal static IReadOnlyList<string> From(IReadOnlyList<string> name, int index)
    {
        if (index == 0) return name;
        var rest = new string[name.Count - index];
        for (int i = 0; i < rest.Length; i++) rest[i] = name[i + index];
        return rest;
    }

    /// <summary>Walks from a reference with a cell down (and up) the tree; a reference without a cell finishes the walk itself.</summary>
    internal static IActorRef Walk(ActorRefWithCell start, IReadOnlyList<string> name)
    {
        IInternalActorRef current = start;
        for (int i = 0; i < name.Count; i++)
        {
            if (current is not ActorRefWithCell withCell) return current.GetChild(From(name, i));
            string element = name[i];
            current = element switch
            {
                null or "" => current,
                ".." => withCell.Parent,
                _ => withCell.GetSingleChild(element),
            };
            if (current is Nobody) return current;
        }
        return current;
    }
}
