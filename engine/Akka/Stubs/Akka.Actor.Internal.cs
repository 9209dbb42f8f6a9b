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
public partial class InternalActivateFsmLogging
{
    internal InternalActivateFsmLogging() { }
    public static Akka.Actor.Internal.InternalActivateFsmLogging Instance { get => throw null; }
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
