using Akka.Util;

namespace Akka.Actor;

public abstract class Scope : IEquatable<Scope>
{
    public static readonly LocalScope Local = LocalScope.Instance;

    public abstract Scope WithFallback(Scope other);
    public abstract Scope Copy();

    public virtual bool Equals(Scope other) =>
        other is not null && (ReferenceEquals(this, other) || (other.GetType() == GetType() && (this is not RemoteScope remote || remote.Equals((RemoteScope)other))));
}

internal sealed class NoScopeGiven : Scope
{
    private NoScopeGiven() { }

    internal static NoScopeGiven Instance { get; } = new();

    public override Scope WithFallback(Scope other) => other;
    public override Scope Copy() => Instance;
}

public class LocalScope : Scope, ISurrogated
{
    private LocalScope() { }

    public static LocalScope Instance { get; } = new();

    public override Scope WithFallback(Scope other) => Instance;
    public override Scope Copy() => Instance;
    public ISurrogate ToSurrogate(ActorSystem system) => new LocalScopeSurrogate();

    public class LocalScopeSurrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}

public class RemoteScope : Scope, IEquatable<RemoteScope>
{
    protected RemoteScope() { }

    public RemoteScope(Address address) => Address = address;

    public Address Address { get; set; }

    public override Scope WithFallback(Scope other) => this;
    public override Scope Copy() => new RemoteScope(Address);

    public bool Equals(RemoteScope other) => other is not null && (ReferenceEquals(this, other) || Equals(Address, other.Address));
    public override bool Equals(object obj) => Equals(obj as RemoteScope);
    public override int GetHashCode() => Address?.GetHashCode() ?? 0;
}
