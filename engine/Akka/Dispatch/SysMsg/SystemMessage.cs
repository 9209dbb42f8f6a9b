namespace Akka.Dispatch.SysMsg;

/// <summary>System messages form an intrusive list: a message belongs to at most one queue at a time.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage Next;

    public bool Unlinked => Next == null;

    public void Unlink() => Next = null;

    /// <summary>Waits in the cell's stash while a failed actor is suspended.</summary>
    internal virtual bool StashedWhileFailed => false;

    /// <summary>Waits in the cell's stash while the cell waits for its children to end.</summary>
    internal virtual bool StashedWhileWaitingForChildren => false;
}
