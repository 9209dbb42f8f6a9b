using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    // Whom this actor watches, with the message it wants instead of Terminated.
    private Dictionary<IActorRef, Option<object>> _watching;

    // Who watches this actor.
    private HashSet<IActorRef> _watchedBy;

    // Whose Terminated is in the mailbox; an Unwatch takes it out, so that the actor never sees it.
    private Dictionary<IActorRef, Option<object>> _terminatedQueued;

    private bool _listensForAddresses;

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
        _watching ??= [];
        if (_watching.TryGetValue(watchee, out var known))
        {
            if (!known.Equals(message))
                throw new InvalidOperationException($"Watch(self, originalMessage) was called with another message than before: [{known}] then [{message}]. To avoid this, Unwatch first.");
            return watchee;
        }
        ListenForAddresses(watchee, () => watchee.SendSystemMessage(new Watch(watchee, _self)));
        _watching[watchee] = message;
        return watchee;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = (IInternalActorRef)subject;
        if (!watchee.Equals(_self) && _watching != null && _watching.ContainsKey(watchee))
        {
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
            _watching.Remove(watchee);
            UpdateAddressListening();
        }
        _terminatedQueued?.Remove(watchee);
        return watchee;
    }

    protected void ReceivedTerminated(Terminated t)
    {
        if (_terminatedQueued == null || !_terminatedQueued.Remove(t.ActorRef, out var custom)) return;
        object message = custom.HasValue ? custom.Value : t;
        CurrentMessage = message;
        ReceiveMessage(message);
    }

    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage)
    {
        _terminatedQueued ??= [];
        _terminatedQueued.TryAdd(subject, customMessage);
    }

    /// <summary>A watched actor, or a child, ended.</summary>
    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching != null && _watching.Remove(actor, out var custom))
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
            _watchedBy ??= [];
            if (_watchedBy.Contains(watcher)) return;
            ListenForAddresses(watcher, null);
            _watchedBy.Add(watcher);
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
            if (_watchedBy == null || !_watchedBy.Remove(watcher)) return;
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

    protected void TellWatchersWeDied()
    {
        if (_watchedBy == null) return;
        try
        {
            // Remote watchers first: a local watcher may take the association down when it hears the news.
            foreach (var watcher in _watchedBy)
                if (!IsLocalRef(watcher)) NotifyWatcher(watcher);
            foreach (var watcher in _watchedBy)
                if (IsLocalRef(watcher)) NotifyWatcher(watcher);
        }
        finally
        {
            _watchedBy = null;
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
        if (_watching == null || _watching.Count == 0) return;
        try
        {
            foreach (var watchee in _watching.Keys)
                ((IInternalActorRef)watchee).SendSystemMessage(new Unwatch((IInternalActorRef)watchee, _self));
        }
        finally
        {
            _watching = null;
            _terminatedQueued = null;
            UpdateAddressListening();
        }
    }

    /// <summary>Everything at an address is taken for dead: forget watchers there, and tell this actor of everyone it watched there.</summary>
    protected void AddressTerminated(Address address)
    {
        if (_watchedBy != null)
        {
            foreach (var watcher in _watchedBy.ToArray())
                if (watcher.Path.Address.Equals(address)) _watchedBy.Remove(watcher);
        }
        if (_watching != null)
        {
            foreach (var watchee in _watching.Keys.ToArray())
                if (watchee.Path.Address.Equals(address))
                    _self.SendSystemMessage(new DeathWatchNotification(watchee, TryGetChildStatsByRef(watchee, out _), addressTerminated: true));
        }
        UpdateAddressListening();
    }

    private static bool IsLocalRef(IActorRef actor) => actor is not IActorRefScope scope || scope.IsLocal;

    private void ListenForAddresses(IActorRef added, Action watch)
    {
        if (!IsLocalRef(added) && !_listensForAddresses)
        {
            _listensForAddresses = true;
            AddressTerminatedTopic.Get(_system).Subscribe(_self);
        }
        watch?.Invoke();
    }

    private void UpdateAddressListening()
    {
        if (!_listensForAddresses || HasNonLocal()) return;
        _listensForAddresses = false;
        AddressTerminatedTopic.Get(_system).Unsubscribe(_self);
    }

    private bool HasNonLocal()
    {
        if (_watching != null)
            foreach (var watchee in _watching.Keys)
                if (!IsLocalRef(watchee)) return true;
        if (_watchedBy != null)
            foreach (var watcher in _watchedBy)
                if (!IsLocalRef(watcher)) return true;
        return false;
    }
}
