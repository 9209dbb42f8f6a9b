using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    private WatchState KnownWatches => _more?.Watches;

    private WatchState Watches => More.Watches ??= new WatchState();

    private sealed class WatchState
    {
        /// <summary>Whom this actor watches, with the message it wants instead of Terminated.</summary>
        internal Dictionary<IActorRef, Option<object>> Watching;

        /// <summary>Who watches this actor.</summary>
        internal HashSet<IActorRef> WatchedBy;

        /// <summary>Whose Terminated is in the mailbox; an Unwatch takes it out, so that the actor never sees it.</summary>
        internal Dictionary<IActorRef, Option<object>> TerminatedQueued;

        internal bool ListensForAddresses;
    }

    public IActorRef Watch(IActorRef subject) => Watch(subject, Option<object>.None);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, Option<object>.Create(message));
    }

    private IActorRef Watch(IActorRef subject, Option<object> message)
    {
        var watchee = (IInternalActorRef)subject;
        if (watchee.Equals(_self)) return watchee;
        var watching = Watches.Watching ??= [];
        if (watching.TryGetValue(watchee, out var known))
        {
            if (!known.Equals(message))
                throw new InvalidOperationException($"Watch(self, originalMessage) was called with another message than before: [{known}] then [{message}]. To avoid this, Unwatch first.");
            return watchee;
        }
        ListenForAddresses(watchee, () => watchee.SendSystemMessage(new Watch(watchee, _self)));
        watching[watchee] = message;
        return watchee;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = (IInternalActorRef)subject;
        if (KnownWatches == null) return watchee;
        if (!watchee.Equals(_self) && KnownWatches.Watching != null && KnownWatches.Watching.Remove(watchee))
        {
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
            UpdateAddressListening();
        }
        KnownWatches.TerminatedQueued?.Remove(watchee);
        return watchee;
    }

    protected void ReceivedTerminated(Terminated t)
    {
        if (KnownWatches?.TerminatedQueued is not { } queued || !queued.Remove(t.ActorRef, out var custom)) return;
        object message = custom.HasValue ? custom.Value : t;
        CurrentMessage = message;
        ReceiveMessage(message);
    }

    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage)
    {
        (Watches.TerminatedQueued ??= []).TryAdd(subject, customMessage);
    }

    /// <summary>A watched actor, or a child, ended.</summary>
    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (KnownWatches?.Watching is { } watching && watching.Remove(actor, out var custom))
        {
            UpdateAddressListening();
            if (!IsTerminating)
            {
                _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
                TerminatedQueuedFor(actor, custom);
            }
        }
        if (ChildrenContainer.Contains(actor)) HandleChildTerminated(actor);
    }

    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        bool watcheeIsSelf = watchee.Equals(_self);
        bool watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            if (!(Watches.WatchedBy ??= []).Add(watcher)) return;
            ListenForAddresses(watcher, null);
            if (_system.Settings.DebugLifecycle) DebugLifecycle($"now watched by {watcher}");
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), LogClass, $"BUG: illegal Watch({watchee},{watcher}) for {_self}"));
        }
    }

    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        bool watcheeIsSelf = watchee.Equals(_self);
        bool watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            if (KnownWatches?.WatchedBy is not { } watchedBy || !watchedBy.Remove(watcher)) return;
            UpdateAddressListening();
            if (_system.Settings.DebugLifecycle) DebugLifecycle($"no longer watched by {watcher}");
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Unwatch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), LogClass, $"BUG: illegal Unwatch({watchee},{watcher}) for {_self}"));
        }
    }

    private void TellRemoteWatchersWeDied()
    {
        if (KnownWatches?.WatchedBy is not { } watchedBy) return;
        foreach (var watcher in watchedBy)
            if (!IsLocalRef(watcher)) NotifyWatcher(watcher);
    }

    /// <summary>The local ones: the remote ones know already.</summary>
    protected void TellWatchersWeDied()
    {
        if (KnownWatches?.WatchedBy is not { } watchedBy) return;
        try
        {
            foreach (var watcher in watchedBy)
                if (IsLocalRef(watcher)) NotifyWatcher(watcher);
        }
        finally
        {
            KnownWatches.WatchedBy = null;
        }
    }

    private void NotifyWatcher(IActorRef watcher)
    {
        // The parent is told in any case, by the notification that every ending cell sends to it.
        if (!watcher.Equals(Parent))
            ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
    }

    protected void UnwatchWatchedActors(ActorBase actor)
    {
        if (KnownWatches?.Watching is not { Count: > 0 } watching) return;
        try
        {
            foreach (var watchee in watching.Keys)
                ((IInternalActorRef)watchee).SendSystemMessage(new Unwatch((IInternalActorRef)watchee, _self));
        }
        finally
        {
            KnownWatches.Watching = null;
            KnownWatches.TerminatedQueued = null;
            UpdateAddressListening();
        }
    }

    /// <summary>Everything at an address is taken for dead: forget watchers there, and tell this actor of everyone it watched there.</summary>
    protected void AddressTerminated(Address address)
    {
        if (KnownWatches?.WatchedBy is { } watchedBy)
        {
            foreach (var watcher in watchedBy.ToArray())
                if (watcher.Path.Address.Equals(address)) watchedBy.Remove(watcher);
        }
        if (KnownWatches?.Watching is { } watching)
        {
            foreach (var watchee in watching.Keys.ToArray())
                if (watchee.Path.Address.Equals(address))
                    _self.SendSystemMessage(new DeathWatchNotification(watchee, TryGetChildStatsByRef(watchee, out _), addressTerminated: true));
        }
        UpdateAddressListening();
    }

    private static bool IsLocalRef(IActorRef actor) => actor is not IActorRefScope scope || scope.IsLocal;

    private void ListenForAddresses(IActorRef added, Action watch)
    {
        if (!IsLocalRef(added) && !Watches.ListensForAddresses)
        {
            Watches.ListensForAddresses = true;
            AddressTerminatedTopic.Get(_system).Subscribe(_self);
        }
        watch?.Invoke();
    }

    private void UpdateAddressListening()
    {
        if (KnownWatches is not { ListensForAddresses: true } || HasNonLocal()) return;
        KnownWatches.ListensForAddresses = false;
        AddressTerminatedTopic.Get(_system).Unsubscribe(_self);
    }

    private bool HasNonLocal()
    {
        if (KnownWatches.Watching is { } watching)
            foreach (var watchee in watching.Keys)
                if (!IsLocalRef(watchee)) return true;
        if (KnownWatches.WatchedBy is { } watchedBy)
            foreach (var watcher in watchedBy)
                if (!IsLocalRef(watcher)) return true;
        return false;
    }
}
