using System.Collections.Concurrent;

namespace Akka.Event;

public class Subscription<TSubscriber, TClassifier>
{
    public Subscription(TSubscriber subscriber) : this(subscriber, []) { }

    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions)
    {
        Subscriber = subscriber;
        Unsubscriptions = new HashSet<TClassifier>(unsubscriptions);
    }

    public TSubscriber Subscriber { get; }

    /// <summary>Sub-classifications that the subscriber does not want.</summary>
    public ISet<TClassifier> Unsubscriptions { get; }
}

/// <summary>Subscriptions change rarely and events are many: who gets a kind of event is worked out once and kept until a change.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Dictionary<TClassifier, List<Subscription<TSubscriber, TClassifier>>> _classifiers = [];
    private volatile ConcurrentDictionary<TClassifier, TSubscriber[]> _cache = new();

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);
    protected abstract bool Classify(TEvent @event, TClassifier classifier);
    protected abstract TClassifier GetClassifier(TEvent @event);

    protected string SimpleName(object source) => SimpleName(source.GetType());
    protected string SimpleName(Type source) => source.Name;

    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_classifiers)
        {
            if (!_classifiers.TryGetValue(classifier, out var subscriptions)) _classifiers[classifier] = subscriptions = [];
            // A subscription takes back the exceptions an earlier Unsubscribe made for it.
            bool returned = false;
            foreach (var pair in _classifiers)
                foreach (var known in pair.Value)
                    if (known.Subscriber.Equals(subscriber) && known.Unsubscriptions.Remove(classifier)) returned = true;
            foreach (var known in subscriptions)
            {
                if (!known.Subscriber.Equals(subscriber)) continue;
                if (returned) _cache = new();
                return returned;
            }
            subscriptions.Add(new Subscription<TSubscriber, TClassifier>(subscriber));
            _cache = new();
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_classifiers)
        {
            bool removed = false;
            foreach (var pair in _classifiers) removed |= pair.Value.RemoveAll(s => s.Subscriber.Equals(subscriber)) > 0;
            _cache = new();
            return removed;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_classifiers)
        {
            bool removed = _classifiers.TryGetValue(classifier, out var exact) && exact.RemoveAll(s => s.Subscriber.Equals(subscriber)) > 0;
            foreach (var pair in _classifiers)
            {
                if (EqualityComparer<TClassifier>.Default.Equals(pair.Key, classifier) || !IsSubClassification(pair.Key, classifier)) continue;
                foreach (var wider in pair.Value)
                    if (wider.Subscriber.Equals(subscriber)) removed |= wider.Unsubscriptions.Add(classifier);
            }
            _cache = new();
            return removed;
        }
    }

    /// <summary>Called with each event before anybody is told of it.</summary>
    internal virtual void OnPublish(TEvent @event) { }

    public virtual void Publish(TEvent @event)
    {
        OnPublish(@event);
        var classifier = GetClassifier(@event);
        var cache = _cache;
        if (!cache.TryGetValue(classifier, out var subscribers)) subscribers = Recompute(classifier);
        foreach (var subscriber in subscribers) Publish(@event, subscriber);
    }

    internal bool HasSubscribers(TClassifier classifier) =>
        (_cache.TryGetValue(classifier, out var subscribers) ? subscribers : Recompute(classifier)).Length > 0;

    private TSubscriber[] Recompute(TClassifier classifier)
    {
        lock (_classifiers)
        {
            var wanting = new List<TSubscriber>();
            foreach (var pair in _classifiers)
            {
                if (!IsSubClassification(pair.Key, classifier)) continue;
                foreach (var subscription in pair.Value)
                {
                    if (wanting.Contains(subscription.Subscriber) || subscription.Unsubscriptions.Any(u => IsSubClassification(u, classifier))) continue;
                    wanting.Add(subscription.Subscriber);
                }
            }
            TSubscriber[] found = [.. wanting];
            _cache[classifier] = found;
            return found;
        }
    }
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, Actor.IActorRef>;
