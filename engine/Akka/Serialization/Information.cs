using Akka.Actor;

namespace Akka.Serialization;

/// <summary>From which system, seen under which address, something is being serialized.</summary>
public sealed class Information : IEquatable<Information>
{
    public Information(Address address, ActorSystem system)
    {
        Address = address;
        System = system;
    }

    public Address Address { get; }

    public ActorSystem System { get; }

    public bool Equals(Information other) => other is not null && Equals(Address, other.Address) && Equals(System, other.System);

    public override bool Equals(object obj) => obj is Information other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Address, System);

    public static bool operator ==(Information left, Information right) => Equals(left, right);

    public static bool operator !=(Information left, Information right) => !Equals(left, right);
}

/// <summary>The information that holds on the calling thread while something is serialized or read.</summary>
internal static class TransportScope
{
    [ThreadStatic]
    private static Information t_current;

    internal static Information Current => t_current;

    internal static T Run<TState, T>(Information information, TState state, Func<TState, T> action)
    {
        var before = t_current;
        t_current = information;
        try
        {
            return action(state);
        }
        finally
        {
            t_current = before;
        }
    }

    /// <summary>For hot paths: sets the information and returns what was there; give that back afterwards.</summary>
    internal static Information Exchange(Information information)
    {
        var before = t_current;
        t_current = information;
        return before;
    }
}
