using System.Collections.Immutable;
using System.Text;

namespace Akka.Actor.Internal;

/// <summary>No child yet. Adding the first one gives a <see cref="NormalChildrenContainer"/>.</summary>
public class EmptyChildrenContainer : IChildrenContainer
{
    internal static readonly ImmutableDictionary<string, IChildStats> NoStats = ImmutableDictionary<string, IChildStats>.Empty;

    protected EmptyChildrenContainer() { }

    public static IChildrenContainer Instance { get; } = new EmptyChildrenContainer();

    public virtual bool IsTerminating => false;
    public virtual bool IsNormal => true;
    public IReadOnlyCollection<IInternalActorRef> Children => [];
    public IReadOnlyCollection<ChildRestartStats> Stats => [];

    public virtual IChildrenContainer Add(string name, ChildRestartStats stats) => NormalChildrenContainer.Create(NoStats.SetItem(name, stats));
    public IChildrenContainer Remove(IActorRef child) => this;
    public virtual IChildrenContainer Reserve(string name) => NormalChildrenContainer.Create(NoStats.SetItem(name, ChildNameReserved.Instance));
    public IChildrenContainer Unreserve(string name) => this;
    public IChildrenContainer ShallDie(IActorRef actor) => this;
    public bool Contains(IActorRef actor) => false;

    public bool TryGetByName(string name, out IChildStats stats)
    {
        stats = null;
        return false;
    }

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats childRestartStats)
    {
        childRestartStats = null;
        return false;
    }

    public override string ToString() => "No children";
}

/// <summary>The actor has ended; nobody can become its child any more.</summary>
public class TerminatedChildrenContainer : EmptyChildrenContainer
{
    private TerminatedChildrenContainer() { }

    public static new IChildrenContainer Instance { get; } = new TerminatedChildrenContainer();

    public override bool IsTerminating => true;
    public override bool IsNormal => false;

    public override IChildrenContainer Add(string name, ChildRestartStats stats) => this;

    public override IChildrenContainer Reserve(string name) =>
        throw new InvalidOperationException($"Cannot reserve actor name '{name}': already terminated");

    public override string ToString() => "Terminated";
}

/// <summary>Children by name, immutable.</summary>
public abstract class ChildrenContainerBase : IChildrenContainer
{
    protected ChildrenContainerBase(IImmutableDictionary<string, IChildStats> children) => InternalChildren = children;

    protected IImmutableDictionary<string, IChildStats> InternalChildren { get; }

    public virtual bool IsTerminating => false;
    public virtual bool IsNormal => true;
    public IReadOnlyCollection<IInternalActorRef> Children => [.. Stats.Select(s => s.Child)];
    public IReadOnlyCollection<ChildRestartStats> Stats => [.. InternalChildren.Values.OfType<ChildRestartStats>()];

    public abstract IChildrenContainer Add(string name, ChildRestartStats stats);
    public abstract IChildrenContainer Remove(IActorRef child);
    public abstract IChildrenContainer Reserve(string name);
    public abstract IChildrenContainer ShallDie(IActorRef actor);
    public abstract IChildrenContainer Unreserve(string name);

    public bool TryGetByName(string name, out IChildStats stats) => InternalChildren.TryGetValue(name, out stats);

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats childRestartStats)
    {
        childRestartStats = InternalChildren.TryGetValue(actor.Path.Name, out var stats) && stats is ChildRestartStats known && known.Child.Equals(actor) ? known : null;
        return childRestartStats != null;
    }

    public bool Contains(IActorRef actor) => TryGetByRef(actor, out _);

    protected void ChildStatsAppender(StringBuilder sb, KeyValuePair<string, IChildStats> kvp, int index)
    {
        if (index > 0) sb.Append(',');
        sb.Append(kvp.Key).Append(':').Append(kvp.Value);
    }

    internal string Describe()
    {
        var text = new StringBuilder();
        int index = 0;
        foreach (var pair in InternalChildren) ChildStatsAppender(text, pair, index++);
        return text.ToString();
    }
}

