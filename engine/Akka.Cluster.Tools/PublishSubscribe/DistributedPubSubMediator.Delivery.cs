using System.Linq;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Where messages go. The sender stays the original one.</summary>
public partial class DistributedPubSubMediator
{
    private void ReceiveDelivery()
    {
        Receive<Send>(send =>
        {
            var found = _registry.Find(send.Path).ToList();
            var here = send.LocalAffinity ? found.FindIndex(entry => entry.Owner.Equals(_cluster.SelfAddress)) : -1;
            if (here >= 0)
                found[here].Value.Ref.Forward(send.Message);
            else if (found.Count == 0)
                NoOneThere(send.Message);
            else
                RouteToOne(found.Select(entry => entry.Value.Routee).ToArray(), send.Message);
        });
        Receive<SendToAll>(send => ToAll(send.Path, send.Message, send.ExcludeSelf));
        Receive<Publish>(publish =>
        {
            var key = PubSubName.KeyOf(Self.Path / PubSubName.Encode(publish.Topic));
            if (publish.SendOneMessageToEachGroup)
                ToOneOfEachGroup(key, publish.Message);
            else
                ToAll(key, publish.Message, excludeSelf: false);
        });
    }

    private void ToAll(string key, object message, bool excludeSelf)
    {
        var reached = false;
        foreach (var (owner, value) in _registry.Find(key))
        {
            if (excludeSelf && owner.Equals(_cluster.SelfAddress))
                continue;
            value.Ref.Forward(message);
            reached = true;
        }

        if (!reached)
            NoOneThere(message);
    }

    private void ToOneOfEachGroup(string key, object message)
    {
        var reached = false;
        var wrapped = new SendToOneSubscriber(message);
        foreach (var group in _registry.FindBelow(key))
        {
            RouteToOne(group.Select(value => value.Routee).ToArray(), wrapped);
            reached = true;
        }

        if (!reached)
            NoOneThere(message);
    }

    private void RouteToOne(Routee[] routees, object message) =>
        new Router(_routingLogic, routees).Route(MediatorRouterEnvelope.WrapIfNeeded(message), Sender);

    private void NoOneThere(object message)
    {
        if (_settings.SendToDeadLettersWhenNoSubscribers)
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self));
    }
}
