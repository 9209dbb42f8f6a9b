using System.Collections.Generic;
using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>
/// What arrives for a topic or group between its request to end and its end. It is delivered to its successor, so that a subscription
/// at the wrong moment is not lost.
/// </summary>
internal sealed class TerminatingTopics
{
    private readonly Dictionary<string, List<(object Message, IActorRef Sender)>> _kept = [];

    internal void Begin(string name) => _kept[name] = [];

    /// <summary>Keeps the message if the topic is about to end.</summary>
    internal bool TryKeep(string name, object message, IActorRef sender)
    {
        if (!_kept.TryGetValue(name, out var messages))
            return false;
        messages.Add((message, sender));
        return true;
    }

    /// <summary>The topic is settled, one way or the other; gives what was kept for it.</summary>
    internal IReadOnlyList<(object Message, IActorRef Sender)> End(string name) =>
        _kept.Remove(name, out var messages) ? messages : [];
}
