using Akka.Actor;

namespace Akka.Cluster;

// What the parts of membership on one node tell each other; none of it crosses the wire.

internal sealed record JoinTo(Address Address) : INoSerializationVerificationNeeded;

internal sealed record JoinSeedNodesCommand(IReadOnlyList<Address> SeedNodes) : INoSerializationVerificationNeeded;

/// <summary>A seed node has answered: there is a cluster, or there is none yet.</summary>
internal sealed record SeedAnswered(Address Seed, bool HasCluster) : INoSerializationVerificationNeeded;

/// <summary>To be run once this node has come up, or is a member no more.</summary>
internal sealed record RegisterCallback(Action Callback, MemberStatus Status) : INoSerializationVerificationNeeded;

/// <summary>Start to leave; done when this node says so itself, or is no member.</summary>
internal sealed record BeginLeaving(TaskCompletionSource<Done> Done) : INoSerializationVerificationNeeded;

/// <summary>Done when the leader has let this node exit, or nobody is there to do so.</summary>
internal sealed record AwaitExiting(TaskCompletionSource<Done> Done) : INoSerializationVerificationNeeded;

/// <summary>Tell the others that this node is through.</summary>
internal sealed record CompleteExiting(TaskCompletionSource<Done> Done) : INoSerializationVerificationNeeded;

/// <summary>Whom heartbeats go to.</summary>
internal sealed record HeartbeatMembers(Gossip Gossip) : INoSerializationVerificationNeeded;

/// <summary>The daemon's clock.</summary>
internal enum DaemonTick
{
    Gossip,
    GossipSpeedup,
    LeaderActions,
    ReapUnreachable,
    JoinProgress,
    JoinRetry,
    GiveUpJoining,
}
