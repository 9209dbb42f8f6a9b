using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster.Tools.Client;

/// <summary>
/// Lives outside the cluster and talks to its services through one of its receptionists. When that one is lost it finds another; what
/// is sent meanwhile is kept, in order.
/// </summary>
public sealed partial class ClusterClient : ActorBase
{
    private readonly ClusterClientSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ContactPointSet _contactPoints;
    private readonly SilenceDetector _silence;
    private readonly ICancelable _heartbeats;
    private readonly Queue<(object Message, IActorRef Sender)> _buffer = new();
    private IActorRef _receptionist;
    private ICancelable _refreshing;
    private ICancelable _giveUp;

    public ClusterClient(ClusterClientSettings settings)
    {
        if (settings.InitialContacts.Count == 0)
            throw new ArgumentException("A cluster client needs at least one initial contact, such as akka.tcp://System@host:port/system/receptionist.");
        ToolsDefaults.Register(Context.System);
        _settings = settings;
        _contactPoints = new ContactPointSet(settings.InitialContacts);
        _silence = new SilenceDetector(settings.HeartbeatInterval + settings.AcceptableHeartbeatPause, Context.System.Scheduler);
        _heartbeats = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            settings.HeartbeatInterval, settings.HeartbeatInterval, Self, HeartbeatTick.Instance, Self);
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        AskForContacts();
        Establish();
        Self.Tell(RefreshContactsTick.Instance);
    }

    public static Props Props(ClusterClientSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.UseInitialContactDiscovery
            ? Actor.Props.From(typeof(ClusterClientDiscovery), () => new ClusterClientDiscovery(settings)).WithDeploy(Deploy.Local)
            : Actor.Props.From(typeof(ClusterClient), () => new ClusterClient(settings)).WithDeploy(Deploy.Local);
    }

    protected override void PostStop()
    {
        base.PostStop();
        Context.System.EventStream.Unsubscribe(Self);
        _heartbeats.Cancel();
        _refreshing?.Cancel();
        _giveUp?.Cancel();
    }

    protected override bool Receive(object message)
    {
        if (ForCluster(message) is { } forCluster)
        {
            if (_receptionist is null)
                Keep(forCluster);
            else
                _receptionist.Forward(forCluster);
            return true;
        }

        return (_receptionist is null ? Establishing(message) : Active(message)) || ForSubscribers(message);
    }

    private bool Establishing(object message)
    {
        switch (message)
        {
            case Contacts contacts:
                Learn(contacts);
                if (contacts.ContactPoints.Count > 0)
                {
                    foreach (var contact in _contactPoints.Selections(Context))
                        contact.Tell(new Identify(null), Self);
                }

                return true;
            case ActorIdentity { Subject: { } receptionist }:
                Connect(receptionist);
                return true;
            case ActorIdentity or ReceptionistShutdown or DisassociatedEvent or HeartbeatRsp:
                return true;
            case HeartbeatTick:
                _silence.Heard();
                return true;
            case RefreshContactsTick:
                AskForContacts();
                return true;
            case ReconnectTimeout:
                _log.Warning("No receptionist was found within reconnect-timeout [{0}]: the cluster client stops", _settings.ReconnectTimeout);
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    private bool Active(object message)
    {
        switch (message)
        {
            case HeartbeatTick when _silence.IsTooLong:
                Reestablish("has been silent for too long");
                return true;
            case HeartbeatTick:
                _receptionist.Tell(Heartbeat.Instance, Self);
                return true;
            case HeartbeatRsp:
                _silence.Heard();
                return true;
            case RefreshContactsTick:
                _receptionist.Tell(GetContacts.Instance, Self);
                return true;
            case Contacts contacts:
                Learn(contacts);
                return true;
            case ReceptionistShutdown:
                if (Sender.Equals(_receptionist))
                    Reestablish("is shutting down");
                return true;
            case DisassociatedEvent lost:
                if (lost.RemoteAddress is { } address && address.Equals(_receptionist.Path.Address))
                    Reestablish("has closed the connection");
                return true;
            case ActorIdentity or ReconnectTimeout:
                return true;
            default:
                return false;
        }
    }

    private void Connect(IActorRef receptionist)
    {
        _log.Info("Connected to [{0}]", receptionist.Path);
        _receptionist = receptionist;
        RefreshEvery(_settings.RefreshContactsInterval);
        _giveUp?.Cancel();
        while (_buffer.TryDequeue(out var kept))
            receptionist.Tell(kept.Message, kept.Sender);
        _silence.Heard();
        // At once: the first heartbeat is what makes the receptionist count this client.
        Self.Tell(HeartbeatTick.Instance);
    }

    private void Reestablish(string why)
    {
        _log.Info("Receptionist [{0}] {1}: looking for another", _receptionist.Path, why);
        _receptionist = null;
        AskForContacts();
        Establish();
        _silence.Heard();
    }

    private void Establish()
    {
        RefreshEvery(_settings.EstablishingGetContactsInterval);
        _giveUp?.Cancel();
        if (_settings.ReconnectTimeout is { } patience)
            _giveUp = Context.System.Scheduler.ScheduleTellOnceCancelable(patience, Self, ReconnectTimeout.Instance, Self);
    }

    private void RefreshEvery(TimeSpan interval)
    {
        _refreshing?.Cancel();
        _refreshing = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, RefreshContactsTick.Instance, Self);
    }

    private void AskForContacts()
    {
        foreach (var contact in _contactPoints.ToAsk(Context))
            contact.Tell(GetContacts.Instance, Self);
    }

    private void Learn(Contacts contacts)
    {
        foreach (var change in _contactPoints.Learn(contacts.ContactPoints))
            _contactPoints.Publish(change, Self);
    }

    /// <summary>What the client is asked to take to the cluster, as its receptionist understands it.</summary>
    private static object ForCluster(object message) => message switch
    {
        Send send => new PublishSubscribe.Send(send.Path, send.Message, send.LocalAffinity),
        SendToAll send => new PublishSubscribe.SendToAll(send.Path, send.Message),
        Publish publish => new PublishSubscribe.Publish(publish.Topic, publish.Message),
        _ => null,
    };

    private bool ForSubscribers(object message)
    {
        switch (message)
        {
            case ISubscribeContactPoints:
                Context.Watch(Sender);
                _contactPoints.Subscribers.Add(Sender);
                Sender.Tell(new ContactPoints(_contactPoints.Paths));
                return true;
            case IUnsubscribeContactPoints:
                Context.Unwatch(Sender);
                _contactPoints.Subscribers.Remove(Sender);
                return true;
            case Terminated terminated:
                _contactPoints.Subscribers.Remove(terminated.ActorRef);
                return true;
            case IGetContactPoints:
                Sender.Tell(new ContactPoints(_contactPoints.Paths));
                return true;
            default:
                return false;
        }
    }

    private void Keep(object message)
    {
        if (_settings.BufferSize == 0)
        {
            _log.Warning("There is no receptionist and buffering is off: dropping [{0}]", message);
            Context.System.DeadLetters.Tell(message, Sender);
            return;
        }

        if (_buffer.Count == _settings.BufferSize)
        {
            var (oldest, sender) = _buffer.Dequeue();
            _log.Warning("There is no receptionist and the buffer of {0} messages is full: dropping the oldest, [{1}]", _settings.BufferSize, oldest);
            Context.System.DeadLetters.Tell(oldest, sender);
        }

        _buffer.Enqueue((message, Sender));
    }

    private sealed class HeartbeatTick : INoSerializationVerificationNeeded
    {
        internal static readonly HeartbeatTick Instance = new();
    }

    private sealed class RefreshContactsTick : INoSerializationVerificationNeeded
    {
        internal static readonly RefreshContactsTick Instance = new();
    }

    private sealed class ReconnectTimeout : INoSerializationVerificationNeeded
    {
        internal static readonly ReconnectTimeout Instance = new();
    }
}
