using Akka.Actor;

namespace Akka.Cluster;

/// <summary>One incarnation of an actor system: its address and the number it drew when it started.</summary>
public class UniqueAddress : IEquatable<UniqueAddress>, IComparable<UniqueAddress>, IComparable
{
    private readonly int _hash;

    public UniqueAddress(Address address, int uid)
    {
        Address = address;
        Uid = uid;
        _hash = unchecked(address.GetHashCode() * 397 ^ uid);
    }

    /// <summary>As it goes over the wire, once somebody has asked.</summary>
    internal byte[] Encoded { get; set; }

    public Address Address { get; }

    public int Uid { get; }

    public bool Equals(UniqueAddress other) =>
        ReferenceEquals(this, other) || (other is not null && Uid == other.Uid && Address.Equals(other.Address));

    public override bool Equals(object obj) => Equals(obj as UniqueAddress);

    public override int GetHashCode() => _hash;

    public int CompareTo(UniqueAddress uniqueAddress)
    {
        if (uniqueAddress is null)
            return 1;
        if (ReferenceEquals(this, uniqueAddress))
            return 0;
        var order = Member.AddressOrdering.Compare(Address, uniqueAddress.Address);
        return order != 0 ? order : Uid.CompareTo(uniqueAddress.Uid);
    }

    int IComparable.CompareTo(object obj) => obj switch
    {
        null => 1,
        UniqueAddress other => CompareTo(other),
        _ => throw new ArgumentException($"A UniqueAddress cannot be ordered against a {obj.GetType().Name}", nameof(obj)),
    };

    public override string ToString() => $"UniqueAddress: ({Address}, {Uid})";

    public static bool operator ==(UniqueAddress left, UniqueAddress right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(UniqueAddress left, UniqueAddress right) => !(left == right);
}
