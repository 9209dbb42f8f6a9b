using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

public interface IGetContactPoints
{
}

public interface ISubscribeContactPoints
{
}

public interface IUnsubscribeContactPoints
{
}

/// <summary>News of a client's contact points, for who has sent it <see cref="SubscribeContactPoints"/>.</summary>
public interface IContactPointChange
{
    ActorPath ContactPoint { get; }
}

/// <summary>Answered by <see cref="ContactPoints"/>.</summary>
public sealed class GetContactPoints : IGetContactPoints
{
    public static readonly GetContactPoints Instance = new();

    private GetContactPoints()
    {
    }
}

/// <summary>Answered by <see cref="ContactPoints"/>, then by each change.</summary>
public sealed class SubscribeContactPoints : ISubscribeContactPoints
{
    public static readonly SubscribeContactPoints Instance = new();

    private SubscribeContactPoints()
    {
    }
}

public sealed class UnsubscribeContactPoints : IUnsubscribeContactPoints
{
    public static readonly UnsubscribeContactPoints Instance = new();

    private UnsubscribeContactPoints()
    {
    }
}

public sealed class ContactPoints
{
    public ContactPoints(IImmutableSet<ActorPath> contactPoints)
    {
        ContactPointsList = contactPoints;
    }

    public IImmutableSet<ActorPath> ContactPointsList { get; }
}

public sealed class ContactPointAdded : IContactPointChange
{
    public ContactPointAdded(ActorPath contactPoint)
    {
        ContactPoint = contactPoint;
    }

    public ActorPath ContactPoint { get; }
}

public sealed class ContactPointRemoved : IContactPointChange
{
    public ContactPointRemoved(ActorPath contactPoint)
    {
        ContactPoint = contactPoint;
    }

    public ActorPath ContactPoint { get; }
}

/// <summary>News of a receptionist's clients, for who has sent it <see cref="SubscribeClusterClients"/>.</summary>
public interface IClusterClientInteraction
{
    IActorRef ClusterClient { get; }
}

public sealed class ClusterClientUp : IClusterClientInteraction
{
    public ClusterClientUp(IActorRef clusterClient)
    {
        ClusterClient = clusterClient;
    }

    public IActorRef ClusterClient { get; }
}

public sealed class ClusterClientUnreachable : IClusterClientInteraction
{
    public ClusterClientUnreachable(IActorRef clusterClient)
    {
        ClusterClient = clusterClient;
    }

    public IActorRef ClusterClient { get; }
}

/// <summary>Answered by <see cref="ClusterClients"/>.</summary>
public sealed class GetClusterClients
{
    private GetClusterClients()
    {
    }

    public static GetClusterClients Instance { get; } = new();
}

/// <summary>Answered by <see cref="ClusterClients"/>, then by each change.</summary>
public sealed class SubscribeClusterClients
{
    private SubscribeClusterClients()
    {
    }

    public static SubscribeClusterClients Instance { get; } = new();
}

public sealed class UnsubscribeClusterClients
{
    private UnsubscribeClusterClients()
    {
    }

    public static UnsubscribeClusterClients Instance { get; } = new();
}

public sealed class ClusterClients
{
    public ClusterClients(IImmutableSet<IActorRef> clusterClientsList)
    {
        ClusterClientsList = clusterClientsList;
    }

    public IImmutableSet<IActorRef> ClusterClientsList { get; }
}
