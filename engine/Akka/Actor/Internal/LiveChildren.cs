namespace Akka.Actor.Internal;

/// <summary>
/// The children of a running cell. The cell writes, any thread may look a child up; a lock is cheaper here than copies, for there may be
/// a million children.
/// </summary>
internal sealed class LiveChildren : IChildrenContainer
{
    private readonly Dictionary<string, IChildStats> _byName = new(StringComparer.Ordinal);
    private HashSet<IActorRef> _toDie;
    private volatile SuspendReason _reason;
    private bool _terminated;
    private long _nextNumber;

    /// <summary>Numbers children that have no name.</summary>
    internal long NextNumber() => Interlocked.Increment(ref _nextNumber) - 1;

    /// <summary>Why the cell waits for children to end; null when it does not.</summary>
    internal SuspendReason Reason => _reason;

    public bool IsNormal => !_terminated && _reason is null or SuspendReason.UserRequest;
    public bool IsTerminating => _terminated || _reason is SuspendReason.Termination;

    // Asked for at every failure and every end of a child, and seldom looked at: the copy is made when somebody enumerates.
    public IReadOnlyCollection<IInternalActorRef> Children => new Snapshot<IInternalActorRef>(this, static stats => stats.Child);

    public IReadOnlyCollection<ChildRestartStats> Stats => new Snapshot<ChildRestartStats>(this, static stats => stats);

    private sealed class Snapshot<T>(LiveChildren children, Func<ChildRestartStats, T> select) : IReadOnlyCollection<T>
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
                    foreach (var stats in children._byName.Values)
                        if (stats is ChildRestartStats child) all.Add(select(child));
                    return _all = all;
                }
            }
        }

        public IEnumerator<T> GetEnumerator() => All.GetEnumerator();
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    public bool TryGetByName(string name, out IChildStats stats)
    {
        lock (_byName) return _byName.TryGetValue(name, out stats);
    }

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats stats)
    {
        lock (_byName)
        {
            if (_byName.TryGetValue(actor.Path.Name, out var found) && found is ChildRestartStats child && child.Child.Equals(actor))
            {
                stats = child;
                return true;
            }
        }
        stats = null;
        return false;
    }

    public bool Contains(IActorRef actor) => TryGetByRef(actor, out _);

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
            if (_byName.TryGetValue(name, out var holder) && !(holder is ChildRestartStats known && known.Child.IsTerminated))
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

    /// <summary>Turns a reserved name into a child; null when the name was not reserved or belongs to another incarnation.</summary>
    internal ChildRestartStats Init(IInternalActorRef actor)
    {
        lock (_byName)
        {
            string name = actor.Path.Name;
            if (!_byName.TryGetValue(name, out var stats)) return null;
            if (stats is ChildRestartStats known) return known.Child.Equals(actor) ? known : null;
            var fresh = new ChildRestartStats(actor);
            _byName[name] = fresh;
            return fresh;
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
            string name = child.Path.Name;
            if (_byName.TryGetValue(name, out var stats) && stats is ChildRestartStats known && known.Child.Equals(child)) _byName.Remove(name);
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
