using System.Collections.Generic;
using System.Linq;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>Picks the destination of one message.</summary>
public abstract class RoutingLogic : INoSerializationVerificationNeeded
{
    public abstract Routee Select(object message, Routee[] routees);
}

/// <summary>A routing logic with its routees. Immutable: adding or removing gives a new router.</summary>
public class Router
{
    private static readonly Routee[] None = [];

    private readonly Routee[] _routees;

    public Router(RoutingLogic logic, params Routee[] routees)
    {
        RoutingLogic = logic;
        _routees = routees ?? None;
    }

    public Router(RoutingLogic logic, IActorRef routee, params IActorRef[] routees)
    {
        RoutingLogic = logic;
        if (routees is null || routees.Length == 0)
        {
            _routees = [Routee.FromActorRef(routee)];
            return;
        }

        _routees = new Routee[routees.Length + 1];
        _routees[0] = Routee.FromActorRef(routee);
        for (var i = 0; i < routees.Length; i++)
            _routees[i + 1] = Routee.FromActorRef(routees[i]);
    }

    public RoutingLogic RoutingLogic { get; }

    public IEnumerable<Routee> Routees => _routees;

    internal Routee[] RouteeArray => _routees;

    public virtual void Route(object message, IActorRef sender)
    {
        if (message is Broadcast broadcast)
        {
            foreach (var routee in _routees)
                Send(routee, broadcast, sender);
            return;
        }

        Send(RoutingLogic.Select(message, _routees) ?? Routee.NoRoutee, message, sender);
    }

    protected virtual void Send(Routee routee, object message, IActorRef sender) => routee.Send(UnWrap(message), sender);

    protected object UnWrap(object message) => message is RouterEnvelope envelope ? envelope.Message : message;

    public virtual Router WithRoutees(params Routee[] routees) => new(RoutingLogic, routees);

    public virtual Router AddRoutee(Routee routee)
    {
        var grown = new Routee[_routees.Length + 1];
        _routees.CopyTo(grown, 0);
        grown[^1] = routee;
        return WithRoutees(grown);
    }

    public Router AddRoutee(IActorRef routee) => AddRoutee(new ActorRefRoutee(routee));

    public Router AddRoutee(ActorSelection routee) => AddRoutee(new ActorSelectionRoutee(routee));

    public virtual Router RemoveRoutee(Routee routee) => WithRoutees(_routees.Where(r => !r.Equals(routee)).ToArray());

    public Router RemoveRoutee(IActorRef routee) => RemoveRoutee(new ActorRefRoutee(routee));

    public Router RemoveRoutee(ActorSelection routee) => RemoveRoutee(new ActorSelectionRoutee(routee));
}
