using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>One behaviour of a <see cref="ReceiveActor"/>.</summary>
internal sealed class HandlerTable
{
    private readonly MessageHandler[] _handlers;

    private HandlerTable(MessageHandler[] handlers)
    {
        _handlers = handlers;
        Receive = TryHandle;
    }

    internal Receive Receive { get; }

    private bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
            if (handler.TryHandle(message)) return true;
        return false;
    }

    internal sealed class Builder
    {
        private readonly List<MessageHandler> _handlers = [];
        private bool _complete;

        internal void Add(MessageHandler handler, Type messageType, bool catchesAll)
        {
            if (_complete)
                throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
            _handlers.Add(handler);
            _complete = catchesAll && messageType == typeof(object);
        }

        internal HandlerTable Build() => new([.. _handlers]);
    }
}

internal abstract class MessageHandler
{
    internal abstract bool TryHandle(object message);
}

internal sealed class TypedHandler<T>(Action<T> handler, Predicate<T> shouldHandle) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle != null && !shouldHandle(typed))) return false;
        handler(typed);
        return true;
    }
}

internal sealed class DecidingHandler<T>(Func<T, bool> handler) : MessageHandler
{
    internal override bool TryHandle(object message) => message is T typed && handler(typed);
}

internal sealed class RuntimeTypedHandler(Type type, Action<object> handler, Predicate<object> shouldHandle) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (!type.IsInstanceOfType(message) || (shouldHandle != null && !shouldHandle(message))) return false;
        handler(message);
        return true;
    }
}

internal sealed class RuntimeDecidingHandler(Type type, Func<object, bool> handler) : MessageHandler
{
    internal override bool TryHandle(object message) => type.IsInstanceOfType(message) && handler(message);
}

internal sealed class AsyncHandler<T>(Func<T, Task> handler, Predicate<T> shouldHandle) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle != null && !shouldHandle(typed))) return false;
        ActorTaskScheduler.RunTask(() => handler(typed));
        return true;
    }
}

internal sealed class RuntimeAsyncHandler(Type type, Func<object, Task> handler, Predicate<object> shouldHandle) : MessageHandler
{
    internal override bool TryHandle(object message)
    {
        if (!type.IsInstanceOfType(message) || (shouldHandle != null && !shouldHandle(message))) return false;
        ActorTaskScheduler.RunTask(() => handler(message));
        return true;
    }
}
