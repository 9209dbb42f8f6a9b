using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// Watches remote actors for all local watchers of this system, and the nodes they live on: a node that stops answering heartbeats
/// is quarantined, and its actors are reported dead. On the wire this actor is the watcher; it passes the news on.
/// </summary>
public partial class RemoteWatcher : UntypedActor, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected readonly ILoggingAdapter Log = Context.GetLogger();
    protected readonly Dictionary<IInternalActorRef, HashSet<IInternalActorRef>> Watching = new();
    protected readonly Dictionary<Address, HashSet<IInternalActorRef>> WatcheeByNodes = new();

    private readonly IFailureDetectorRegistry<Address> _failureDetector;
    private readonly TimeSpan _heartbeatExpectedResponseAfter;
    private readonly IRemoteActorRefProvider _provider;
    private readonly Dictionary<Address, int> _addressUids = new();
    private readonly ICancelable _heartbeat;
    private readonly ICancelable _reaper;
    private readonly HeartbeatRsp _response;

    public RemoteWatcher(
        IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter)
    {
        _failureDetector = failureDetector;
        _heartbeatExpectedResponseAfter = heartbeatExpectedResponseAfter;
        var system = Context.System;
        _provider = (IRemoteActorRefProvider)((ExtendedActorSystem)system).Provider;
        _response = new HeartbeatRsp(AddressUidExtension.Uid(system));
        _heartbeat = system.Scheduler.ScheduleTellRepeatedlyCancelable(heartbeatInterval, heartbeatInterval, Self, HeartbeatTick.Instance, Self);
        _reaper = system.Scheduler.ScheduleTellRepeatedlyCancelable(unreachableReaperInterval, unreachableReaperInterval, Self, ReapUnreachableTick.Instance, Self);
    }

    protected ICollection<Address> WatchingNodes => WatcheeByNodes.Keys;

    protected HashSet<Address> Unreachable { get; } = new();

    public static Props Props(
        IFailureDetectorRegistry<Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter) =>
        Actor.Props.Create(() => new RemoteWatcher(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter))
            .WithDeploy(Deploy.Local);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Heartbeat:
                Sender.Tell(_response, Self);
                break;
            case HeartbeatRsp response:
                OnResponse(response.AddressUid);
                break;
            case HeartbeatTick:
                SendHeartbeats();
                break;
            case ReapUnreachableTick:
                ReapUnreachable();
                break;
            case ExpectedFirstHeartbeat expected:
                // No answer in time: from now on silence counts.
                if (WatcheeByNodes.ContainsKey(expected.From) && !_failureDetector.IsMonitoring(expected.From))
                    _failureDetector.Heartbeat(expected.From);
                break;
            case WatchRemote watch:
                AddWatching(watch.Watchee, watch.Watcher);
                break;
            case UnwatchRemote unwatch:
                RemoveWatch(unwatch.Watchee, unwatch.Watcher);
                break;
            case Terminated terminated:
                OnTerminated((IInternalActorRef)terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated);
                break;
            case NodeEnded ended:
                OnNodeEnded(ended.Node);
                break;
            case Stats:
                Sender.Tell(Counted(), Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        base.PostStop();
        _heartbeat.Cancel();
        _reaper.Cancel();
    }

    protected void AddWatching(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watcher.Equals(Self))
            return;
        if (!Watching.TryGetValue(watchee, out var watchers))
        {
            Watching.Add(watchee, watchers = new HashSet<IInternalActorRef>());
            Context.Watch(watchee);
            WatchNode(watchee);
        }
        watchers.Add(watcher);
    }

    protected void RemoveWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watcher.Equals(Self) || !Watching.TryGetValue(watchee, out var watchers) || !watchers.Remove(watcher) || watchers.Count > 0)
            return;
        Context.Unwatch(watchee);
        RemoveWatchee(watchee);
    }

    protected void RemoveWatchee(IInternalActorRef watchee)
    {
        Watching.Remove(watchee);
        var address = watchee.Path.Address;
        if (!WatcheeByNodes.TryGetValue(address, out var watchees))
            return;
        watchees.Remove(watchee);
        if (watchees.Count == 0)
            UnwatchNode(address);
    }

    protected virtual void WatchNode(IInternalActorRef watchee)
    {
        var address = watchee.Path.Address;
        if (!WatcheeByNodes.TryGetValue(address, out var watchees))
            WatcheeByNodes.Add(address, watchees = new HashSet<IInternalActorRef>());
        // A node that had failed is given a new chance by a new watch.
        if (Unreachable.Remove(address))
            _failureDetector.Remove(address);
        watchees.Add(watchee);
    }

    protected void UnwatchNode(Address watcheeAddress)
    {
        WatcheeByNodes.Remove(watcheeAddress);
        _addressUids.Remove(watcheeAddress);
        _failureDetector.Remove(watcheeAddress);
    }

    protected virtual void PublishAddressTerminated(Address address) => AddressTerminations.Publish(Context.System, address);

    protected virtual void Quarantine(Address address, int? addressUid) => _provider.Quarantine(address, addressUid);

    private void OnTerminated(IInternalActorRef watchee, bool existenceConfirmed, bool addressTerminated)
    {
        if (!Watching.TryGetValue(watchee, out var watchers))
            return;
        // When the whole node died every watcher hears of it by itself.
        if (!addressTerminated)
            foreach (var watcher in watchers)
                watcher.SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed, false));
        RemoveWatchee(watchee);
    }
}
