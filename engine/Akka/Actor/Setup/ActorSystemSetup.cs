using System.Collections.Immutable;
using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>The programmatic settings an actor system starts with, one per setup type.</summary>
public sealed class ActorSystemSetup
{
    public static readonly ActorSystemSetup Empty = new(ImmutableDictionary<Type, Setup>.Empty);

    private readonly ImmutableDictionary<Type, Setup> _byType;

    private ActorSystemSetup(ImmutableDictionary<Type, Setup> byType)
    {
        _byType = byType;
    }

    public static ActorSystemSetup Create(params Setup[] setup)
    {
        var byType = ImmutableDictionary.CreateBuilder<Type, Setup>();
        foreach (var one in setup)
            byType[one.GetType()] = one;
        return new ActorSystemSetup(byType.ToImmutable());
    }

    public Option<T> Get<T>()
        where T : Setup => _byType.TryGetValue(typeof(T), out var found) ? Option<T>.Create((T)found) : Option<T>.None;

    public ActorSystemSetup WithSetup<T>(T setup)
        where T : Setup => new(_byType.SetItem(setup.GetType(), setup));

    public ActorSystemSetup And<T>(T setup)
        where T : Setup => WithSetup(setup);

    public override string ToString() => $"ActorSystemSetup({string.Join(", ", _byType.Keys.Select(type => type.Name))})";
}