public class NormalChildrenContainer : ChildrenContainerBase
{
    private NormalChildrenContainer(IImmutableDictionary<string, IChildStats> children) : base(children) { }

    public static IChildrenContainer Create(IImmutableDictionary<string, IChildStats> children) =>
        children.Count == 0 ? EmptyChildrenContainer.Instance : new NormalChildrenContainer(children);

    public override IChildrenContainer Add(string name, ChildRestartStats stats) => Create(InternalChildren.SetItem(name, stats));
    public override IChildrenContainer Remove(IActorRef child) => Create(InternalChildren.Remove(child.Path.Name));
    public override IChildrenContainer ShallDie(IActorRef actor) => new TerminatingChildrenContainer(InternalChildren, actor, SuspendReason.UserRequest.Instance);

    public override IChildrenContainer Reserve(string name) =>
        InternalChildren.ContainsKey(name)
            ? throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!")
            : new NormalChildrenContainer(InternalChildren.SetItem(name, ChildNameReserved.Instance));

    public override IChildrenContainer Unreserve(string name) =>
        InternalChildren.TryGetValue(name, out var stats) && stats is ChildNameReserved ? Create(InternalChildren.Remove(name)) : this;

    public override string ToString() => InternalChildren.Count > 20 ? InternalChildren.Count + " children" : Describe();
}

public class TerminatingChildrenContainer : ChildrenContainerBase
{
    public TerminatingChildrenContainer(IImmutableDictionary<string, IChildStats> children, IActorRef toDie, SuspendReason reason)
        : this(children, ImmutableHashSet.Create(toDie), reason) { }

    public TerminatingChildrenContainer(IImmutableDictionary<string, IChildStats> children, ImmutableHashSet<IActorRef> toDie, SuspendReason reason)
        : base(children)
    {
        ToDie = toDie;
        Reason = reason;
    }

    public SuspendReason Reason { get; }
    public ImmutableHashSet<IActorRef> ToDie { get; }
    public override bool IsTerminating => Reason is SuspendReason.Termination;
    public override bool IsNormal => Reason is SuspendReason.UserRequest;

    public IChildrenContainer CreateCopyWithReason(SuspendReason reason) => new TerminatingChildrenContainer(InternalChildren, ToDie, reason);

    public override IChildrenContainer Add(string name, ChildRestartStats stats) => new TerminatingChildrenContainer(InternalChildren.SetItem(name, stats), ToDie, Reason);

    public override IChildrenContainer Remove(IActorRef child)
    {
        var left = ToDie.Remove(child);
        if (!left.IsEmpty) return new TerminatingChildrenContainer(InternalChildren.Remove(child.Path.Name), left, Reason);
        return Reason is SuspendReason.Termination ? TerminatedChildrenContainer.Instance : NormalChildrenContainer.Create(InternalChildren.Remove(child.Path.Name));
    }

    public override IChildrenContainer ShallDie(IActorRef actor) => new TerminatingChildrenContainer(InternalChildren, ToDie.Add(actor), Reason);

    public override IChildrenContainer Reserve(string name)
    {
        if (Reason is SuspendReason.Termination) throw new InvalidOperationException($@"Cannot reserve actor name ""{name}"". It is terminating.");
        if (InternalChildren.ContainsKey(name)) throw new InvalidActorNameException($@"Actor name ""{name}"" is not unique!");
        return new TerminatingChildrenContainer(InternalChildren.SetItem(name, ChildNameReserved.Instance), ToDie, Reason);
    }

    public override IChildrenContainer Unreserve(string name) =>
        InternalChildren.TryGetValue(name, out var stats) && stats is ChildNameReserved
            ? new TerminatingChildrenContainer(InternalChildren.Remove(name), ToDie, Reason)
            : this;

    public override string ToString() =>
        InternalChildren.Count > 20 ? InternalChildren.Count + " children" : Describe() + $" ({ToDie.Count} of them to die: {Reason.GetType().Name})";
}
