using System;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Who registers and subscribes on this node. A topic's subscribers are kept by an actor of the topic's name.</summary>
public partial class DistributedPubSubMediator
{
    private readonly TerminatingTopics _ending = new();

    private void ReceiveRegistration()
    {
        Receive<Put>(put =>
        {
            if (!put.Ref.Path.Address.HasLocalScope && !put.Ref.Path.Address.Equals(_cluster.SelfAddress))
            {
                Log.Warning("Only actors of this node can be registered here, {0} is not: register it with the mediator of its own node.", put.Ref);
                return;
            }

            Register(PubSubName.KeyOf(put.Ref), put.Ref);
        });
        Receive<Remove>(remove =>
        {
            if (!_registry[_cluster.SelfAddress].Content.TryGetValue(remove.Path, out var value) || value.Ref is null)
                return;
            Context.Unwatch(value.Ref);
            Unregister(remove.Path);
        });
        Receive<Subscribe>(subscribe =>
        {
            var name = PubSubName.Encode(subscribe.Topic);
            if (!_ending.TryKeep(name, subscribe, Sender))
                TopicActor(name).Forward(subscribe);
        });
        Receive<Unsubscribe>(unsubscribe =>
        {
            var name = PubSubName.Encode(unsubscribe.Topic);
            if (_ending.TryKeep(name, unsubscribe, Sender))
                return;
            var topic = Context.Child(name);
            if (topic.IsNobody())
                Sender.Tell(new UnsubscribeAck(unsubscribe));
            else
                topic.Forward(unsubscribe);
        });
        Receive<Acknowledge>(acknowledge => acknowledge.Subscriber.Tell(acknowledge.Ack));
        Receive<RegisterTopic>(register => Register(PubSubName.KeyOf(register.Topic), register.Topic));
        Receive<NoMoreSubscribers>(_ =>
        {
            _ending.Begin(Sender.Path.Name);
            Sender.Tell(TerminateRequest.Instance);
        });
        Receive<NewSubscriberArrived>(_ =>
        {
            foreach (var (kept, sender) in _ending.End(Sender.Path.Name))
                Sender.Tell(kept, sender);
        });
        Receive<Terminated>(terminated =>
        {
            var key = PubSubName.KeyOf(terminated.ActorRef);
            if (_registry[_cluster.SelfAddress].Content.TryGetValue(key, out var value) && terminated.ActorRef.Equals(value.Ref))
                Unregister(key);
            if (!terminated.ActorRef.Path.Parent.Equals(Self.Path))
                return;
            var name = terminated.ActorRef.Path.Name;
            foreach (var (kept, sender) in _ending.End(name))
                TopicActor(name).Tell(kept, sender);
        });
        Receive<GetTopics>(_ => Sender.Tell(new CurrentTopics(Topics())));
        Receive<CountSubscribers>(count =>
        {
            var topic = Context.Child(PubSubName.Encode(count.Topic));
            if (topic.IsNobody())
                Sender.Tell(0);
            else
                topic.Tell(CountLocal.Instance, Sender);
        });
    }

    private void Register(string key, IActorRef actor)
    {
        _registry = _registry.Put(key, actor, NowMillis);
        Context.Watch(actor);
    }

    private void Unregister(string key) => _registry = _registry.Put(key, null, NowMillis);

    private IActorRef TopicActor(string name)
    {
        var topic = Context.Child(name);
        if (!topic.IsNobody())
            return topic;
        var timeToLive = _settings.RemovedTimeToLive;
        var logic = _routingLogic;
        topic = Context.ActorOf(Actor.Props.From(typeof(TopicActor), () => new TopicActor(timeToLive, logic)), name);
        Register(PubSubName.KeyOf(topic), topic);
        return topic;
    }

    /// <summary>Keys one level below the mediator are topics; deeper ones are their groups.</summary>
    private IImmutableSet<string> Topics()
    {
        var prefix = PubSubName.KeyOf(Self.Path) + "/";
        return _registry.Buckets
            .SelectMany(bucket => bucket.Content)
            .Where(entry => entry.Value.Ref is not null && entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => entry.Key[prefix.Length..])
            .Where(name => !name.Contains('/'))
            .Select(PubSubName.Decode)
            .ToImmutableHashSet();
    }

    /// <summary>Versions count milliseconds since year one, as all nodes of a cluster do.</summary>
    private static long NowMillis => Context.System.Scheduler.Now.UtcTicks / TimeSpan.TicksPerMillisecond;
}
