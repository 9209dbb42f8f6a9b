using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Turns changes of state into events for subscribers.</summary>
internal sealed class EventPublisher : ReceiveActor
{
    private readonly UniqueAddress _self;
    private readonly ClusterView _view;
    private readonly Dictionary<IActorRef, HashSet<Type>> _subscribers = [];
    private readonly List<RegisterCallback> _callbacks = [];
    private Gossip _published = Gossip.Empty;
    private bool _internalsWanted;

    public EventPublisher(UniqueAddress self, ClusterView view)
    {
        _self = self;
        _view = view;
        Receive<PublishChanges>(m => PublishAll(m.Gossip));
        Receive<PublishEvent>(m => Publish(m.Event));
        Receive<SendCurrentState>(m => m.Receiver.Tell(ClusterView.Snapshot(_published, _self)));
        Receive<Subscribe>(Add);
        Receive<Unsubscribe>(m => Remove(m.Subscriber, m.To));
        Receive<RegisterCallback>(OnRegister);
        Receive<Terminated>(m => _subscribers.Remove(m.ActorRef));
    }

    public static Props Props(UniqueAddress self, ClusterView view) =>
        Akka.Actor.Props.Create(() => new EventPublisher(self, view));

    protected override void PostStop()
    {
        Publish(ClusterEvent.ClusterShuttingDown.Instance);
        PublishAll(Gossip.Empty);
        foreach (var waiting in _callbacks.Where(static c => c.Status == MemberStatus.Removed))
            Run(waiting.Callback);
    }

    private void PublishAll(Gossip gossip)
    {
        var before = _published;
        _published = gossip;
        _view.Publish(gossip);
        foreach (var change in GossipDifference.Between(before, gossip, _self, _internalsWanted))
            Publish(change);
        RunCallbacks(before);
    }

    private void OnRegister(RegisterCallback waiting)
    {
        if (waiting.Status == MemberStatus.Up && _published.StatusOf(_self) == MemberStatus.Up)
            Run(waiting.Callback);
        else
            _callbacks.Add(waiting);
    }

    private void RunCallbacks(Gossip before)
    {
        var status = _published.StatusOf(_self);
        if (_callbacks.Count == 0 || status == before.StatusOf(_self))
            return;
        foreach (var waiting in _callbacks.Where(c => c.Status == status).ToArray())
        {
            _callbacks.Remove(waiting);
            Run(waiting.Callback);
        }
    }

    /// <summary>On the threads of ordinary actors: what users do must not hold up membership.</summary>
    private static void Run(Action callback) => Context.System.Dispatchers.DefaultGlobalDispatcher.Schedule(callback);

    private void Publish(ClusterEvent.IClusterDomainEvent change)
    {
        foreach (var (subscriber, types) in _subscribers)
        {
            if (IsWanted(types, change))
                subscriber.Tell(change);
        }
    }

    private static bool IsWanted(IEnumerable<Type> types, ClusterEvent.IClusterDomainEvent change) => types.Any(type => type.IsInstanceOfType(change));

    private void Add(Subscribe subscribe)
    {
        if (subscribe.Mode == ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot)
        {
            subscribe.Subscriber.Tell(ClusterView.Snapshot(_published, _self));
        }
        else
        {
            foreach (var change in GossipDifference.Between(Gossip.Empty, _published, _self))
            {
                if (IsWanted(subscribe.To, change))
                    subscribe.Subscriber.Tell(change);
            }
        }
        if (!_subscribers.TryGetValue(subscribe.Subscriber, out var types))
        {
            _subscribers.Add(subscribe.Subscriber, types = []);
            Context.Watch(subscribe.Subscriber);
        }
        types.UnionWith(subscribe.To);
        LookWhatIsWanted();
    }

    private void LookWhatIsWanted() => _internalsWanted = _subscribers.Values.Any(static types => types.Any(static type =>
        type.IsAssignableFrom(typeof(ClusterEvent.SeenChanged)) || type.IsAssignableFrom(typeof(ClusterEvent.ReachabilityChanged))));

    private void Remove(IActorRef subscriber, Type type)
    {
        if (!_subscribers.TryGetValue(subscriber, out var types))
            return;
        if (type is null)
            types.Clear();
        else
            types.Remove(type);
        LookWhatIsWanted();
        if (types.Count > 0)
            return;
        _subscribers.Remove(subscriber);
        Context.Unwatch(subscriber);
    }

    public sealed record PublishChanges(Gossip Gossip) : INoSerializationVerificationNeeded;

    public sealed record PublishEvent(ClusterEvent.IClusterDomainEvent Event) : INoSerializationVerificationNeeded;

    public sealed record Subscribe(IActorRef Subscriber, ClusterEvent.SubscriptionInitialStateMode Mode, IReadOnlyCollection<Type> To)
        : INoSerializationVerificationNeeded;

    public sealed record Unsubscribe(IActorRef Subscriber, Type To) : INoSerializationVerificationNeeded;

    public sealed record SendCurrentState(IActorRef Receiver) : INoSerializationVerificationNeeded;
}
