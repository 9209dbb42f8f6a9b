using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Akka.Cluster.Serialization;

namespace Akka.Cluster;

/// <summary>Counts per node, which tell whether one gossip state has come out of another or beside it.</summary>
public sealed class VectorClock
{
    private static readonly VectorClock EmptyClock = new(ImmutableSortedDictionary<Node, long>.Empty);

    private VectorClock(ImmutableSortedDictionary<Node, long> versions) => Versions = versions;

    public ImmutableSortedDictionary<Node, long> Versions { get; }

    internal ClockPart Encoded { get; set; }

    internal StatusPart AsStatus { get; set; }

    public static VectorClock Create() => EmptyClock;

    public static VectorClock Create(ImmutableSortedDictionary<Node, long> seedValues) => new(seedValues);

    public VectorClock Increment(Node node) => new(Versions.SetItem(node, Versions.TryGetValue(node, out var count) ? count + 1 : 1));

    public VectorClock Merge(VectorClock that)
    {
        if (ReferenceEquals(this, that))
            return this;
        var merged = Versions.ToBuilder();
        foreach (var (node, count) in that.Versions)
        {
            if (!merged.TryGetValue(node, out var known) || known < count)
                merged[node] = count;
        }
        return new VectorClock(merged.ToImmutable());
    }

    public VectorClock Prune(Node removedNode) => Versions.ContainsKey(removedNode) ? new VectorClock(Versions.Remove(removedNode)) : this;

    public Ordering CompareTo(VectorClock that)
    {
        if (ReferenceEquals(this, that) || ReferenceEquals(Versions, that.Versions))
            return Ordering.Same;
        bool ahead = false, behind = false;
        using var mine = Versions.GetEnumerator();
        using var theirs = that.Versions.GetEnumerator();
        var more = mine.MoveNext();
        var others = theirs.MoveNext();
        while ((more || others) && !(ahead && behind))
        {
            var order = !more ? 1 : !others ? -1 : mine.Current.Key.CompareTo(theirs.Current.Key);
            if (order == 0)
            {
                ahead |= mine.Current.Value > theirs.Current.Value;
                behind |= mine.Current.Value < theirs.Current.Value;
                more = mine.MoveNext();
                others = theirs.MoveNext();
            }
            else if (order < 0)
            {
                ahead = true;
                more = mine.MoveNext();
            }
            else
            {
                behind = true;
                others = theirs.MoveNext();
            }
        }
        return ahead && behind ? Ordering.Concurrent : ahead ? Ordering.After : behind ? Ordering.Before : Ordering.Same;
    }

    public bool IsConcurrentWith(VectorClock that) => CompareTo(that) == Ordering.Concurrent;

    public bool IsBefore(VectorClock that) => CompareTo(that) == Ordering.Before;

    public bool IsAfter(VectorClock that) => CompareTo(that) == Ordering.After;

    public bool IsSameAs(VectorClock that) => CompareTo(that) == Ordering.Same;

    public override bool Equals(object obj) => obj is VectorClock other && IsSameAs(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (node, count) in Versions)
        {
            hash.Add(node);
            hash.Add(count);
        }
        return hash.ToHashCode();
    }

    public override string ToString() => $"VectorClock({string.Join(", ", Versions.Select(static v => $"{v.Key}->{v.Value}"))})";

    public static bool operator >(VectorClock left, VectorClock right) => left.IsAfter(right);

    public static bool operator <(VectorClock left, VectorClock right) => left.IsBefore(right);

    public static bool operator ==(VectorClock left, VectorClock right) => left is null ? right is null : right is not null && left.IsSameAs(right);

    public static bool operator !=(VectorClock left, VectorClock right) => !(left == right);

    /// <summary>How two clocks stand to each other.</summary>
    public enum Ordering
    {
        After = 0,
        Before = 1,
        Same = 2,
        Concurrent = 3,
        FullOrder = 4,
    }

    /// <summary>A node's name in a clock: the upper-case hex MD5 of its address and uid, as on the wire.</summary>
    public class Node : IComparable<Node>
    {
        private readonly string _value;

        public Node(string value) => _value = value;

        public static Node Create(string name) => new(Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(name))));

        public static Node FromHash(string hash) => new(hash);

        public int CompareTo(Node other) => other is null ? 1 : string.CompareOrdinal(_value, other._value);

        public override bool Equals(object obj) => obj is Node other && _value == other._value;

        public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => _value;
    }
}
