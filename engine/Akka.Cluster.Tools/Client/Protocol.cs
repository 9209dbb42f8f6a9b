using System.Collections.Immutable;
using Akka.Event;

namespace Akka.Cluster.Tools.Client;

/// <summary>A message of the cluster client's own protocol.</summary>
public interface IClusterClientMessage
{
}

/// <summary>A message that a cluster client takes to the cluster.</summary>
public interface IClusterClientProtocolMessage
{
}

/// <summary>Addresses of receptionists, as their paths in text.</summary>
internal sealed class Contacts : IClusterClientMessage
{
    internal Contacts(ImmutableList<string> contactPoints)
    {
        ContactPoints = contactPoints;
    }

    internal ImmutableList<string> ContactPoints { get; }
}

internal sealed class GetContacts : IClusterClientMessage, IDeadLetterSuppression
{
    internal static readonly GetContacts Instance = new();

    private GetContacts()
    {
    }
}

internal sealed class Heartbeat : IClusterClientMessage, IDeadLetterSuppression
{
    internal static readonly Heartbeat Instance = new();

    private Heartbeat()
    {
    }
}

internal sealed class HeartbeatRsp : IClusterClientMessage, IDeadLetterSuppression
{
    internal static readonly HeartbeatRsp Instance = new();

    private HeartbeatRsp()
    {
    }
}

/// <summary>The receptionist's node is going down: the client looks for another at once.</summary>
internal sealed class ReceptionistShutdown : IClusterClientMessage
{
    internal static readonly ReceptionistShutdown Instance = new();

    private ReceptionistShutdown()
    {
    }
}
