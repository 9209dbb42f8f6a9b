using System;
using System.Runtime.Serialization;
using System.Threading.Tasks;

namespace Akka.Coordination;

/// <summary>Something that at most one owner holds at a time, kept by an outside party such as a file system or an API server.</summary>
public abstract class Lease
{
    public Lease(LeaseSettings settings)
    {
        Settings = settings;
    }

    public LeaseSettings Settings { get; }

    /// <summary>True when the lease is held by this owner afterwards.</summary>
    public abstract Task<bool> Acquire();

    /// <param name="leaseLostCallback">Called when the lease was held and is lost; with null when no cause is known.</param>
    public abstract Task<bool> Acquire(Action<Exception> leaseLostCallback);

    /// <summary>True when the lease is free of this owner afterwards.</summary>
    public abstract Task<bool> Release();

    /// <summary>Whether the lease is held now, as far as this owner knows.</summary>
    public abstract bool CheckLease();
}

public class LeaseException : Exception
{
    public LeaseException(string message) : base(message)
    {
    }

    public LeaseException(string message, Exception innerEx) : base(message, innerEx)
    {
    }

#pragma warning disable SYSLIB0051
    protected LeaseException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
    }
#pragma warning restore SYSLIB0051
}

/// <summary>The party that keeps the lease has not answered in time: whether it is held is unknown.</summary>
public sealed class LeaseTimeoutException : LeaseException
{
    public LeaseTimeoutException(string message) : base(message)
    {
    }

    public LeaseTimeoutException(string message, Exception innerEx) : base(message, innerEx)
    {
    }

#pragma warning disable CS0628 // Protected in a sealed type, as in the public surface.
    protected LeaseTimeoutException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
    }
#pragma warning restore CS0628
}
