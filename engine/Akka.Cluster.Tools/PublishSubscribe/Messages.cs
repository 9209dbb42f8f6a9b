using System;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>A message of the mediators' own protocol.</summary>
public interface IDistributedPubSubMessage
{
}

/// <summary>Registers an actor under its path, for <see cref="Send"/> and <see cref="SendToAll"/>.</summary>
public sealed class Put : IEquatable<Put>
{
    public Put(IActorRef @ref)
    {
        Ref = @ref;
    }

    public IActorRef Ref { get; }

    public bool Equals(Put other) => other is not null && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as Put);

    public override int GetHashCode() => Ref?.GetHashCode() ?? 0;

    public override string ToString() => $"Put<ref:{Ref}>";
}

/// <summary>Takes back a <see cref="Put"/>, by the actor's path without address.</summary>
public sealed class Remove : IEquatable<Remove>
{
    public Remove(string path)
    {
        Path = path;
    }

    public string Path { get; }

    public bool Equals(Remove other) => other is not null && Path == other.Path;

    public override bool Equals(object obj) => Equals(obj as Remove);

    public override int GetHashCode() => Path?.GetHashCode() ?? 0;

    public override string ToString() => $"Remove<path:{Path}>";
}

/// <summary>Asks for what is published to a topic; acknowledged by <see cref="SubscribeAck"/>.</summary>
public sealed class Subscribe : IEquatable<Subscribe>
{
    public Subscribe(string topic, IActorRef @ref, string group = null)
    {
        Topic = PubSubName.Required(topic, nameof(topic));
        Ref = @ref;
        Group = group;
    }

    public string Topic { get; }

    public string Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Subscribe other) => other is not null && Topic == other.Topic && Group == other.Group && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as Subscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Group, Ref);

    public override string ToString() => $"Subscribe<topic:{Topic}, group:{Group}, ref:{Ref}>";
}

/// <summary>Takes back a <see cref="Subscribe"/>; acknowledged by <see cref="UnsubscribeAck"/>.</summary>
public sealed class Unsubscribe : IEquatable<Unsubscribe>
{
    public Unsubscribe(string topic, IActorRef @ref, string group = null)
    {
        Topic = PubSubName.Required(topic, nameof(topic));
        Ref = @ref;
        Group = group;
    }

    public string Topic { get; }

    public string Group { get; }

    public IActorRef Ref { get; }

    public bool Equals(Unsubscribe other) => other is not null && Topic == other.Topic && Group == other.Group && Equals(Ref, other.Ref);

    public override bool Equals(object obj) => Equals(obj as Unsubscribe);

    public override int GetHashCode() => HashCode.Combine(Topic, Group, Ref);

    public override string ToString() => $"Unsubscribe<topic:{Topic}, group:{Group}, ref:{Ref}>";
}

public sealed class SubscribeAck : IEquatable<SubscribeAck>, IDeadLetterSuppression
{
    public SubscribeAck(Subscribe subscribe)
    {
        Subscribe = subscribe;
    }

    public Subscribe Subscribe { get; }

    public bool Equals(SubscribeAck other) => other is not null && Equals(Subscribe, other.Subscribe);

    public override bool Equals(object obj) => Equals(obj as SubscribeAck);

    public override int GetHashCode() => Subscribe?.GetHashCode() ?? 0;

    public override string ToString() => $"SubscribeAck<{Subscribe}>";
}

public sealed class UnsubscribeAck : IEquatable<UnsubscribeAck>
{
    public UnsubscribeAck(Unsubscribe unsubscribe)
    {
        Unsubscribe = unsubscribe;
    }

    public Unsubscribe Unsubscribe { get; }

    public bool Equals(UnsubscribeAck other) => other is not null && Equals(Unsubscribe, other.Unsubscribe);

    public override bool Equals(object obj) => Equals(obj as UnsubscribeAck);

    public override int GetHashCode() => Unsubscribe?.GetHashCode() ?? 0;

    public override string ToString() => $"UnsubscribeAck<{Unsubscribe}>";
}

/// <summary>To every subscriber of the topic without a group, or to one subscriber of each group.</summary>
public sealed class Publish : IDistributedPubSubMessage, IEquatable<Publish>, IWrappedMessage
{
    public Publish(string topic, object message, bool sendOneMessageToEachGroup = false)
    {
        Topic = topic;
        Message = message;
        SendOneMessageToEachGroup = sendOneMessageToEachGroup;
    }

    public string Topic { get; }

    public object Message { get; }

    public bool SendOneMessageToEachGroup { get; }

    public bool Equals(Publish other) => other is not null
        && Topic == other.Topic
        && SendOneMessageToEachGroup == other.SendOneMessageToEachGroup
        && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as Publish);

    public override int GetHashCode() => HashCode.Combine(Topic, Message, SendOneMessageToEachGroup);

    public override string ToString() => $"Publish<topic:{Topic}, sendOneToEachGroup:{SendOneMessageToEachGroup}, message:{Message}>";
}

/// <summary>To one of the actors registered under the path.</summary>
public sealed class Send : IDistributedPubSubMessage, IEquatable<Send>, IWrappedMessage
{
    public Send(string path, object message, bool localAffinity = false)
    {
        Path = path;
        Message = message;
        LocalAffinity = localAffinity;
    }

    public string Path { get; }

    public object Message { get; }

    public bool LocalAffinity { get; }

    public bool Equals(Send other) => other is not null
        && Path == other.Path
        && LocalAffinity == other.LocalAffinity
        && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as Send);

    public override int GetHashCode() => HashCode.Combine(Path, Message, LocalAffinity);

    public override string ToString() => $"Send<path:{Path}, localAffinity:{LocalAffinity}, message:{Message}>";
}

/// <summary>To all actors registered under the path.</summary>
public sealed class SendToAll : IDistributedPubSubMessage, IEquatable<SendToAll>, IWrappedMessage
{
    public SendToAll(string path, object message, bool excludeSelf = false)
    {
        Path = path;
        Message = message;
        ExcludeSelf = excludeSelf;
    }

    public string Path { get; }

    public object Message { get; }

    public bool ExcludeSelf { get; }

    public bool Equals(SendToAll other) => other is not null
        && Path == other.Path
        && ExcludeSelf == other.ExcludeSelf
        && Equals(Message, other.Message);

    public override bool Equals(object obj) => Equals(obj as SendToAll);

    public override int GetHashCode() => HashCode.Combine(Path, Message, ExcludeSelf);

    public override string ToString() => $"SendToAll<path:{Path}, excludeSelf:{ExcludeSelf}, message:{Message}>";
}

/// <summary>Answered by <see cref="CurrentTopics"/>.</summary>
public sealed class GetTopics
{
    private GetTopics()
    {
    }

    public static GetTopics Instance { get; } = new();
}

/// <summary>The topics that this mediator knows of, anywhere in the cluster.</summary>
public sealed class CurrentTopics : IEquatable<CurrentTopics>
{
    public CurrentTopics(IImmutableSet<string> topics)
    {
        Topics = topics ?? ImmutableHashSet<string>.Empty;
    }

    public IImmutableSet<string> Topics { get; }

    public bool Equals(CurrentTopics other) => other is not null && Topics.SetEquals(other.Topics);

    public override bool Equals(object obj) => Equals(obj as CurrentTopics);

    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var topic in Topics)
            hash ^= topic.GetHashCode();
        return hash;
    }

    public override string ToString() => $"CurrentTopics<{string.Join(",", Topics)}>";
}
