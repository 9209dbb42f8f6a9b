using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>Marks what cluster members say to each other over the wire.</summary>
public interface IClusterMessage
{
}

/// <summary>Is there a cluster to join? Asked of seed nodes.</summary>
internal sealed class InitJoin : IClusterMessage, IDeadLetterSuppression
{
    public static readonly InitJoin Instance = new();

    private InitJoin()
    {
    }
}

/// <summary>There is one; send your Join here.</summary>
internal sealed record InitJoinAck(Address Address) : IClusterMessage, IDeadLetterSuppression;

/// <summary>There is none yet.</summary>
internal sealed record InitJoinNack(Address Address) : IClusterMessage, IDeadLetterSuppression;

internal sealed record JoinRequest(UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion) : IClusterMessage;

internal sealed record Welcome(UniqueAddress From, Gossip Gossip) : IClusterMessage;

/// <summary>A member on its way out has done what it had to; it may be removed at once.</summary>
internal sealed record ExitingConfirmed(UniqueAddress Address) : IClusterMessage, IDeadLetterSuppression;

internal sealed record LeaveCommand(Address Address) : IClusterMessage;

internal sealed record DownCommand(Address Address) : IClusterMessage;

internal sealed record GossipEnvelope(UniqueAddress From, UniqueAddress To, Gossip Gossip) : IClusterMessage, IDeadLetterSuppression;

/// <summary>How far the sender is, for a receiver that is probably as far.</summary>
internal sealed record GossipStatus(UniqueAddress From, VectorClock Version) : IClusterMessage, IDeadLetterSuppression;

internal sealed record Heartbeat(Address From, long SequenceNr, long CreationTimeNanos) : IClusterMessage, IDeadLetterSuppression;

internal sealed record HeartbeatRsp(UniqueAddress From, long SequenceNr, long CreationTimeNanos) : IClusterMessage, IDeadLetterSuppression;
