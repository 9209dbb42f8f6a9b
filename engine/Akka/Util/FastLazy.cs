namespace Akka.Util;

/// <summary>A value made at first use, by one thread; others wait for it.</summary>
public sealed class FastLazy<T>
{
    private readonly Lazy<T> _value;

    public FastLazy(Func<T> producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        _value = new Lazy<T>(producer, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    public T Value => _value.Value;

    public bool IsValueCreated() => _value.IsValueCreated;
}
