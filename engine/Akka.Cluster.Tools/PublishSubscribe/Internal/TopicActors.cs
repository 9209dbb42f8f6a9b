using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Actor;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>What a topic and a group have in common: local subscribers, and an end when they stay away.</summary>
internal abstract class SubscribersActor : ActorBase
{
    private readonly TimeSpan _emptyTimeToLive;
    private readonly ICancelable _pruning;
    private DateTimeOffset? _emptySince;

    protected SubscribersActor(TimeSpan emptyTimeToLive, RoutingLogic routingLogic)
    {
        _emptyTimeToLive = emptyTimeToLive;
        RoutingLogic = routingLogic;
        var interval = emptyTimeToLive / 2;
        _pruning = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, Prune.Instance, Self);
    }

    protected RoutingLogic RoutingLogic { get; }

    protected HashSet<IActorRef> Subscribers { get; } = [];

    protected override void PostStop() => _pruning.Cancel();

    protected void IsInUse() => _emptySince = null;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Subscribe subscribe:
                Context.Watch(subscribe.Ref);
                Subscribers.Add(subscribe.Ref);
                IsInUse();
                Context.Parent.Tell(new Acknowledge(new SubscribeAck(subscribe), Sender));
                break;
            case Unsubscribe unsubscribe:
                Context.Unwatch(unsubscribe.Ref);
                Forget(unsubscribe.Ref);
                Context.Parent.Tell(new Acknowledge(new UnsubscribeAck(unsubscribe), Sender));
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
            case Prune:
                if (_emptySince is { } since && Context.System.Scheduler.Now - since >= _emptyTimeToLive)
                {
                    _emptySince = null;
                    Context.Parent.Tell(NoMoreSubscribers.Instance);
                }

                break;
            case TerminateRequest:
                if (IsEmpty)
                    Context.Stop(Self);
                else
                    Context.Parent.Tell(NewSubscriberArrived.Instance);
                break;
            case CountLocal:
                Sender.Tell(Subscribers.Count);
                break;
            default:
                foreach (var subscriber in Subscribers)
                    subscriber.Forward(message);
                break;
        }

        return true;
    }

    protected void Forget(IActorRef subscriber)
    {
        Subscribers.Remove(subscriber);
        if (IsEmpty)
            _emptySince ??= Context.System.Scheduler.Now;
    }

    private bool IsEmpty => Subscribers.Count == 0 && !Context.GetChildren().Any();
}

/// <summary>One topic on this node; its groups are its children.</summary>
internal sealed class TopicActor : SubscribersActor
{
    private readonly TimeSpan _emptyTimeToLive;
    private readonly TerminatingTopics _ending = new();

    public TopicActor(TimeSpan emptyTimeToLive, RoutingLogic routingLogic) : base(emptyTimeToLive, routingLogic)
    {
        _emptyTimeToLive = emptyTimeToLive;
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Subscribe { Group: not null } subscribe:
                var name = PubSubName.Encode(subscribe.Group);
                if (!_ending.TryKeep(name, message, Sender))
                    GroupActor(name).Forward(message);
                IsInUse();
                return true;
            case Unsubscribe { Group: not null } unsubscribe:
                var left = PubSubName.Encode(unsubscribe.Group);
                if (!_ending.TryKeep(left, message, Sender))
                    Context.Child(left).Forward(message);
                return true;
            case Acknowledge or RegisterTopic:
                Context.Parent.Forward(message);
                return true;
            case NoMoreSubscribers:
                _ending.Begin(Sender.Path.Name);
                Sender.Tell(TerminateRequest.Instance);
                return true;
            case NewSubscriberArrived:
                Deliver(Sender.Path.Name, Sender);
                return true;
            case Terminated { ActorRef: var ended } when ended.Path.Parent.Equals(Self.Path):
                Forget(ended);
                Deliver(ended.Path.Name, null);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private void Deliver(string group, IActorRef to)
    {
        foreach (var (kept, sender) in _ending.End(group))
            (to ?? GroupActor(group)).Tell(kept, sender);
    }

    private IActorRef GroupActor(string name)
    {
        var group = Context.Child(name);
        if (!group.IsNobody())
            return group;
        var logic = RoutingLogic;
        var timeToLive = _emptyTimeToLive;
        group = Context.ActorOf(Actor.Props.From(typeof(GroupActor), () => new GroupActor(timeToLive, logic)), name);
        Context.Watch(group);
        Context.Parent.Tell(new RegisterTopic(group));
        return group;
    }
}

/// <summary>One group of a topic on this node: a message goes to one of its subscribers.</summary>
internal sealed class GroupActor : SubscribersActor
{
    // Taking turns is counted for each group: a count that the mediator moves on as well would pass over the same subscribers each time.
    public GroupActor(TimeSpan emptyTimeToLive, RoutingLogic routingLogic)
        : base(emptyTimeToLive, routingLogic is RoundRobinRoutingLogic ? new RoundRobinRoutingLogic() : routingLogic)
    {
    }

    protected override bool Receive(object message)
    {
        if (message is not SendToOneSubscriber single)
            return base.Receive(message);
        if (Subscribers.Count > 0)
        {
            var routees = Subscribers.Select(Routee.FromActorRef).ToArray();
            new Router(RoutingLogic, routees).Route(MediatorRouterEnvelope.WrapIfNeeded(single.Message), Sender);
        }

        return true;
    }
}
