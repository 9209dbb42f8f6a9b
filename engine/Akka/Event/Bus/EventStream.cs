using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>The system's bus: an event reaches everyone who subscribed to its type or a type above it.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private readonly ConcurrentDictionary<IActorRef, bool> _pending = new();
    private volatile IActorRef _unsubscriber;

    public EventStream(bool debug) => _debug = debug;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (_debug) Publish(new Debug(SimpleName(this), GetType(), $"subscribing {subscriber} to channel {channel}"));
        WatchSubscriber(subscriber);
        return base.Subscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        bool removed = base.Unsubscribe(subscriber, channel);
        if (_debug) Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        return removed;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        bool removed = base.Unsubscribe(subscriber);
        if (_debug) Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from all channels"));
        return removed;
    }

    /// <summary>From now on an actor that ends loses its subscriptions by itself.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        if (_unsubscriber != null) return;
        _unsubscriber = system.SystemActorOf(Props.From(typeof(Unsubscriber), () => new Unsubscriber(this)).WithDispatcher(system.Dispatchers.InternalDispatcher.Id), "EventStreamUnsubscriber");
        foreach (var pair in _pending) WatchSubscriber(pair.Key);
        _pending.Clear();
    }

    private void WatchSubscriber(IActorRef subscriber)
    {
        if (subscriber is MinimalActorRef) return;
        if (_unsubscriber is { } unsubscriber) unsubscriber.Tell(new Register(subscriber), ActorRefs.NoSender);
        else
        {
            _pending[subscriber] = true;
            if (_unsubscriber is { } started) started.Tell(new Register(subscriber), ActorRefs.NoSender);
        }
    }

    private sealed record Register(IActorRef Subscriber) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed class Unsubscriber(EventStream stream) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case Register register:
                    Context.Watch(register.Subscriber);
                    return true;
                case Terminated terminated:
                    stream.Unsubscribe(terminated.ActorRef);
                    return true;
                default:
                    return false;
            }
        }
    }
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
