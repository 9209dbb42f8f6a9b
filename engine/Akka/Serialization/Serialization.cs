using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>The serializers of one system: found by type for what leaves it, by number for what comes in.</summary>
public partial class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _bindings = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private readonly ConcurrentDictionary<int, Serializer> _byIdentifier = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly NullSerializer _null;

    private const int MaxNesting = 64;

    [ThreadStatic]
    private static int _nesting;

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _null = new NullSerializer(system);
        Register("null", _null);
        Types = LoadTypes(system);
        LoadConfigured(system.Settings.Config);
        LoadSetup(system);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>What names from the wire may stand for.</summary>
    internal WireTypes Types { get; }

    [Obsolete("Use AddSerializer(name, serializer).")]
    public void AddSerializer(Serializer serializer) => _byIdentifier[serializer.Identifier] = serializer;

    public void AddSerializer(string name, Serializer serializer) => Register(name, serializer);

    public void AddSerializationMap(Type type, Serializer serializer)
    {
        _bindings[type] = serializer;
        _found.Clear();
    }

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) =>
        obj is null ? _null : FindSerializerForType(obj.GetType(), defaultSerializerName);

    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null)
    {
        if (objectType is null)
            return _null;
        // Null stands for "only the binding of object is left".
        if (!_found.TryGetValue(objectType, out var serializer))
            _found.TryAdd(objectType, serializer = MostSpecific(objectType));
        if (serializer is not null)
            return serializer;
        if (defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var preferred))
            return preferred;
        return _bindings.TryGetValue(typeof(object), out serializer)
            ? serializer
            : throw new SerializationException($"No serializer is bound for {objectType.TypeQualifiedName()}, neither to it nor to a base type; bind one at akka.actor.serialization-bindings.");
    }

    public byte[] Serialize(object o) =>
        TransportScope.Run(Transport(System), (Self: this, Object: o), static state => state.Self.FindSerializerFor(state.Object).ToBinary(state.Object));

    public object Deserialize(byte[] bytes, int serializerId, Type type) =>
        TransportScope.Run(Transport(System), (Serializer: ById(serializerId), Bytes: bytes, Type: type), static state => state.Serializer.FromBinary(state.Bytes, state.Type));

    /// <summary>Reads what came with a manifest: the serializer's own text, or the name of a type that this system reads.</summary>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        // A few bytes a level are enough to ask for more levels than a thread has stack for.
        if (_nesting == MaxNesting)
            throw new SerializationException($"Messages within messages, more than {MaxNesting} deep.");
        var before = TransportScope.Exchange(Transport(System));
        _nesting++;
        try
        {
            var serializer = ById(serializerId);
            if (serializer is SerializerWithStringManifest withManifest)
                return withManifest.FromBinary(bytes, manifest);
            return serializer.FromBinary(bytes, string.IsNullOrEmpty(manifest) ? null : Types.Resolve(manifest));
        }
        finally
        {
            _nesting--;
            TransportScope.Exchange(before);
        }
    }

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    public static string ManifestFor(Serializer s, object msg)
    {
        if (s is SerializerWithStringManifest withManifest)
            return withManifest.Manifest(msg);
        return s.IncludeManifest ? msg.GetType().TypeQualifiedName() : string.Empty;
    }

    /// <summary>
    /// Sends an object through its serializer and back, as verification of local messages asks for. The names in the bytes are
    /// this system's own, so they need not be among those it reads from others.
    /// </summary>
    internal object RoundTrip(object message)
    {
        var before = TransportScope.Exchange(Transport(System));
        try
        {
            var serializer = FindSerializerFor(message);
            var bytes = serializer.ToBinary(message);
            return serializer switch
            {
                SerializerWithStringManifest withManifest => withManifest.FromBinary(bytes, withManifest.Manifest(message)),
                NewtonSoftJsonSerializer json => json.FromOwnBinary(bytes, message?.GetType()),
                _ => serializer.FromBinary(bytes, serializer.IncludeManifest ? message.GetType() : null),
            };
        }
        finally
        {
            TransportScope.Exchange(before);
        }
    }

    internal Serializer ById(int serializerId) => _byIdentifier.TryGetValue(serializerId, out var serializer)
        ? serializer
        : throw new SerializationException(
            $"No serializer has the number {serializerId}. The sender uses one that this system lacks; both need the same at akka.actor.serializers and akka.actor.serialization-identifiers.");

    private Serializer MostSpecific(Type type)
    {
        Type best = null;
        Serializer serializer = null;
        foreach (var (bound, candidate) in _bindings)
        {
            if (bound == type)
                return candidate;
            if (bound != typeof(object) && bound.IsAssignableFrom(type) && (best is null || IsCloser(bound, best)))
            {
                best = bound;
                serializer = candidate;
            }
        }

        return serializer;
    }

    /// <summary>A subtype is closer; of unrelated types a class is closer than an interface, then the name decides, for good.</summary>
    private static bool IsCloser(Type bound, Type best)
    {
        if (best.IsAssignableFrom(bound))
            return true;
        if (bound.IsAssignableFrom(best))
            return false;
        return bound.IsInterface == best.IsInterface ? string.CompareOrdinal(bound.FullName, best.FullName) < 0 : best.IsInterface;
    }

    private void Register(string name, Serializer serializer)
    {
        _byIdentifier[serializer.Identifier] = serializer;
        if (name is not null)
            _byName[name] = serializer;
    }
}
