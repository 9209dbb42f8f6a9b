namespace Akka.Actor;

public static class Decider
{
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);

    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new(defaultDirective, pairs);

    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => new(defaultDirective, pairs);
}

public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self) where TException : Exception => new(typeof(TException), self);
}

/// <summary>A decision in code; it cannot be sent to another system.</summary>
public class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    public LocalOnlyDecider(Func<Exception, Directive> decider) => _decider = decider;

    public Directive Decide(Exception cause) => _decider(cause);
}

/// <summary>A decision by exception type: the first pair that fits counts.</summary>
public class DeployableDecider : IDecider, IEquatable<DeployableDecider>
{
    protected DeployableDecider() { }

    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) : this(defaultDirective, pairs.ToArray()) { }

    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    public Directive DefaultDirective { get; private set; }
    public KeyValuePair<Type, Directive>[] Pairs { get; private set; }

    public Directive Decide(Exception cause)
    {
        if (Pairs != null)
            foreach (var pair in Pairs)
                if (pair.Key.IsInstanceOfType(cause)) return pair.Value;
        return DefaultDirective;
    }

    public bool Equals(DeployableDecider other) =>
        other is not null && (ReferenceEquals(this, other)
                              || (DefaultDirective == other.DefaultDirective && (Pairs ?? []).SequenceEqual(other.Pairs ?? [])));

    public override bool Equals(object obj) => Equals(obj as DeployableDecider);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(DefaultDirective);
        foreach (var pair in Pairs ?? []) hash.Add(pair);
        return hash.ToHashCode();
    }
}
