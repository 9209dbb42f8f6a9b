using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Heartbeats between nodes.</summary>
public partial class RemoteWatcher
{
    private void SendHeartbeats()
    {
        foreach (var address in WatcheeByNodes.Keys)
        {
            if (Unreachable.Contains(address))
                continue;
            if (!_failureDetector.IsMonitoring(address))
                Context.System.Scheduler.ScheduleTellOnce(_heartbeatExpectedResponseAfter, Self, new ExpectedFirstHeartbeat(address), Self);
            Context.ActorSelection(new RootActorPath(address) / Self.Path.Elements).Tell(Heartbeat.Instance, Self);
        }
    }

    private void OnResponse(int uid)
    {
        var from = Sender.Path.Address;
        if (!WatcheeByNodes.ContainsKey(from) || Unreachable.Contains(from))
            return;
        // A first answer, or the answer of a new incarnation: the watches may never have arrived.
        if (!_addressUids.TryGetValue(from, out var known) || known != uid)
            Rewatch(from);
        _addressUids[from] = uid;
        _failureDetector.Heartbeat(from);
    }

    private void Rewatch(Address address)
    {
        var self = (IInternalActorRef)Self;
        foreach (var watchee in WatcheeByNodes[address])
            watchee.SendSystemMessage(new Watch(watchee, self));
    }

    /// <summary>
    /// The notices of the actors that knew themselves watched were received before this; what is left is watches that came too late to be
    /// answered. Nobody is quarantined: the system did what it should.
    /// </summary>
    private void OnNodeEnded(Address node)
    {
        foreach (var (watchee, watchers) in Watching)
        {
            if (!watchee.Path.Address.Equals(node))
                continue;
            foreach (var watcher in watchers)
                watcher.SendSystemMessage(new DeathWatchNotification(watchee, true, true));
            // This actor's own watch of it, too; an Unwatch would have to be delivered to nobody.
            ((IInternalActorRef)Self).SendSystemMessage(new DeathWatchNotification(watchee, true, true));
        }
    }

    private void ReapUnreachable()
    {
        foreach (var address in WatcheeByNodes.Keys)
        {
            if (Unreachable.Contains(address) || _failureDetector.IsAvailable(address))
                continue;
            Log.Warning("Detected unreachable: [{0}]", address);
            Quarantine(address, _addressUids.TryGetValue(address, out var uid) ? uid : null);
            PublishAddressTerminated(address);
            Unreachable.Add(address);
        }
    }
}
