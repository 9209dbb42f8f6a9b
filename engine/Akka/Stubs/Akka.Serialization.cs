using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Serialization;

public partial class ByteArraySerializer : Akka.Serialization.Serializer
{
    internal ByteArraySerializer() { }
    public ByteArraySerializer(Akka.Actor.ExtendedActorSystem system) { }
    public override bool IncludeManifest { get => throw null; }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, Type type)=> throw null;
}
public sealed partial class Information : IEquatable<Akka.Serialization.Information>
{
    internal Information() { }
    public Information(Akka.Actor.Address address, Akka.Actor.ActorSystem system) { }
    public Akka.Actor.ActorSystem System { get => throw null; }
    public Akka.Actor.Address Address { get => throw null; }
    public bool Equals(Akka.Serialization.Information other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public static bool operator ==(Akka.Serialization.Information left, Akka.Serialization.Information right) => throw null;
    public static bool operator !=(Akka.Serialization.Information left, Akka.Serialization.Information right) => throw null;
}
public partial class NewtonSoftJsonSerializer : Akka.Serialization.Serializer
{
    internal NewtonSoftJsonSerializer() { }
    public NewtonSoftJsonSerializer(Akka.Actor.ExtendedActorSystem system) { }
    public NewtonSoftJsonSerializer(Akka.Actor.ExtendedActorSystem system, Akka.Configuration.Config config) { }
    public NewtonSoftJsonSerializer(Akka.Actor.ExtendedActorSystem system, Akka.Serialization.NewtonSoftJsonSerializerSettings settings) { }
    public Newtonsoft.Json.JsonSerializerSettings Settings { get => throw null; }
    public object Serializer { get => throw null; }
    public override bool IncludeManifest { get => throw null; }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, Type type)=> throw null;
}
public sealed partial class NewtonSoftJsonSerializerSettings
{
    internal NewtonSoftJsonSerializerSettings() { }
    public NewtonSoftJsonSerializerSettings(bool encodeTypeNames, bool preserveObjectReferences, IEnumerable<Type> converters, bool usePooledStringBuilder, int stringBuilderMinSize, int stringBuilderMaxSize) { }
    public IEnumerable<Type> Converters { get => throw null; }
    public bool EncodeTypeNames { get => throw null; }
    public bool PreserveObjectReferences { get => throw null; }
    public bool UsePooledStringBuilder { get => throw null; }
    public int StringBuilderMaxSize { get => throw null; }
    public int StringBuilderMinSize { get => throw null; }
    public static Akka.Serialization.NewtonSoftJsonSerializerSettings Create(Akka.Configuration.Config config)=> throw null;
    public static readonly Akka.Serialization.NewtonSoftJsonSerializerSettings Default;
}
public sealed partial class NewtonSoftJsonSerializerSetup : Akka.Actor.Setup.Setup
{
    internal NewtonSoftJsonSerializerSetup() { }
    public Action<Newtonsoft.Json.JsonSerializerSettings> ApplySettings { get => throw null; }
    public static Akka.Serialization.NewtonSoftJsonSerializerSetup Create(Action<Newtonsoft.Json.JsonSerializerSettings> settings)=> throw null;
}
public partial class NullSerializer : Akka.Serialization.Serializer
{
    internal NullSerializer() { }
    public NullSerializer(Akka.Actor.ExtendedActorSystem system) { }
    public override bool IncludeManifest { get => throw null; }
    public override byte[] ToBinary(object obj)=> throw null;
    public override int Identifier { get => throw null; }
    public override object FromBinary(byte[] bytes, Type type)=> throw null;
}
public partial class Serialization
{
    internal Serialization() { }
    public Serialization(Akka.Actor.ExtendedActorSystem system) { }
    public Akka.Actor.ExtendedActorSystem System { get => throw null; }
    public Akka.Actor.IActorRef DeserializeActorRef(string path)=> throw null;
    public Akka.Serialization.Serializer FindSerializerFor(object obj, string defaultSerializerName = default)=> throw null;
    public Akka.Serialization.Serializer FindSerializerForType(Type objectType, string defaultSerializerName = default)=> throw null;
    public byte[] Serialize(object o)=> throw null;
    public object Deserialize(byte[] bytes, int serializerId, Type type)=> throw null;
    public object Deserialize(byte[] bytes, int serializerId, string manifest)=> throw null;
    public static Akka.Serialization.Information GetCurrentTransportInformation()=> throw null;
    [System.Obsolete] public static T WithTransport<T>(Akka.Actor.ActorSystem system, Akka.Actor.Address address, Func<T> action)=> throw null;
    public static T WithTransport<T>(Akka.Actor.ExtendedActorSystem system, Func<T> action)=> throw null;
    public static T WithTransport<TState,T>(Akka.Actor.ExtendedActorSystem system, TState state, Func<TState, T> action)=> throw null;
    public static string ManifestFor(Akka.Serialization.Serializer s, object msg)=> throw null;
    public static string SerializedActorPath(Akka.Actor.IActorRef actorRef)=> throw null;
    public void AddSerializationMap(Type type, Akka.Serialization.Serializer serializer)=> throw null;
    [System.Obsolete] public void AddSerializer(Akka.Serialization.Serializer serializer)=> throw null;
    public void AddSerializer(string name, Akka.Serialization.Serializer serializer)=> throw null;
}
public sealed partial class SerializationSetup : Akka.Actor.Setup.Setup
{
    internal SerializationSetup() { }
    public Func<Akka.Actor.ExtendedActorSystem, ImmutableHashSet<Akka.Serialization.SerializerDetails>> CreateSerializers { get => throw null; }
    public static Akka.Serialization.SerializationSetup Create(Func<Akka.Actor.ExtendedActorSystem, ImmutableHashSet<Akka.Serialization.SerializerDetails>> createSerializers)=> throw null;
}
public abstract partial class Serializer
{
    internal Serializer() { }
    public T FromBinary<T>(byte[] bytes)=> throw null;
    public abstract bool IncludeManifest { get; }
    public abstract byte[] ToBinary(object obj);
    public abstract object FromBinary(byte[] bytes, Type type);
    public byte[] ToBinaryWithAddress(Akka.Actor.Address address, object obj)=> throw null;
    protected Serializer(Akka.Actor.ExtendedActorSystem system) { }
    protected readonly Akka.Actor.ExtendedActorSystem system;
    public virtual int Identifier { get => throw null; }
}
public sealed partial class SerializerDetails
{
    internal SerializerDetails() { }
    public Akka.Serialization.Serializer Serializer { get => throw null; }
    public ImmutableHashSet<Type> UseFor { get => throw null; }
    public static Akka.Serialization.SerializerDetails Create(string alias, Akka.Serialization.Serializer serializer, ImmutableHashSet<Type> useFor)=> throw null;
    public string Alias { get => throw null; }
}
public static partial class SerializerIdentifierHelper
{
    public static int GetSerializerIdentifierFromConfig(Type type, Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public abstract partial class SerializerWithStringManifest : Akka.Serialization.Serializer
{
    internal SerializerWithStringManifest() { }
    public abstract object FromBinary(byte[] bytes, string manifest);
    public abstract string Manifest(object o);
    protected SerializerWithStringManifest(Akka.Actor.ExtendedActorSystem system) { }
    public sealed override bool IncludeManifest { get => throw null; }
    public sealed override object FromBinary(byte[] bytes, Type type)=> throw null;
}
