using System;
using System.Collections.Generic;
using Akka.Actor;

namespace Akka.Routing;

public interface IListeners
{
    ListenerSupport Listeners { get; }
}

public abstract class ListenerMessage
{
}

public sealed class Listen : ListenerMessage
{
    public Listen(IActorRef listener)
    {
        Listener = listener;
    }

    public IActorRef Listener { get; }
}

public sealed class Deafen : ListenerMessage
{
    public Deafen(IActorRef listener)
    {
        Listener = listener;
    }

    public IActorRef Listener { get; }
}

public sealed class WithListeners : ListenerMessage
{
    public WithListeners(Action<IActorRef> listenerFunction)
    {
        ListenerFunction = listenerFunction;
    }

    public Action<IActorRef> ListenerFunction { get; }
}

/// <summary>A set of actors that hear what an actor tells all its listeners.</summary>
public class ListenerSupport
{
    protected readonly HashSet<IActorRef> Listeners = [];

    public Receive ListenerReceive
    {
        get
        {
            return message =>
            {
                switch (message)
                {
                    case Listen listen:
                        Add(listen.Listener);
                        return true;
                    case Deafen deafen:
                        Remove(deafen.Listener);
                        return true;
                    case WithListeners with:
                        foreach (var listener in Listeners)
                            with.ListenerFunction(listener);
                        return true;
                    default:
                        return false;
                }
            };
        }
    }

    public void Add(IActorRef actor) => Listeners.Add(actor);

    public void Remove(IActorRef actor) => Listeners.Remove(actor);

    public void Gossip(object message)
    {
        foreach (var listener in Listeners)
            listener.Tell(message);
    }

    public void Gossip(object message, IActorRef sender)
    {
        foreach (var listener in Listeners)
            listener.Tell(message, sender);
    }
}
