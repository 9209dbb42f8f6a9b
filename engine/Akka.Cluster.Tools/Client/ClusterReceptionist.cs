using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Client;

/// <summary>The cluster's side of cluster clients, one on each node: hands their messages to pub-sub and the answers back.</summary>
public sealed class ClusterReceptionist : ActorBase
{
    private readonly IActorRef _mediator;
    private readonly ClusterReceptionistSettings _settings;
    private readonly Cluster _cluster;
    private readonly ICancelable _checking;
    private readonly Dictionary<IActorRef, SilenceDetector> _clients = [];
    private readonly HashSet<IActorRef> _subscribers = [];
    private ContactRing _ring = ContactRing.Of([]);

    public ClusterReceptionist(IActorRef pubSubMediator, ClusterReceptionistSettings settings)
    {
        ToolsDefaults.Register(Context.System);
        _mediator = pubSubMediator;
        _settings = settings;
        _cluster = Cluster.Get(Context.System);
        if (settings.Role is not null && !_cluster.SelfRoles.Contains(settings.Role))
            throw new ArgumentException($"A receptionist for role [{settings.Role}] cannot start on {_cluster.SelfAddress}, which has roles [{string.Join(", ", _cluster.SelfRoles)}].");
        _checking = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            settings.FailureDetectionInterval, settings.FailureDetectionInterval, Self, CheckClients.Instance, Self);
    }

    public static Props Props(IActorRef pubSubMediator, ClusterReceptionistSettings settings) =>
        Actor.Props.From(typeof(ClusterReceptionist), () => new ClusterReceptionist(pubSubMediator, settings)).WithDeploy(Deploy.Local);

    protected override void PreStart()
    {
        base.PreStart();
        if (_cluster.IsTerminated)
            throw new ArgumentException("A receptionist cannot start on a node that has left the cluster.");
        _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));
    }

    /// <summary>Clients look for another receptionist at once instead of waiting for this one's silence.</summary>
    protected override void PostStop()
    {
        base.PostStop();
        _cluster.Unsubscribe(Self);
        _checking.Cancel();
        foreach (var client in _clients.Keys)
            client.Tell(ReceptionistShutdown.Instance, Self);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case PublishSubscribe.Send or PublishSubscribe.SendToAll or PublishSubscribe.Publish:
                _mediator.Tell(message, TunnelTo(Sender));
                break;
            case ClusterClient.Send send:
                _mediator.Tell(new PublishSubscribe.Send(send.Path, send.Message, send.LocalAffinity), TunnelTo(Sender));
                break;
            case ClusterClient.SendToAll send:
                _mediator.Tell(new PublishSubscribe.SendToAll(send.Path, send.Message), TunnelTo(Sender));
                break;
            case ClusterClient.Publish publish:
                _mediator.Tell(new PublishSubscribe.Publish(publish.Topic, publish.Message), TunnelTo(Sender));
                break;
            case Heartbeat:
                Sender.Tell(HeartbeatRsp.Instance, Self);
                HearOf(Sender);
                break;
            case GetContacts:
                var contacts = _ring.ContactsFor(Sender.Path.ToStringWithAddress(_cluster.SelfAddress), _settings.NumberOfContacts);
                Sender.Tell(new Contacts(contacts.Select(node => Self.Path.ToStringWithAddress(node)).ToImmutableList()), Self);
                break;
            case CheckClients:
                foreach (var lost in _clients.Where(entry => entry.Value.IsTooLong).Select(entry => entry.Key).ToList())
                {
                    _clients.Remove(lost);
                    Publish(new ClusterClientUnreachable(lost));
                }

                break;
            default:
                return FromCluster(message) || FromSubscriber(message);
        }

        return true;
    }

    private bool FromCluster(object message)
    {
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                _ring = ContactRing.Of(state.Members
                    .Where(member => member.Status != MemberStatus.Joining && HasRole(member))
                    .Select(member => member.Address));
                return true;
            case ClusterEvent.MemberUp { Member: var member }:
                if (HasRole(member))
                    _ring = _ring.Add(member.Address);
                return true;
            case ClusterEvent.MemberRemoved { Member: var member }:
                if (member.Address.Equals(_cluster.SelfAddress))
                    Context.Stop(Self);
                else if (HasRole(member))
                    _ring = _ring.Remove(member.Address);
                return true;
            default:
                return message is ClusterEvent.IMemberEvent;
        }
    }

    private bool FromSubscriber(object message)
    {
        switch (message)
        {
            case SubscribeClusterClients:
                Context.Watch(Sender);
                _subscribers.Add(Sender);
                Sender.Tell(new ClusterClients(_clients.Keys.ToImmutableHashSet()), Self);
                return true;
            case UnsubscribeClusterClients:
                Context.Unwatch(Sender);
                _subscribers.Remove(Sender);
                return true;
            case Terminated terminated:
                _subscribers.Remove(terminated.ActorRef);
                return true;
            case GetClusterClients:
                Sender.Tell(new ClusterClients(_clients.Keys.ToImmutableHashSet()), Self);
                return true;
            default:
                return false;
        }
    }

    private void HearOf(IActorRef client)
    {
        if (_clients.TryGetValue(client, out var silence))
        {
            silence.Heard();
            return;
        }

        _clients[client] = new SilenceDetector(_settings.HeartbeatInterval + _settings.AcceptableHeartbeatPause, Context.System.Scheduler);
        Publish(new ClusterClientUp(client));
    }

    private void Publish(IClusterClientInteraction interaction)
    {
        foreach (var subscriber in _subscribers)
            subscriber.Tell(interaction, Self);
    }

    private bool HasRole(Member member) => _settings.Role is null || member.HasRole(_settings.Role);

    private IActorRef TunnelTo(IActorRef client)
    {
        var name = Uri.EscapeDataString(client.Path.ToSerializationFormat());
        var tunnel = Context.Child(name);
        if (tunnel.IsNobody())
        {
            var timeout = _settings.ResponseTunnelReceiveTimeout;
            tunnel = Context.ActorOf(Actor.Props.From(typeof(ResponseTunnel), () => new ResponseTunnel(client, timeout)), name);
        }
        else
        {
            tunnel.Tell(ResponseTunnel.KeepAlive.Instance, Self);
        }

        return tunnel;
    }

    private sealed class CheckClients : INoSerializationVerificationNeeded
    {
        internal static readonly CheckClients Instance = new();
    }
}
