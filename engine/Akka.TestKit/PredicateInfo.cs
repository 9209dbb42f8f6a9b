namespace Akka.TestKit;

/// <summary>A predicate over one type of message.</summary>
public class PredicateInfo
{
    internal PredicateInfo(Delegate predicate, Type type)
    {
        PredicateT = predicate;
        Type = type;
    }

    public Delegate PredicateT { get; }

    public Type Type { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(predicateT, typeof(T));

    internal bool Matches(object message) => Type.IsInstanceOfType(message) && (bool)PredicateT.DynamicInvoke(message);

    public override string ToString() => $"{PredicateT.Method.Name} over {Type}";
}

public static class PredicateInfoFactory
{
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => new(predicateT, typeof(T));

    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) => new(predicateT, typeof(T));
}
