using System.Collections;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Equality as tests mean it: equal objects, or collections of equal objects in the same order.</summary>
public class AkkaAssertEqualityComparer<T> : IEqualityComparer<T>
{
    private readonly bool _skipTypeCheck;
    private readonly IEqualityComparer _inner;

    public AkkaAssertEqualityComparer(bool skipTypeCheck = false, IEqualityComparer innerComparer = null)
    {
        _skipTypeCheck = skipTypeCheck;
        _inner = innerComparer;
    }

    public bool Equals(T x, T y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        if (x is IEquatable<T> equatable)
            return equatable.Equals(y);
        if (x is IStructuralEquatable structural)
            return structural.Equals(y, _inner ?? StructuralComparisons.StructuralEqualityComparer);
        if (!_skipTypeCheck && x is not IEnumerable && x.GetType() != y.GetType())
            return false;
        if (x is IEnumerable left and not string && y is IEnumerable right)
            return x.Equals(y) || SameItems(left, right);
        return x.Equals(y);
    }

    public int GetHashCode(T obj) => throw new NotSupportedException("This comparer only compares.");

    private bool SameItems(IEnumerable left, IEnumerable right)
    {
        var items = _inner ?? new Items();
        var a = left.GetEnumerator();
        var b = right.GetEnumerator();
        while (a.MoveNext())
        {
            if (!b.MoveNext() || !items.Equals(a.Current, b.Current))
                return false;
        }

        return !b.MoveNext();
    }

    private sealed class Items : IEqualityComparer
    {
        private readonly AkkaAssertEqualityComparer<object> _comparer = new();

        public new bool Equals(object x, object y) => _comparer.Equals(x, y);

        public int GetHashCode(object obj) => obj.GetHashCode();
    }
}
