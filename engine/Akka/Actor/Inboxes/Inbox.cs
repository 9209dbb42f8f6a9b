using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor whose messages a thread outside takes out one by one.</summary>
public class Inbox : IInboxable, IDisposable
{
    private readonly ActorSystemImpl _system;
    private readonly TimeSpan _defaultTimeout;
    private readonly Queue<object> _messages = new();
    private readonly LinkedList<Waiting> _waiting = new();
    private readonly int _capacity;
    private bool _disposed;

    private Inbox(ActorSystemImpl system)
    {
        _system = system;
        _capacity = system.Settings.Config.GetInt("akka.actor.inbox.inbox-size", 1000);
        _defaultTimeout = system.Settings.Config.GetTimeSpan("akka.actor.inbox.default-timeout", TimeSpan.FromSeconds(5));
        Receiver = system.SystemActorOf(Props.From(typeof(Mouth), () => new Mouth(this)), $"inbox-{NameCounter.Base64Encode(system.NextInboxNumber())}");
    }

    public static Inbox Create(ActorSystem system) => new((ActorSystemImpl)system);

    public IActorRef Receiver { get; }

    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new Order(context => context.Watch(subject)), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new Order(context => context.WatchWith(subject, message)), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new Order(context => context.Unwatch(subject)), ActorRefs.NoSender);
        return subject;
    }

    public void Send(IActorRef actorRef, object message) => actorRef.Tell(message, Receiver);

    public object Receive() => Receive(_defaultTimeout);

    public object Receive(TimeSpan timeout) => Unwrap(Take(null, timeout));

    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) => Unwrap(Take(predicate, timeout));

    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

    /// <summary>A time-out is an answer of its own here: a <see cref="Status.Failure"/> with a TimeoutException.</summary>
    public async Task<object> ReceiveAsync(TimeSpan timeout)
    {
        try
        {
            return await Take(null, timeout).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            return new Status.Failure(e);
        }
    }

    private static object Unwrap(Task<object> task) => task.GetAwaiter().GetResult();

    private Task<object> Take(Predicate<object> predicate, TimeSpan timeout)
    {
        lock (_messages)
        {
            if (_messages.Count > 0)
            {
                var kept = new List<object>();
                object found = null;
                bool hit = false;
                foreach (object message in _messages)
                {
                    if (!hit && (predicate == null || predicate(message)))
                    {
                        hit = true;
                        found = message;
                    }
                    else kept.Add(message);
                }
                if (hit)
                {
                    _messages.Clear();
                    foreach (object message in kept) _messages.Enqueue(message);
                    return Task.FromResult(found);
                }
            }
            if (timeout == TimeSpan.Zero) return Task.FromException<object>(TooLate(timeout));
            var waiting = new Waiting(predicate);
            var node = _waiting.AddLast(waiting);
            if (timeout != Timeout.InfiniteTimeSpan)
                waiting.Timer = _system.Scheduler.Advanced.ScheduleOnceCancelable(timeout, () => GiveUp(node, timeout));
            return waiting.Result.Task;
        }
    }

    private void GiveUp(LinkedListNode<Waiting> node, TimeSpan timeout)
    {
        lock (_messages)
        {
            if (node.List == null) return;
            _waiting.Remove(node);
        }
        node.Value.Result.TrySetException(TooLate(timeout));
    }

    private TimeoutException TooLate(TimeSpan timeout) => new($"Inbox {Receiver.Path} didn't receive a response message in specified timeout {timeout}");

    private void Deliver(object message)
    {
        Waiting taker = null;
        lock (_messages)
        {
            for (var node = _waiting.First; node != null; node = node.Next)
            {
                if (node.Value.Predicate != null && !node.Value.Predicate(message)) continue;
                taker = node.Value;
                _waiting.Remove(node);
                break;
            }
            if (taker == null)
            {
                if (_messages.Count < _capacity) _messages.Enqueue(message);
                else _system.Log.Warning("Dropping message: Inbox size has been exceeded, use akka.actor.inbox.inbox-size to increase maximum allowed inbox size. Current is {0}", _capacity);
                return;
            }
        }
        taker.Timer?.Cancel();
        taker.Result.TrySetResult(message);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        if (disposing) _system.Stop(Receiver);
    }

    private sealed class Waiting(Predicate<object> predicate)
    {
        internal readonly Predicate<object> Predicate = predicate;
        internal readonly TaskCompletionSource<object> Result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        internal ICancelable Timer;
    }

    private sealed record Order(Action<IActorContext> Action) : INoSerializationVerificationNeeded;

    private sealed class Mouth(Inbox inbox) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Order order) order.Action(Context);
            else inbox.Deliver(message);
        }
    }
}
