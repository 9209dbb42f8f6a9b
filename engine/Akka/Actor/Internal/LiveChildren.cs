using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Akka.Actor.Internal;

/// <summary>
/// The children of a running cell. The cell writes, any thread may look a child up; a lock is cheaper here than copies, for there may be
/// a million children.
/// </summary>
internal sealed class LiveChildren : IChildrenContainer
{
    // A reserved name, a reference, or, once somebody asked for them, the child's stats: most children never fail and need none.
    private readonly Dictionary<string, object> _byName = new(StringComparer.Ordinal);
    private HashSet<IActorRef> _toDie;
    private volatile SuspendReason _reason;
    private bool _terminated;
    private long _nextNumber;

    /// <summary>Shared by the cells that ended and never had a child: it takes none.</summary>
    internal static readonly LiveChildren OfTheEnded = new() { _terminated = true };

    /// <summary>Numbers children that have no name.</summary>
    internal long NextNumber() => Interlocked.Increment(ref _nextNumber) - 1;

    /// <summary>Why the cell waits for children to end; null when it does not.</summary>
    internal SuspendReason Reason => _reason;

    public bool IsNormal => !_terminated && _reason is null or SuspendReason.UserRequest;
    public bool IsTerminating => _terminated || _reason is SuspendReason.Termination;

    // Asked for at every failure and every end of a child, and seldom looked at: the copy is made when somebody enumerates.
    public IReadOnlyCollection<IInternalActorRef> Children => new Snapshot<IInternalActorRef>(this, static (children, name) => children.ChildOf(name));

    public IReadOnlyCollection<ChildRestartStats> Stats => new Snapshot<ChildRestartStats>(this, static (children, name) => children.StatsOf(name));

    private sealed class Snapshot<T>(LiveChildren children, Func<LiveChildren, string, T> select) : IReadOnlyCollection<T> where T : class
    {
        private List<T> _all;

        public int Count => All.Count;

        private List<T> All
        {
            get
            {
                if (_all != null) return _all;
                lock (children._byName)
                {
                    var all = new List<T>(children._byName.Count);
                    foreach (string name in children._byName.Keys)
                        if (select(children, name) is { } child) all.Add(child);
                    return _all = all;
                }
            }
        }

        public IEnumerator<T> GetEnumerator() => All.GetEnumerator();
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private IInternalActorRef ChildOf(string name) => _byName.TryGetValue(name, out object found) ? ChildOf(found) : null;

    private static IInternalActorRef ChildOf(object entry) => entry as IInternalActorRef ?? (entry as ChildRestartStats)?.Child;

    private ChildRestartStats StatsOf(string name)
    {
        ref object entry = ref CollectionsMarshal.GetValueRefOrNullRef(_byName, name);
        if (Unsafe.IsNullRef(ref entry)) return null;
        if (entry is IInternalActorRef child) entry = new ChildRestartStats(child);
        return entry as ChildRestartStats;
    }

    public bool TryGetByName(string name, out IChildStats stats)
    {
        lock (_byName)
        {
            stats = (IChildStats)StatsOf(name) ?? (_byName.ContainsKey(name) ? ChildNameReserved.Instance : null);
            return stats != null;
        }
    }

    /// <summary>The child of that name, or null.</summary>
    internal IInternalActorRef Find(string name)
    {
        lock (_byName) return ChildOf(name);
    }

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats stats)
    {
        lock (_byName)
        {
            stats = Holds(actor) ? StatsOf(actor.Path.Name) : null;
            return stats != null;
        }
    }

    public bool Contains(IActorRef actor)
    {
        lock (_byName) return Holds(actor);
    }

    private bool Holds(IActorRef actor) => ChildOf(actor.Path.Name) is { } child && child.Equals(actor);

    public IChildrenContainer Add(string name, ChildRestartStats stats)
    {
        lock (_byName) _byName[name] = stats;
        return this;
    }

    public IChildrenContainer Remove(IActorRef child)
    {
        RemoveAndGetStateChange(child);
        return this;
    }

    public IChildrenContainer Reserve(string name)
    {
        lock (_byName)
        {
            if (IsTerminating)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': terminating or terminated");
            // A child that has ended keeps its name only until this cell hears of it; whoever already knows may use the name again.
            if (_byName.TryGetValue(name, out object holder) && ChildOf(holder) is not { IsTerminated: true })
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            _byName[name] = ChildNameReserved.Instance;
        }
        return this;
    }

    public IChildrenContainer Unreserve(string name)
    {
        lock (_byName)
            if (_byName.TryGetValue(name, out var stats) && stats is ChildNameReserved) _byName.Remove(name);
        return this;
    }

    public IChildrenContainer ShallDie(IActorRef actor)
    {
        lock (_byName)
        {
            (_toDie ??= []).Add(actor);
            _reason ??= SuspendReason.UserRequest.Instance;
        }
        return this;
    }

    /// <summary>Turns a reserved name into a child; false when the name was not reserved or belongs to another incarnation.</summary>
    internal bool Init(IInternalActorRef actor)
    {
        lock (_byName)
        {
            ref object entry = ref CollectionsMarshal.GetValueRefOrNullRef(_byName, actor.Path.Name);
            if (Unsafe.IsNullRef(ref entry)) return false;
            if (ChildOf(entry) is { } known) return known.Equals(actor);
            entry = actor;
            return true;
        }
    }

    internal bool SetReason(SuspendReason reason)
    {
        lock (_byName)
        {
            if (_toDie is not { Count: > 0 }) return false;
            _reason = reason;
            return true;
        }
    }

    internal void SetTerminated()
    {
        lock (_byName)
        {
            _terminated = true;
            _byName.Clear();
        }
    }

    /// <summary>The reason for which the cell had been waiting, when this was the last child it waited for.</summary>
    internal SuspendReason RemoveAndGetStateChange(IActorRef child)
    {
        lock (_byName)
        {
            if (Holds(child)) _byName.Remove(child.Path.Name);
            if (_toDie is not { Count: > 0 }) return null;
            _toDie.Remove(child);
            if (_toDie.Count > 0) return null;
            var reason = _reason;
            if (reason is SuspendReason.Termination) _terminated = true;
            else _reason = null;
            return reason;
        }
    }
}
