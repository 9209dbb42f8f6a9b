using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>
/// One member of the cluster as one gossip state knows it. Two members are equal when they are the same incarnation, whatever
/// their status.
/// </summary>
public partial class Member : IComparable<Member>, IComparable
{
    /// <summary>The age of a member that has never been Up: younger than everyone who has.</summary>
    internal const int NeverUp = int.MaxValue;

    private Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion)
    {
        UniqueAddress = uniqueAddress;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
        AppVersion = appVersion;
    }

    internal static Member Create(UniqueAddress node, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(node, NeverUp, MemberStatus.Joining, roles, appVersion);

    internal static Member Create(UniqueAddress node, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(node, upNumber, status, roles, appVersion);

    /// <summary>Stands for a node that is no member (any more).</summary>
    internal static Member Removed(UniqueAddress node) =>
        new(node, NeverUp, MemberStatus.Removed, ImmutableHashSet<string>.Empty, AppVersion.Zero);

    public UniqueAddress UniqueAddress { get; }

    public MemberStatus Status { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    internal int UpNumber { get; }

    public Address Address => UniqueAddress.Address;

    public bool HasRole(string role) => Roles.Contains(role);

    public bool IsOlderThan(Member other) =>
        UpNumber == other.UpNumber ? AddressOrdering.Compare(Address, other.Address) < 0 : UpNumber < other.UpNumber;

    public Member Copy(MemberStatus status)
    {
        if (status == Status)
            return this;
        if (!MemberLifeCycle.Allows(Status, status))
            throw new InvalidOperationException($"Member [{Address}] cannot go from {Status} to {status}");
        return new Member(UniqueAddress, UpNumber, status, Roles, AppVersion);
    }

    public Member CopyUp(int upNumber)
    {
        if (Status != MemberStatus.Up && !MemberLifeCycle.Allows(Status, MemberStatus.Up))
            throw new InvalidOperationException($"Member [{Address}] cannot go from {Status} to Up");
        return new Member(UniqueAddress, upNumber, MemberStatus.Up, Roles, AppVersion);
    }

    /// <summary>The same member with another status, for views of the past where the life cycle does not apply.</summary>
    internal Member Seen(MemberStatus status) => new(UniqueAddress, UpNumber, status, Roles, AppVersion);

    public int CompareTo(Member other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    int IComparable.CompareTo(object obj) => obj switch
    {
        null => 1,
        Member other => CompareTo(other),
        _ => throw new ArgumentException($"A Member cannot be ordered against a {obj.GetType().Name}", nameof(obj)),
    };

    public override bool Equals(object obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    public override int GetHashCode() => UniqueAddress.GetHashCode();

    public override string ToString() =>
        $"Member(address = {Address}, Uid={UniqueAddress.Uid}, status = {Status}, role=[{string.Join(",", Roles)}], upNumber={UpNumber}, version={AppVersion})";
}
