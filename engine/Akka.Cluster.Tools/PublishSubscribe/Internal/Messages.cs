using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Event;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Which versions a mediator has: the start of an exchange, or the question for what the other has more.</summary>
internal sealed class Status : IDistributedPubSubMessage, IDeadLetterSuppression, IEquatable<Status>
{
    internal Status(ImmutableArray<KeyValuePair<Address, long>> versions, bool isReplyToStatus)
    {
        Versions = versions;
        IsReplyToStatus = isReplyToStatus;
    }

    internal ImmutableArray<KeyValuePair<Address, long>> Versions { get; }

    internal bool IsReplyToStatus { get; }

    internal IReadOnlyDictionary<Address, long> ByAddress()
    {
        var map = new Dictionary<Address, long>(Versions.Length);
        foreach (var (address, version) in Versions)
            map[address] = version;
        return map;
    }

    public bool Equals(Status other) => other is not null && IsReplyToStatus == other.IsReplyToStatus && Versions.SequenceEqual(other.Versions);

    public override bool Equals(object obj) => Equals(obj as Status);

    public override int GetHashCode() => HashCode.Combine(Versions.Length, IsReplyToStatus);
}

/// <summary>The entries that the other mediator lacks.</summary>
internal sealed class Delta : IDistributedPubSubMessage, IDeadLetterSuppression, IEquatable<Delta>
{
    internal Delta(IReadOnlyList<Bucket> buckets)
    {
        Buckets = buckets;
    }

    internal IReadOnlyList<Bucket> Buckets { get; }

    public bool Equals(Delta other) => other is not null && Buckets.SequenceEqual(other.Buckets);

    public override bool Equals(object obj) => Equals(obj as Delta);

    public override int GetHashCode() => Buckets.Count;
}

/// <summary>To one subscriber of a group, chosen on the node of that group.</summary>
internal sealed class SendToOneSubscriber : IWrappedMessage, IEquatable<SendToOneSubscriber>
{
    internal SendToOneSubscriber(object message)
    {
        Message = message;
    }

    public object Message { get; }

    public bool Equals(SendToOneSubscriber other) => other is not null && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as SendToOneSubscriber);

    public override int GetHashCode() => Message?.GetHashCode() ?? 0;
}

/// <summary>Keeps a router from unwrapping what an application sent as an envelope.</summary>
internal sealed class MediatorRouterEnvelope : RouterEnvelope
{
    private MediatorRouterEnvelope(object message) : base(message)
    {
    }

    internal static object WrapIfNeeded(object message) => message is RouterEnvelope ? new MediatorRouterEnvelope(message) : message;
}

internal sealed class GossipTick
{
    internal static readonly GossipTick Instance = new();
}

internal sealed class Prune
{
    internal static readonly Prune Instance = new();
}

internal sealed class CountLocal
{
    internal static readonly CountLocal Instance = new();
}

/// <summary>A topic or group actor wants to be in the registry.</summary>
internal sealed class RegisterTopic(IActorRef topic)
{
    internal IActorRef Topic => topic;
}

/// <summary>An acknowledgement on its way up to the mediator, which sends it.</summary>
internal sealed class Acknowledge(object ack, IActorRef subscriber)
{
    internal object Ack => ack;

    internal IActorRef Subscriber => subscriber;
}

/// <summary>A topic without subscribers asks to end; what arrives for it meanwhile is kept.</summary>
internal sealed class NoMoreSubscribers
{
    internal static readonly NoMoreSubscribers Instance = new();
}

internal sealed class TerminateRequest
{
    internal static readonly TerminateRequest Instance = new();
}

/// <summary>The topic has got a subscriber after all and stays.</summary>
internal sealed class NewSubscriberArrived
{
    internal static readonly NewSubscriberArrived Instance = new();
}
