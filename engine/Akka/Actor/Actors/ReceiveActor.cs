using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor made of handlers by type, tried in the order in which they were declared.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    // The tables being configured: the constructor's, and on top of it those of Become calls that are running.
    private Stack<HandlerTable.Builder> _configuring;
    private HandlerTable _initial;

    protected ReceiveActor()
    {
        _configuring = new Stack<HandlerTable.Builder>();
        _configuring.Push(new HandlerTable.Builder());
    }

    void IInitializableActor.Init()
    {
        if (_initial != null) return;
        _initial = _configuring.Pop().Build();
        _configuring = null;
        ActorCell.Current?.SetInitialBehavior(_initial.Receive);
    }

    protected sealed override void OnReceive(object message)
    {
        if (_initial == null || !_initial.Receive(message)) Unhandled(message);
    }

    private Receive Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _configuring ??= new Stack<HandlerTable.Builder>();
        _configuring.Push(new HandlerTable.Builder());
        HandlerTable table;
        try
        {
            configure();
        }
        finally
        {
            table = _configuring.Pop().Build();
            if (_initial != null && _configuring.Count == 0) _configuring = null;
        }
        return table.Receive;
    }

    protected void Become(Action configure) => base.Become(Configure(configure));
    protected void BecomeStacked(Action configure) => base.BecomeStacked(Configure(configure));

    private HandlerTable.Builder Table =>
        _configuring is { Count: > 0 } stack
            ? stack.Peek()
            : throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) =>
        Table.Add(new TypedHandler<T>(handler, shouldHandle), typeof(T), shouldHandle == null);

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => Table.Add(new DecidingHandler<T>(handler), typeof(T), catchesAll: false);

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Table.Add(new RuntimeTypedHandler(messageType, handler, shouldHandle), messageType, shouldHandle == null);

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Table.Add(new RuntimeDecidingHandler(messageType, handler), messageType, catchesAll: false);

    protected void ReceiveAny(Action<object> handler) => Table.Add(new TypedHandler<object>(handler, null), typeof(object), catchesAll: true);

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
        Table.Add(new AsyncHandler<T>(handler, shouldHandle), typeof(T), shouldHandle == null);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Table.Add(new RuntimeAsyncHandler(messageType, handler, shouldHandle), messageType, shouldHandle == null);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAsync<object>(handler);
}
