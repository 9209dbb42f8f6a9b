using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>An actor reference with the version it was registered under; without a reference the entry was removed.</summary>
internal sealed class VersionedValue : IEquatable<VersionedValue>
{
    private Routee _routee;

    internal VersionedValue(long version, IActorRef @ref)
    {
        Version = version;
        Ref = @ref;
    }

    internal long Version { get; }

    internal IActorRef Ref { get; }

    internal Routee Routee => Ref is null ? null : _routee ??= new ActorRefRoutee(Ref);

    public bool Equals(VersionedValue other) => other is not null && Version == other.Version && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as VersionedValue);

    public override int GetHashCode() => HashCode.Combine(Version, Ref);
}

/// <summary>What one node has registered. Only its owner writes it; its version is that of the latest entry.</summary>
internal sealed class Bucket : IEquatable<Bucket>
{
    internal Bucket(Address owner, long version, ImmutableDictionary<string, VersionedValue> content)
    {
        Owner = owner;
        Version = version;
        Content = content;
    }

    internal Address Owner { get; }

    internal long Version { get; }

    internal ImmutableDictionary<string, VersionedValue> Content { get; }

    internal static Bucket Empty(Address owner) => new(owner, 0, ImmutableDictionary<string, VersionedValue>.Empty);

    public bool Equals(Bucket other) => other is not null
        && Version == other.Version
        && Owner.Equals(other.Owner)
        && Content.Count == other.Content.Count
        && Content.All(entry => other.Content.TryGetValue(entry.Key, out var value) && entry.Value.Equals(value));

    public override bool Equals(object obj) => Equals(obj as Bucket);

    public override int GetHashCode() => HashCode.Combine(Owner, Version);
}

/// <summary>
/// Who has registered what on which node. A value: each change gives a new registry. Buckets stand in the order in which they
/// were first heard of.
/// </summary>
internal sealed class Registry
{
    private readonly Address _self;
    private readonly ImmutableList<Bucket> _buckets;

    private Registry(Address self, ImmutableList<Bucket> buckets)
    {
        _self = self;
        _buckets = buckets;
    }

    internal static Registry Empty(Address self) => new(self, []);

    internal IReadOnlyList<Bucket> Buckets => _buckets;

    internal Bucket this[Address owner] => _buckets.Find(bucket => bucket.Owner.Equals(owner)) ?? Bucket.Empty(owner);

    internal IEnumerable<KeyValuePair<Address, long>> Versions => _buckets.Select(bucket => KeyValuePair.Create(bucket.Owner, bucket.Version));

    /// <summary>Registers or, without a reference, removes an entry of this node. Versions are milliseconds and always grow.</summary>
    internal Registry Put(string key, IActorRef actor, long nowMillis)
    {
        var bucket = this[_self];
        var version = Math.Max(nowMillis, bucket.Version + 1);
        return With(new Bucket(_self, version, bucket.Content.SetItem(key, new VersionedValue(version, actor))));
    }

    internal Registry Without(Address owner) => new(_self, _buckets.RemoveAll(bucket => bucket.Owner.Equals(owner)));

    /// <summary>True if the other node knows something that this one does not.</summary>
    internal bool IsBehind(IReadOnlyDictionary<Address, long> otherVersions) => otherVersions.Any(other => other.Value > this[other.Key].Version);

    /// <summary>
    /// What the other node lacks, at most <paramref name="maxElements"/> entries. Of a bucket that does not fit, the entries with the
    /// lowest versions go first and the bucket's version says how far they reach, so that the next round continues there.
    /// </summary>
    internal IReadOnlyList<Bucket> DeltaFor(IReadOnlyDictionary<Address, long> otherVersions, int maxElements)
    {
        var delta = new List<Bucket>();
        var room = maxElements;
        foreach (var bucket in _buckets)
        {
            var known = otherVersions.GetValueOrDefault(bucket.Owner);
            if (bucket.Version <= known || room <= 0)
                continue;
            var news = bucket.Content.Where(entry => entry.Value.Version > known).ToList();
            if (news.Count <= room)
            {
                delta.Add(new Bucket(bucket.Owner, bucket.Version, news.ToImmutableDictionary()));
                room -= news.Count;
                continue;
            }

            var first = news.OrderBy(entry => entry.Value.Version).Take(room).ToList();
            delta.Add(new Bucket(bucket.Owner, first[^1].Value.Version, first.ToImmutableDictionary()));
            room = 0;
        }

        return delta;
    }

    /// <summary>Takes over newer entries of the nodes that are known; a former member's buckets stay out.</summary>
    internal Registry Merge(IEnumerable<Bucket> delta, IReadOnlySet<Address> nodes)
    {
        var merged = this;
        foreach (var bucket in delta)
        {
            var mine = merged[bucket.Owner];
            if (nodes.Contains(bucket.Owner) && bucket.Version > mine.Version)
                merged = merged.With(new Bucket(bucket.Owner, bucket.Version, mine.Content.SetItems(bucket.Content)));
        }

        return merged;
    }

    /// <summary>Forgets removed entries that are older than <paramref name="timeToLive"/>: by then every node has heard of the removal.</summary>
    internal Registry Prune(TimeSpan timeToLive)
    {
        var pruned = this;
        foreach (var bucket in _buckets)
        {
            var old = bucket.Content
                .Where(entry => entry.Value.Ref is null && bucket.Version - entry.Value.Version > timeToLive.TotalMilliseconds)
                .Select(entry => entry.Key)
                .ToList();
            if (old.Count > 0)
                pruned = pruned.With(new Bucket(bucket.Owner, bucket.Version, bucket.Content.RemoveRange(old)));
        }

        return pruned;
    }

    /// <summary>The live registrations of a key, on all nodes.</summary>
    internal IEnumerable<(Address Owner, VersionedValue Value)> Find(string key)
    {
        foreach (var bucket in _buckets)
        {
            if (bucket.Content.TryGetValue(key, out var value) && value.Ref is not null)
                yield return (bucket.Owner, value);
        }
    }

    /// <summary>The live registrations below a key (the groups of a topic), by their key.</summary>
    internal IEnumerable<IGrouping<string, VersionedValue>> FindBelow(string key)
    {
        var prefix = key + "/";
        return _buckets
            .SelectMany(bucket => bucket.Content)
            .Where(entry => entry.Value.Ref is not null && entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(entry => entry.Key, entry => entry.Value);
    }

    private Registry With(Bucket bucket)
    {
        var index = _buckets.FindIndex(b => b.Owner.Equals(bucket.Owner));
        return new Registry(_self, index < 0 ? _buckets.Add(bucket) : _buckets.SetItem(index, bucket));
    }
}
