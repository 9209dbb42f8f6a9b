using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util.Internal;

namespace Akka.Actor;

public partial class ActorCell
{
    private LiveChildren Offspring => Volatile.Read(ref _more)?.Children;

    public IChildrenContainer ChildrenContainer => (IChildrenContainer)Offspring ?? EmptyChildrenContainer.Instance;

    private LiveChildren ChildrenForWriting
    {
        get
        {
            var more = More;
            if (Volatile.Read(ref more.Children) is { } children) return children;
            Interlocked.CompareExchange(ref more.Children, new LiveChildren(), null);
            return more.Children;
        }
    }

    protected bool IsNormal => ChildrenContainer.IsNormal;
    protected bool IsTerminating => ChildrenContainer.IsTerminating;
    private bool IsWaitingForChildren => Offspring is { Reason: SuspendReason.IWaitingForChildren };

    public IEnumerable<IInternalActorRef> GetChildren() => ChildrenContainer.Children;

    IEnumerable<IActorRef> IActorContext.GetChildren() => ChildrenContainer.Children;

    IActorRef IActorContext.Child(string name) =>
        Offspring?.Find(name) ?? ActorRefs.Nobody;

    public bool TryGetChildStatsByName(string name, out IChildStats child) => ChildrenContainer.TryGetByName(name, out child);

    protected bool TryGetChildStatsByRef(IActorRef actor, out ChildRestartStats child) => ChildrenContainer.TryGetByRef(actor, out child);

    [Obsolete("Use TryGetSingleChild")]
    public IInternalActorRef GetChildByName(string name) => GetSingleChild(name);

    /// <summary>Finds a child by its name or by "name#uid"; the latter only in this incarnation.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        int hash = name.IndexOf('#');
        var child = Offspring?.Find(hash < 0 ? name : name[..hash]);
        if (child == null) return ActorRefs.Nobody;
        return hash < 0 || (long.TryParse(name.AsSpan(hash + 1), out long uid) && (uid == UndefinedUid || uid == child.Path.Uid))
            ? child
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
        ChildrenForWriting.Init(actor);
        actor.Start();
        return actor;
    }

    private string NextName() => ChildrenForWriting.NextNumber().Base64Encode('$');

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: ${ActorPath.ValidSymbols}.");
    }

    public void ReserveChild(string name) => ChildrenForWriting.Reserve(name);

    protected void UnreserveChild(string name) => ChildrenForWriting.Unreserve(name);

    public ChildRestartStats InitChild(IInternalActorRef actor) =>
        ChildrenForWriting.Init(actor) && TryGetChildStatsByRef(actor, out var stats) ? stats : null;

    public void Stop(IActorRef child)
    {
        if (Offspring is { } children && children.Contains(child)) children.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    private void StopChildren()
    {
        if (Offspring == null) return;
        foreach (var child in Offspring.Children) Stop(child);
    }

    private void SuspendChildren(IActorRef except)
    {
        if (Offspring == null) return;
        foreach (var child in Offspring.Children)
            if (except == null || !child.Equals(except)) child.Suspend();
    }

    private void ResumeChildren(Exception causedByFailure, IActorRef perpetrator)
    {
        if (Offspring == null) return;
        foreach (var child in Offspring.Children)
            child.Resume(perpetrator != null && child.Equals(perpetrator) ? causedByFailure : null);
    }

    protected bool SetChildrenTerminationReason(SuspendReason reason) => Offspring?.SetReason(reason) ?? false;

    protected void SetTerminated()
    {
        if (Interlocked.CompareExchange(ref More.Children, LiveChildren.OfTheEnded, null) is { } children) children.SetTerminated();
    }

    protected SuspendReason RemoveChildAndGetStateChange(IActorRef child) => Offspring?.RemoveAndGetStateChange(child);
}
