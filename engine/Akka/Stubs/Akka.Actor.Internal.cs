using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Actor.Internal;

public abstract partial class AbstractStash : Akka.Actor.IStash
{
    internal AbstractStash() { }
    public IEnumerable<Akka.Actor.Envelope> ClearStash()=> throw null;
    public bool IsEmpty { get => throw null; }
    public bool IsFull { get => throw null; }
    public bool NonEmpty { get => throw null; }
    public int Count { get => throw null; }
    protected AbstractStash(Akka.Actor.IActorContext context) { }
    public virtual int Capacity { get => throw null; }
    public void Prepend(IEnumerable<Akka.Actor.Envelope> envelopes)=> throw null;
    public void Stash()=> throw null;
    public void Unstash()=> throw null;
    public void UnstashAll()=> throw null;
    public void UnstashAll(Func<Akka.Actor.Envelope, bool> filterPredicate)=> throw null;
}
public partial class ActorSystemImpl : Akka.Actor.ExtendedActorSystem
{
    internal ActorSystemImpl() { }
    public ActorSystemImpl(string name) { }
    public ActorSystemImpl(string name, Akka.Configuration.Config config, Akka.Actor.Setup.ActorSystemSetup setup, Akka.Util.Option<Akka.Actor.Props>? guardianProps = default) { }
    public Akka.Util.Option<Akka.Actor.Props> GuardianProps { get => throw null; }
    public override Akka.Actor.ActorProducerPipelineResolver ActorPipelineResolver { get => throw null; }
    public override Akka.Actor.ActorSelection ActorSelection(Akka.Actor.ActorPath actorPath)=> throw null;
    public override Akka.Actor.ActorSelection ActorSelection(string actorPath)=> throw null;
    public override Akka.Actor.IActorRef ActorOf(Akka.Actor.Props props, string name = default)=> throw null;
    public override Akka.Actor.IActorRef DeadLetters { get => throw null; }
    public override Akka.Actor.IActorRef IgnoreRef { get => throw null; }
    public override Akka.Actor.IActorRef SystemActorOf(Akka.Actor.Props props, string name = default)=> throw null;
    public override Akka.Actor.IActorRef SystemActorOf<TActor>(string name = default)=> throw null;
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    public override Akka.Actor.IInternalActorRef Guardian { get => throw null; }
    public override Akka.Actor.IInternalActorRef LookupRoot { get => throw null; }
    public override Akka.Actor.IInternalActorRef SystemGuardian { get => throw null; }
    public override Akka.Actor.IScheduler Scheduler { get => throw null; }
    public override Akka.Actor.Settings Settings { get => throw null; }
    public override Akka.Dispatch.Dispatchers Dispatchers { get => throw null; }
    public override Akka.Dispatch.Mailboxes Mailboxes { get => throw null; }
    public override Akka.Event.EventStream EventStream { get => throw null; }
    public override Akka.Event.ILoggingAdapter Log { get => throw null; }
    public override Akka.Serialization.Serialization Serialization { get => throw null; }
    public override T GetExtension<T>()=> throw null;
    public override Task Terminate()=> throw null;
    public override Task WhenTerminated { get => throw null; }
    public override bool HasExtension(Type type)=> throw null;
    public override bool HasExtension<T>()=> throw null;
    public override bool TryGetExtension(Type extensionType, out object extension)=> throw null;
    public override bool TryGetExtension<T>(out T extension)=> throw null;
    public override object GetExtension(Akka.Actor.IExtensionId extensionId)=> throw null;
    public override object RegisterExtension(Akka.Actor.IExtensionId extension)=> throw null;
    public override string Name { get => throw null; }
    public override string PrintTree()=> throw null;
    public override string ToString()=> throw null;
    public override void Abort()=> throw null;
    public override void RegisterOnTermination(Action code)=> throw null;
    public override void Stop(Akka.Actor.IActorRef actor)=> throw null;
    public void Start()=> throw null;
}
public partial class BoundedStashImpl : Akka.Actor.Internal.AbstractStash
{
    internal BoundedStashImpl() { }
    public BoundedStashImpl(Akka.Actor.IActorContext context) { }
}
public partial class ChildNameReserved : Akka.Actor.Internal.IChildStats
{
    internal ChildNameReserved() { }
    public override string ToString()=> throw null;
    public static Akka.Actor.Internal.ChildNameReserved Instance { get => throw null; }
}
public partial class ChildRestartStats : Akka.Actor.Internal.IChildStats
{
    internal ChildRestartStats() { }
    public ChildRestartStats(Akka.Actor.IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0) { }
    public Akka.Actor.IInternalActorRef Child { get => throw null; }
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)=> throw null;
    public long RestartTimeWindowStartTicks { get => throw null; }
    public long Uid { get => throw null; }
    public uint MaxNrOfRetriesCount { get => throw null; }
}
public abstract partial class ChildrenContainerBase : Akka.Actor.Internal.IChildrenContainer
{
    internal ChildrenContainerBase() { }
    public IReadOnlyCollection<Akka.Actor.IInternalActorRef> Children { get => throw null; }
    public IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> Stats { get => throw null; }
    public abstract Akka.Actor.Internal.IChildrenContainer Add(string name, Akka.Actor.Internal.ChildRestartStats stats);
    public abstract Akka.Actor.Internal.IChildrenContainer Remove(Akka.Actor.IActorRef child);
    public abstract Akka.Actor.Internal.IChildrenContainer Reserve(string name);
    public abstract Akka.Actor.Internal.IChildrenContainer ShallDie(Akka.Actor.IActorRef actor);
    public abstract Akka.Actor.Internal.IChildrenContainer Unreserve(string name);
    public bool Contains(Akka.Actor.IActorRef actor)=> throw null;
    public bool TryGetByName(string name, out Akka.Actor.Internal.IChildStats stats)=> throw null;
    public bool TryGetByRef(Akka.Actor.IActorRef actor, out Akka.Actor.Internal.ChildRestartStats childRestartStats)=> throw null;
    protected ChildrenContainerBase(IImmutableDictionary<string, Akka.Actor.Internal.IChildStats> children) { }
    protected IImmutableDictionary<string, Akka.Actor.Internal.IChildStats> InternalChildren { get => throw null; }
    protected void ChildStatsAppender(StringBuilder sb, KeyValuePair<string, Akka.Actor.Internal.IChildStats> kvp, int index)=> throw null;
    public virtual bool IsNormal { get => throw null; }
    public virtual bool IsTerminating { get => throw null; }
}
public partial class EmptyChildrenContainer : Akka.Actor.Internal.IChildrenContainer
{
    public Akka.Actor.Internal.IChildrenContainer Remove(Akka.Actor.IActorRef child)=> throw null;
    public Akka.Actor.Internal.IChildrenContainer ShallDie(Akka.Actor.IActorRef actor)=> throw null;
    public Akka.Actor.Internal.IChildrenContainer Unreserve(string name)=> throw null;
    public IReadOnlyCollection<Akka.Actor.IInternalActorRef> Children { get => throw null; }
    public IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> Stats { get => throw null; }
    public bool Contains(Akka.Actor.IActorRef actor)=> throw null;
    public bool TryGetByName(string name, out Akka.Actor.Internal.IChildStats stats)=> throw null;
    public bool TryGetByRef(Akka.Actor.IActorRef actor, out Akka.Actor.Internal.ChildRestartStats childRestartStats)=> throw null;
    public override string ToString()=> throw null;
    protected EmptyChildrenContainer() { }
    public static Akka.Actor.Internal.IChildrenContainer Instance { get => throw null; }
    public virtual Akka.Actor.Internal.IChildrenContainer Add(string name, Akka.Actor.Internal.ChildRestartStats stats)=> throw null;
    public virtual Akka.Actor.Internal.IChildrenContainer Reserve(string name)=> throw null;
    public virtual bool IsNormal { get => throw null; }
    public virtual bool IsTerminating { get => throw null; }
}
public partial interface IChildStats
{
}
public partial interface IChildrenContainer
{
    Akka.Actor.Internal.IChildrenContainer Add(string name, Akka.Actor.Internal.ChildRestartStats stats);
    Akka.Actor.Internal.IChildrenContainer Remove(Akka.Actor.IActorRef child);
    Akka.Actor.Internal.IChildrenContainer Reserve(string name);
    Akka.Actor.Internal.IChildrenContainer ShallDie(Akka.Actor.IActorRef actor);
    Akka.Actor.Internal.IChildrenContainer Unreserve(string name);
    IReadOnlyCollection<Akka.Actor.IInternalActorRef> Children { get; }
    IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> Stats { get; }
    bool Contains(Akka.Actor.IActorRef actor);
    bool IsNormal { get; }
    bool IsTerminating { get; }
    bool TryGetByName(string name, out Akka.Actor.Internal.IChildStats stats);
    bool TryGetByRef(Akka.Actor.IActorRef actor, out Akka.Actor.Internal.ChildRestartStats stats);
}
public partial interface IInitializableActor
{
    void Init();
}
public partial interface IInternalSupportsTestFSMRef<TState, TData>
{
    bool IsStateTimerActive { get; }
    void ApplyState(Akka.Actor.FSMBase.State<TState, TData> upcomingState);
}
public partial class InternalActivateFsmLogging
{
    internal InternalActivateFsmLogging() { }
    public static Akka.Actor.Internal.InternalActivateFsmLogging Instance { get => throw null; }
}
public static partial class InternalCurrentActorCellKeeper
{
    public static Akka.Actor.ActorCell Current { get => throw null; set => throw null; }
}
public partial class NormalChildrenContainer : Akka.Actor.Internal.ChildrenContainerBase
{
    internal NormalChildrenContainer() { }
    public override Akka.Actor.Internal.IChildrenContainer Add(string name, Akka.Actor.Internal.ChildRestartStats stats)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Remove(Akka.Actor.IActorRef child)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Reserve(string name)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer ShallDie(Akka.Actor.IActorRef actor)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Unreserve(string name)=> throw null;
    public override string ToString()=> throw null;
    public static Akka.Actor.Internal.IChildrenContainer Create(IImmutableDictionary<string, Akka.Actor.Internal.IChildStats> children)=> throw null;
}
public abstract partial class SuspendReason
{
    protected SuspendReason() { }
    public partial class Creation : Akka.Actor.Internal.SuspendReason, Akka.Actor.Internal.SuspendReason.IWaitingForChildren
    {
        public Creation() { }
    }
    public partial interface IWaitingForChildren
    {
    }
    public partial class Recreation : Akka.Actor.Internal.SuspendReason, Akka.Actor.Internal.SuspendReason.IWaitingForChildren
    {
        internal Recreation() { }
        public Recreation(Exception cause) { }
        public Exception Cause { get => throw null; }
    }
    public partial class Termination : Akka.Actor.Internal.SuspendReason
    {
        internal Termination() { }
        public static Akka.Actor.Internal.SuspendReason.Termination Instance { get => throw null; }
    }
    public partial class UserRequest : Akka.Actor.Internal.SuspendReason
    {
        internal UserRequest() { }
        public static Akka.Actor.Internal.SuspendReason.UserRequest Instance { get => throw null; }
    }
}
public partial class TerminatedChildrenContainer : Akka.Actor.Internal.EmptyChildrenContainer
{
    internal TerminatedChildrenContainer() { }
    public override Akka.Actor.Internal.IChildrenContainer Add(string name, Akka.Actor.Internal.ChildRestartStats stats)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Reserve(string name)=> throw null;
    public override bool IsNormal { get => throw null; }
    public override bool IsTerminating { get => throw null; }
    public override string ToString()=> throw null;
    public static Akka.Actor.Internal.IChildrenContainer Instance { get => throw null; }
}
public partial class TerminatingChildrenContainer : Akka.Actor.Internal.ChildrenContainerBase
{
    internal TerminatingChildrenContainer() { }
    public TerminatingChildrenContainer(IImmutableDictionary<string, Akka.Actor.Internal.IChildStats> children, Akka.Actor.IActorRef toDie, Akka.Actor.Internal.SuspendReason reason) { }
    public TerminatingChildrenContainer(IImmutableDictionary<string, Akka.Actor.Internal.IChildStats> children, ImmutableHashSet<Akka.Actor.IActorRef> toDie, Akka.Actor.Internal.SuspendReason reason) { }
    public Akka.Actor.Internal.IChildrenContainer CreateCopyWithReason(Akka.Actor.Internal.SuspendReason reason)=> throw null;
    public Akka.Actor.Internal.SuspendReason Reason { get => throw null; }
    public ImmutableHashSet<Akka.Actor.IActorRef> ToDie { get => throw null; }
    public override Akka.Actor.Internal.IChildrenContainer Add(string name, Akka.Actor.Internal.ChildRestartStats stats)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Remove(Akka.Actor.IActorRef child)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Reserve(string name)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer ShallDie(Akka.Actor.IActorRef actor)=> throw null;
    public override Akka.Actor.Internal.IChildrenContainer Unreserve(string name)=> throw null;
    public override bool IsNormal { get => throw null; }
    public override bool IsTerminating { get => throw null; }
    public override string ToString()=> throw null;
}
public partial class UnboundedStashImpl : Akka.Actor.Internal.AbstractStash
{
    internal UnboundedStashImpl() { }
    public UnboundedStashImpl(Akka.Actor.IActorContext context) { }
    public override int Capacity { get => throw null; }
}
