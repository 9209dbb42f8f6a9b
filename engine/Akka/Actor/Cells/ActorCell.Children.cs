using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util.Internal;

namespace Akka.Actor;

public partial class ActorCell
{
    private LiveChildren _children;

    public IChildrenContainer ChildrenContainer => (IChildrenContainer)Volatile.Read(ref _children) ?? EmptyChildrenContainer.Instance;

    private LiveChildren ChildrenForWriting
    {
        get
        {
            var children = Volatile.Read(ref _children);
            if (children != null) return children;
            Interlocked.CompareExchange(ref _children, new LiveChildren(), null);
            return _children;
        }
    }

    protected bool IsNormal => ChildrenContainer.IsNormal;
    protected bool IsTerminating => ChildrenContainer.IsTerminating;
    private bool IsWaitingForChildren => _children is { Reason: SuspendReason.IWaitingForChildren };

    public IEnumerable<IInternalActorRef> GetChildren() => ChildrenContainer.Children;

    IEnumerable<IActorRef> IActorContext.GetChildren() => ChildrenContainer.Children;

    IActorRef IActorContext.Child(string name) =>
        TryGetChildStatsByName(name, out var stats) && stats is ChildRestartStats child ? child.Child : ActorRefs.Nobody;

    public bool TryGetChildStatsByName(string name, out IChildStats child) => ChildrenContainer.TryGetByName(name, out child);

    protected bool TryGetChildStatsByRef(IActorRef actor, out ChildRestartStats child) => ChildrenContainer.TryGetByRef(actor, out child);

    [Obsolete("Use TryGetSingleChild")]
    public IInternalActorRef GetChildByName(string name) => GetSingleChild(name);

    /// <summary>Finds a child by its name or by "name#uid"; the latter only in this incarnation.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        int hash = name.IndexOf('#');
        if (hash < 0) return TryGetChildStatsByName(name, out var stats) && stats is ChildRestartStats child ? child.Child : ActorRefs.Nobody;
        return TryGetChildStatsByName(name[..hash], out var byUid) && byUid is ChildRestartStats known
               && long.TryParse(name.AsSpan(hash + 1), out long uid) && (uid == UndefinedUid || uid == known.Uid)
            ? known.Child
            : ActorRefs.Nobody;
    }

    public virtual IActorRef ActorOf(Props props, string name = null) => MakeChild(props, name, isSystemService: false, async: false);

    /// <summary>Like ActorOf, but may be called by any thread: the guardians use it.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string name = null) => MakeChild(props, name, isSystemService, async: true);

    private IInternalActorRef MakeChild(Props props, string name, bool isSystemService, bool async)
    {
        if (name == null) name = NextName();
        else CheckName(name);
        if (_system.SerializeAllCreators && !isSystemService && props.Deploy.Scope is not LocalScope) SerializationCheck.Creator(_system, props);
        ReserveChild(name);
        IInternalActorRef actor;
        try
        {
            var path = new ChildActorPath(_self.Path, name, _system.Random.NextUid());
            actor = _system.Provider.ActorOf(_system, props, _self, path, isSystemService, deploy: null, lookupDeploy: true, async);
        }
        catch
        {
            UnreserveChild(name);
            throw;
        }
        // A suspended parent has suspended children: a child made now owes as many resumes as the others.
        if (Mailbox is { } mailbox && IsFailed)
            for (int i = mailbox.SuspendCount; i > 0; i--) actor.Suspend();
        InitChild(actor);
        actor.Start();
        return actor;
    }

    private string NextName() => "$" + ChildrenForWriting.NextNumber().Base64Encode();

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: ${ActorPath.ValidSymbols}.");
    }

    public void ReserveChild(string name) => ChildrenForWriting.Reserve(name);

    protected void UnreserveChild(string name) => ChildrenForWriting.Unreserve(name);

    public ChildRestartStats InitChild(IInternalActorRef actor) => ChildrenForWriting.Init(actor);

    public void Stop(IActorRef child)
    {
        if (_children is { } children && children.TryGetByRef(child, out _)) children.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    private void StopChildren()
    {
        if (_children == null) return;
        foreach (var child in _children.Children) Stop(child);
    }

    private void SuspendChildren(IActorRef except)
    {
        if (_children == null) return;
        foreach (var stats in _children.Stats)
            if (except == null || !stats.Child.Equals(except)) stats.Child.Suspend();
    }

    private void ResumeChildren(Exception causedByFailure, IActorRef perpetrator)
    {
        if (_children == null) return;
        foreach (var stats in _children.Stats)
            stats.Child.Resume(perpetrator != null && stats.Child.Equals(perpetrator) ? causedByFailure : null);
    }

    protected bool SetChildrenTerminationReason(SuspendReason reason) => _children?.SetReason(reason) ?? false;

    protected void SetTerminated() => ChildrenForWriting.SetTerminated();

    protected SuspendReason RemoveChildAndGetStateChange(IActorRef child) => _children?.RemoveAndGetStateChange(child);
}
