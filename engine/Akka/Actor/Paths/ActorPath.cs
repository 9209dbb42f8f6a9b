using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// Where an actor lives: the address of its system and the names from the root down. The uid tells incarnations of one path
/// apart; equality and order leave it out.
/// </summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    internal const long UndefinedUid = 0;

    private readonly Address _address;
    private readonly ActorPath _parent;
    private readonly int _depth;
    private readonly string _name;
    private readonly long _uid;
    private int _hash;
    private string _text;

    protected ActorPath(Address address, string name)
    {
        _address = address;
        _name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        _address = parentPath._address;
        _depth = parentPath._depth + 1;
        _name = name;
        _uid = uid;
    }

    public string Name => _name;

    public Address Address => _address;

    public long Uid => _uid;

    public int Depth => _depth;

    public ActorPath Parent => _parent;

    public ActorPath Root => ParentOf(0);

    /// <summary>The names from below the root to this path; empty for the root.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            if (_depth == 0)
                return Array.Empty<string>();
            var names = new string[_depth];
            var current = this;
            for (var i = _depth - 1; i >= 0; i--, current = current._parent)
                names[i] = current._name;
            return names;
        }
    }

    /// <summary>Like <see cref="Elements"/>, with <c>#uid</c> on the last name when there is a uid.</summary>
    internal IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            var names = Elements;
            if (_uid != UndefinedUid && names is string[] { Length: > 0 } array)
                array[^1] = AppendUid(array[^1]);
            return names;
        }
    }

    /// <summary>The ancestor at a depth counted from the root, or, when negative, that many steps up; never beyond the root.</summary>
    public ActorPath ParentOf(int depth)
    {
        var current = this;
        if (depth >= 0)
        {
            while (current._depth > depth)
                current = current._parent;
        }
        else
        {
            for (var step = depth; step < 0 && current._depth > 0; step++)
                current = current._parent;
        }

        return current;
    }

    public ActorPath Child(string childName) => this / childName;

    public ActorPath WithUid(long uid)
    {
        if (_depth == 0)
        {
            if (uid != UndefinedUid)
                throw new NotSupportedException("A root path has no uid.");
            return this;
        }

        return uid == _uid ? this : new ChildActorPath(_parent, _name, uid);
    }

    public static ActorPath operator /(ActorPath path, string name)
    {
        SplitUid(name, out var element, out var uid);
        return new ChildActorPath(path, element, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        var current = path;
        foreach (var element in name)
        {
            if (!string.IsNullOrEmpty(element))
                current /= element;
        }

        return current;
    }

    public bool Equals(ActorPath other)
    {
        if (other is null || _depth != other._depth)
            return false;
        if (ReferenceEquals(this, other))
            return true;
        if (!_address.Equals(other._address))
            return false;
        ActorPath a = this, b = other;
        while (a is not null)
        {
            if (ReferenceEquals(a, b))
                return true;
            if (!string.Equals(a._name, b._name, StringComparison.Ordinal))
                return false;
            a = a._parent;
            b = b._parent;
        }

        return true;
    }

    public override bool Equals(object obj) => obj is ActorPath other && Equals(other);

    public override int GetHashCode()
    {
        if (_hash != 0)
            return _hash;
        var hash = _parent is null ? _address.GetHashCode() : _parent.GetHashCode();
        hash = HashCode.Combine(hash, _name);
        return _hash = hash == 0 ? 1 : hash;
    }

    public static bool operator ==(ActorPath left, ActorPath right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath left, ActorPath right) => !(left == right);

    /// <summary>Roots by address; then name by name from the root down, a parent before its children.</summary>
    public int CompareTo(ActorPath other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        var common = Math.Min(_depth, other._depth);
        var order = CompareSameDepth(ParentOf(common), other.ParentOf(common));
        return order != 0 ? order : _depth.CompareTo(other._depth);
    }

    private static int CompareSameDepth(ActorPath left, ActorPath right)
    {
        // The first difference from the root decides, which is the last one met on the way up.
        var order = 0;
        while (true)
        {
            if (ReferenceEquals(left, right))
                return order;
            var here = string.CompareOrdinal(left._name, right._name);
            if (here != 0)
                order = here;
            if (left._parent is null)
            {
                var roots = left._address.CompareTo(right._address);
                return roots != 0 ? roots : order;
            }

            left = left._parent;
            right = right._parent;
        }
    }

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    public sealed class Surrogate : ISurrogate, IEquatable<Surrogate>, IEquatable<ActorPath>
    {
        public Surrogate(string path)
        {
            Path = path;
        }

        public string Path { get; }

        public ISurrogated FromSurrogate(ActorSystem system) => TryParse(Path, out var path) ? path : null;

        public bool Equals(Surrogate other) => other is not null && string.Equals(Path, other.Path, StringComparison.Ordinal);

        public bool Equals(ActorPath other) => other is not null && Equals(other.ToSurrogate(null));

        public override bool Equals(object obj) => obj switch
        {
            Surrogate surrogate => Equals(surrogate),
            ActorPath path => Equals(path),
            _ => false,
        };

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}
