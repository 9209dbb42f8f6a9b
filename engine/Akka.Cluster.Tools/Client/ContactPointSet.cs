using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>The receptionists that a client knows, and who wants to hear of changes.</summary>
internal sealed class ContactPointSet
{
    private readonly ImmutableHashSet<ActorPath> _initial;

    internal ContactPointSet(IEnumerable<ActorPath> initial)
    {
        _initial = initial.ToImmutableHashSet();
        Paths = _initial;
    }

    internal ImmutableHashSet<ActorPath> Paths { get; private set; }

    internal HashSet<IActorRef> Subscribers { get; } = [];

    /// <summary>Takes over the contacts that a receptionist told; an empty list tells nothing. Gives the changes.</summary>
    internal IReadOnlyList<IContactPointChange> Learn(IEnumerable<string> contacts)
    {
        var told = contacts.Select(ActorPath.Parse).ToImmutableHashSet();
        if (told.IsEmpty)
            return [];
        var before = Paths;
        Paths = told;
        return
        [
            .. told.Except(before).Select(path => new ContactPointAdded(path)),
            .. before.Except(told).Select(path => new ContactPointRemoved(path)),
        ];
    }

    internal void Publish(IContactPointChange change, IActorRef self)
    {
        foreach (var subscriber in Subscribers)
            subscriber.Tell(change, self);
    }

    /// <summary>A single known contact may be gone, so the initial ones are asked, too.</summary>
    internal IEnumerable<ActorPath> PathsToAsk => Paths.Count switch
    {
        0 => _initial,
        1 => _initial.Union(Paths),
        _ => Paths,
    };

    internal IEnumerable<ActorSelection> ToAsk(IActorContext context) => PathsToAsk.Select(context.ActorSelection);

    internal IEnumerable<ActorSelection> Selections(IActorContext context) => Paths.Select(context.ActorSelection);
}
