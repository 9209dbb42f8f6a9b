using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Turns objects of some types into bytes and back. The identifier names the serializer on the wire.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private int? _identifier;

    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
    }

    /// <summary>Unless overridden, the number at akka.actor.serialization-identifiers; 0 to 40 belong to Akka itself.</summary>
    public virtual int Identifier => _identifier ??= SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether the type must travel beside the bytes for <see cref="FromBinary(byte[], Type)"/>.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    /// <summary>The bytes with local references written as seen from an address.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) =>
        TransportScope.Run(new Information(address, system), (Serializer: this, Object: obj), static state => state.Serializer.ToBinary(state.Object));

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}

/// <summary>A serializer that names what it wrote by a short text of its own, so that types can move and change.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system)
    {
    }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type.TypeQualifiedName());

    public abstract object FromBinary(byte[] bytes, string manifest);

    public abstract string Manifest(object o);
}
