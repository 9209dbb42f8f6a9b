using System;
using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Names of topics and groups, and the keys they have in the registry.</summary>
internal static class PubSubName
{
    /// <summary>The name as an actor's name: a topic's actor is called after it.</summary>
    internal static string Encode(string name) => Uri.EscapeDataString(name);

    internal static string Decode(string encoded) => Uri.UnescapeDataString(encoded);

    /// <summary>The key of an actor, the same on every node: its path without address and uid.</summary>
    internal static string KeyOf(ActorPath path) => path.ToStringWithoutAddress();

    internal static string KeyOf(IActorRef actor) => KeyOf(actor.Path);

    internal static string Required(string topic, string parameter) =>
        string.IsNullOrEmpty(topic) ? throw new ArgumentException("A topic needs a name.", parameter) : topic;
}
