namespace Akka.Cluster;

/// <summary>What the records come to.</summary>
internal sealed partial class Reachability
{
    private static readonly List<ReachabilityRecord> NoRecords = [];

    private Dictionary<UniqueAddress, List<ReachabilityRecord>> ByObserver
    {
        get
        {
            if (_byObserver is { } known)
                return known;
            var index = new Dictionary<UniqueAddress, List<ReachabilityRecord>>();
            foreach (var record in _records)
            {
                if (!index.TryGetValue(record.Observer, out var own))
                    index.Add(record.Observer, own = []);
                own.Add(record);
            }
            return _byObserver = index;
        }
    }

    private Dictionary<UniqueAddress, ReachabilityStatus> BySubject
    {
        get
        {
            if (_bySubject is { } known)
                return known;
            var index = new Dictionary<UniqueAddress, ReachabilityStatus>();
            foreach (var record in _records)
            {
                if (record.Status == ReachabilityStatus.Reachable)
                    continue;
                if (!index.TryGetValue(record.Subject, out var status) || status < record.Status)
                    index[record.Subject] = record.Status;
            }
            return _bySubject = index;
        }
    }

    public List<ReachabilityRecord> RecordsFrom(UniqueAddress observer) => ByObserver.TryGetValue(observer, out var own) ? own : NoRecords;

    public ReachabilityStatus Status(UniqueAddress observer, UniqueAddress subject)
    {
        foreach (var record in RecordsFrom(observer))
        {
            if (record.Subject.Equals(subject))
                return record.Status;
        }
        return ReachabilityStatus.Reachable;
    }

    public ReachabilityStatus Status(UniqueAddress node) => BySubject.GetValueOrDefault(node, ReachabilityStatus.Reachable);

    public bool IsReachable(UniqueAddress node) => !BySubject.ContainsKey(node);

    public bool IsReachable(UniqueAddress observer, UniqueAddress subject) => Status(observer, subject) == ReachabilityStatus.Reachable;

    /// <summary>Whom somebody sees as gone.</summary>
    public IReadOnlyCollection<UniqueAddress> AllUnreachableOrTerminated => BySubject.Keys;

    public IEnumerable<UniqueAddress> AllUnreachableFrom(UniqueAddress observer) =>
        RecordsFrom(observer).Where(static r => r.Status == ReachabilityStatus.Unreachable).Select(static r => r.Subject);

    /// <summary>Observers that have something to say.</summary>
    public IReadOnlyCollection<UniqueAddress> AllObservers => ByObserver.Keys;

    /// <summary>Each node that cannot be reached, with those who say so.</summary>
    public Dictionary<UniqueAddress, List<UniqueAddress>> ObserversByUnreachable()
    {
        var observers = new Dictionary<UniqueAddress, List<UniqueAddress>>();
        foreach (var record in _records)
        {
            if (record.Status != ReachabilityStatus.Unreachable || Status(record.Subject) == ReachabilityStatus.Reachable)
                continue;
            if (!observers.TryGetValue(record.Subject, out var known))
                observers.Add(record.Subject, known = []);
            known.Add(record.Observer);
        }
        return observers;
    }

    /// <summary>Equal when every observer's count and records are, in whatever order.</summary>
    public override bool Equals(object obj) =>
        obj is Reachability other
        && _records.Length == other._records.Length
        && _versions.Length == other._versions.Length
        && _versions.All(v => other.VersionOf(v.Observer) == v.Version)
        && _records.All(r => other.RecordsFrom(r.Observer).Contains(r));

    public override int GetHashCode() => HashCode.Combine(_records.Length, _versions.Length);

    public override string ToString() =>
        $"Reachability({string.Join(", ", _records.Select(static r => $"{r.Observer.Address} -> {r.Subject.Address}: {r.Status} [{r.Version}]"))})";
}
