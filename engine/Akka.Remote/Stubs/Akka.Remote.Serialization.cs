using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Remote.Serialization;

public partial class DaemonMsgCreateSerializer : Akka.Serialization.Serializer
{
    internal DaemonMsgCreateSerializer() : base(null) { }
    public DaemonMsgCreateSerializer(Akka.Actor.ExtendedActorSystem system) : base(system) { }
    public override bool IncludeManifest { get => throw null; }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, Type type)=> throw null;
}
public partial class MessageContainerSerializer : Akka.Serialization.Serializer
{
    internal MessageContainerSerializer() : base(null) { }
    public MessageContainerSerializer(Akka.Actor.ExtendedActorSystem system) : base(system) { }
    public override bool IncludeManifest { get => throw null; }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, Type type)=> throw null;
}
public sealed partial class MiscMessageSerializer : Akka.Serialization.SerializerWithStringManifest
{
    internal MiscMessageSerializer() : base(null) { }
    public MiscMessageSerializer(Akka.Actor.ExtendedActorSystem system) : base(system) { }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, string manifest)=> throw null;
    public override string Manifest(object obj)=> throw null;
}
public sealed partial class PrimitiveSerializers : Akka.Serialization.SerializerWithStringManifest
{
    internal PrimitiveSerializers() : base(null) { }
    public PrimitiveSerializers(Akka.Actor.ExtendedActorSystem system, Akka.Configuration.Config config) : base(system) { }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, string manifest)=> throw null;
    public override string Manifest(object obj)=> throw null;
}
public sealed partial class SystemMessageSerializer : Akka.Serialization.Serializer
{
    internal SystemMessageSerializer() : base(null) { }
    public SystemMessageSerializer(Akka.Actor.ExtendedActorSystem system) : base(system) { }
    public override bool IncludeManifest { get => throw null; }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, Type type)=> throw null;
}
