using System.Collections.Immutable;
using Akka.Cluster.Serialization;

namespace Akka.Cluster;

/// <summary>How an observer sees a member; the numbers are those of the wire.</summary>
internal enum ReachabilityStatus
{
    Reachable = 0,
    Unreachable = 1,
    Terminated = 2,
}

/// <summary>What one observer last said about one member, and the observer's count at that time.</summary>
internal sealed record ReachabilityRecord(UniqueAddress Observer, UniqueAddress Subject, ReachabilityStatus Status, long Version);

/// <summary>
/// Who sees whom as unreachable. An observer counts its own changes; in a merge the higher count wins for all of that observer's
/// records at once. An observer whose records would all read Reachable keeps none, only its count.
/// </summary>
internal sealed partial class Reachability
{
    public static readonly Reachability Empty = new([], []);

    private readonly ImmutableArray<ReachabilityRecord> _records;
    private readonly ImmutableArray<(UniqueAddress Observer, long Version)> _versions;
    private Dictionary<UniqueAddress, List<ReachabilityRecord>> _byObserver;
    private Dictionary<UniqueAddress, ReachabilityStatus> _bySubject;

    private Reachability(ImmutableArray<ReachabilityRecord> records, ImmutableArray<(UniqueAddress, long)> versions)
    {
        _records = records;
        _versions = versions;
    }

    public static Reachability Create(IEnumerable<ReachabilityRecord> records, IEnumerable<(UniqueAddress, long)> versions) =>
        new([.. records], [.. versions]);

    public static Reachability Create(ImmutableArray<ReachabilityRecord> records, ImmutableArray<(UniqueAddress, long)> versions) =>
        new(records, versions);

    public ReachabilityPart Encoded { get; set; }

    /// <summary>In the order in which they were first said, as a decoded state came over the wire.</summary>
    public ImmutableArray<ReachabilityRecord> Records => _records;

    public ImmutableArray<(UniqueAddress Observer, long Version)> Versions => _versions;

    public bool IsAllReachable => BySubject.Count == 0;

    public long VersionOf(UniqueAddress observer)
    {
        foreach (var (node, version) in _versions)
        {
            if (node.Equals(observer))
                return version;
        }
        return 0;
    }

    public Reachability Unreachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Unreachable);

    public Reachability Reachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Reachable);

    public Reachability Terminated(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Terminated);

    private Reachability Change(UniqueAddress observer, UniqueAddress subject, ReachabilityStatus status)
    {
        var version = VersionOf(observer) + 1;
        var record = new ReachabilityRecord(observer, subject, status, version);
        var own = RecordsFrom(observer);
        var known = own.Find(r => r.Subject.Equals(subject));
        if (known is null)
        {
            // Reachable is what everybody starts with: nothing to say.
            return status == ReachabilityStatus.Reachable ? this : new Reachability(_records.Add(record), WithVersion(observer, version));
        }
        if (known.Status == ReachabilityStatus.Terminated || known.Status == status)
            return this;
        var allReachable = status == ReachabilityStatus.Reachable
            && own.TrueForAll(r => r.Status == ReachabilityStatus.Reachable || r.Subject.Equals(subject));
        var records = allReachable
            ? _records.RemoveAll(r => r.Observer.Equals(observer))
            : _records.Replace(known, record);
        return new Reachability(records, WithVersion(observer, version));
    }

    private ImmutableArray<(UniqueAddress, long)> WithVersion(UniqueAddress observer, long version)
    {
        for (var i = 0; i < _versions.Length; i++)
        {
            if (_versions[i].Observer.Equals(observer))
                return _versions.SetItem(i, (observer, version));
        }
        return _versions.Add((observer, version));
    }

    /// <summary>Per observer the newer word, about and from members alone.</summary>
    public Reachability Merge(IReadOnlySet<UniqueAddress> members, Reachability that)
    {
        if (_versions.IsEmpty && that._versions.IsEmpty)
            return Empty;
        var records = ImmutableArray.CreateBuilder<ReachabilityRecord>();
        var versions = ImmutableArray.CreateBuilder<(UniqueAddress, long)>();
        foreach (var (observer, mine) in _versions)
        {
            if (members.Contains(observer))
                Take(observer, mine, that.VersionOf(observer));
        }
        foreach (var (observer, theirs) in that._versions)
        {
            if (members.Contains(observer) && VersionOf(observer) == 0)
                Take(observer, 0, theirs);
        }
        return new Reachability(records.ToImmutable(), versions.ToImmutable());

        void Take(UniqueAddress observer, long mine, long theirs)
        {
            foreach (var record in (mine >= theirs ? this : that).RecordsFrom(observer))
            {
                if (members.Contains(record.Subject))
                    records.Add(record);
            }
            versions.Add((observer, Math.Max(mine, theirs)));
        }
    }

    /// <summary>Forgets these nodes, as observers and as observed.</summary>
    public Reachability Remove(IReadOnlySet<UniqueAddress> nodes)
    {
        if (nodes.Count == 0 || (_records.IsEmpty && _versions.IsEmpty))
            return this;
        return new Reachability(
            _records.RemoveAll(r => nodes.Contains(r.Observer) || nodes.Contains(r.Subject)),
            _versions.RemoveAll(v => nodes.Contains(v.Observer)));
    }

    /// <summary>Forgets what these nodes said.</summary>
    public Reachability RemoveObservers(IReadOnlySet<UniqueAddress> nodes)
    {
        if (nodes.Count == 0 || _records.IsEmpty)
            return this;
        return new Reachability(
            _records.RemoveAll(r => nodes.Contains(r.Observer)),
            _versions.RemoveAll(v => nodes.Contains(v.Observer)));
    }

    /// <summary>Keeps what is said about these nodes alone.</summary>
    public Reachability FilterRecords(Func<ReachabilityRecord, bool> keep)
    {
        var kept = _records.RemoveAll(r => !keep(r));
        return kept.Length == _records.Length ? this : new Reachability(kept, _versions);
    }
}
