using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>A message that a router unwraps before it reaches a routee.</summary>
public class RouterEnvelope
{
    public RouterEnvelope(object message)
    {
        Message = message;
    }

    public object Message { get; }
}

/// <summary>Goes to every routee, whatever the router's logic is.</summary>
public class Broadcast : RouterEnvelope
{
    public Broadcast(object message) : base(message)
    {
    }
}

/// <summary>Addressed to the router itself, never routed.</summary>
public abstract class RouterManagementMessage
{
}

public sealed class GetRoutees : RouterManagementMessage
{
    public static GetRoutees Instance { get; } = new();
}

public static class RouterMessage
{
    public static readonly GetRoutees GetRoutees = GetRoutees.Instance;
}

/// <summary>The answer to <see cref="GetRoutees"/>.</summary>
public sealed class Routees
{
    public Routees(IEnumerable<Routee> routees)
    {
        Members = routees.ToArray();
    }

    public IEnumerable<Routee> Members { get; }
}

public sealed class AddRoutee : RouterManagementMessage
{
    public AddRoutee(Routee routee)
    {
        Routee = routee;
    }

    public Routee Routee { get; }
}

public sealed class RemoveRoutee : RouterManagementMessage
{
    public RemoveRoutee(Routee routee)
    {
        Routee = routee;
    }

    public Routee Routee { get; }
}

/// <summary>Adds that many routees to a pool, or stops that many when negative.</summary>
public sealed class AdjustPoolSize : RouterManagementMessage
{
    public AdjustPoolSize(int change)
    {
        Change = change;
    }

    public int Change { get; }
}

/// <summary>A resizable pool sends this to itself when its resizer's turn has come.</summary>
public class Resize : RouterManagementMessage
{
    internal static readonly Resize Instance = new();
}

/// <summary>A message that carries its own key for consistent hashing.</summary>
public interface IConsistentHashable
{
    object ConsistentHashKey { get; }
}

/// <summary>Gives any message a key for consistent hashing; the routee sees the message without it.</summary>
public sealed class ConsistentHashableEnvelope : RouterEnvelope, IConsistentHashable, IWrappedMessage
{
    public ConsistentHashableEnvelope(object message, object hashKey) : base(message)
    {
        HashKey = hashKey;
    }

    public object HashKey { get; }

    public object ConsistentHashKey => HashKey;
}
