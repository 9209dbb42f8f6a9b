using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Serialization;
using Shouldly;
using Xunit;

namespace Engine.Base.Tests;

public interface IShape;

public interface IRound : IShape;

public class Disc : IRound;

public sealed class Ring : Disc;

public sealed class Square : IShape;

public class PlainSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1234;

    public override byte[] ToBinary(object obj) => [1];

    public override object FromBinary(byte[] bytes, string manifest) => manifest;

    public override string Manifest(object o) => "M";
}

public sealed class OtherSerializer(ExtendedActorSystem system) : PlainSerializer(system)
{
    public override int Identifier => 1235;
}

public sealed class NumberedSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => [2];

    public override object FromBinary(byte[] bytes, Type type) => type;
}

public sealed class SerializationTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create(
        "Ser",
        """
        akka.loglevel = ERROR
        akka.actor {
          serializers {
            plain = "Engine.Base.Tests.PlainSerializer, Engine.Base.Tests"
            other = "Engine.Base.Tests.OtherSerializer, Engine.Base.Tests"
            numbered = "Engine.Base.Tests.NumberedSerializer, Engine.Base.Tests"
          }
          serialization-identifiers { "Engine.Base.Tests.NumberedSerializer, Engine.Base.Tests" = 777 }
          serialization-bindings {
            "Engine.Base.Tests.IShape, Engine.Base.Tests" = plain
            "Engine.Base.Tests.IRound, Engine.Base.Tests" = other
            "Engine.Base.Tests.Ring, Engine.Base.Tests" = numbered
          }
        }
        """);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void The_most_specific_binding_wins()
    {
        var serialization = _system.Serialization;
        serialization.FindSerializerForType(typeof(Square)).ShouldBeOfType<PlainSerializer>();
        serialization.FindSerializerForType(typeof(Disc)).ShouldBeOfType<OtherSerializer>();
        serialization.FindSerializerForType(typeof(Ring)).ShouldBeOfType<NumberedSerializer>();
        serialization.FindSerializerForType(typeof(byte[])).ShouldBeOfType<ByteArraySerializer>();
        serialization.FindSerializerForType(typeof(Version)).ShouldBeOfType<NewtonSoftJsonSerializer>();
        serialization.FindSerializerForType(typeof(Version), "plain").ShouldBeOfType<PlainSerializer>();
        serialization.FindSerializerFor(null).ShouldBeOfType<NullSerializer>();
    }

    [Fact]
    public void Identifiers_come_from_the_serializer_or_from_the_configuration()
    {
        _system.Serialization.FindSerializerForType(typeof(Ring)).Identifier.ShouldBe(777);
        _system.Serialization.FindSerializerForType(typeof(byte[])).Identifier.ShouldBe(4);
        _system.Serialization.FindSerializerForType(typeof(Version)).Identifier.ShouldBe(1);
        _system.Serialization.FindSerializerFor(null).Identifier.ShouldBe(0);
    }

    [Fact]
    public void Bytes_are_read_by_number_and_manifest()
    {
        var serialization = _system.Serialization;
        serialization.Deserialize([1], 1234, "M").ShouldBe("M");
        serialization.Deserialize([1], 777, "Engine.Base.Tests.Ring, Engine.Base.Tests").ShouldBe(typeof(Ring));
        serialization.Deserialize([1], 777, typeof(Square)).ShouldBe(typeof(Square));
        serialization.Deserialize([1, 2], 4, "").ShouldBe(new byte[] { 1, 2 });
        Should.Throw<SerializationException>(() => serialization.Deserialize([1], 4711, "M")).Message.ShouldContain("4711");
        Should.Throw<SerializationException>(() => serialization.Deserialize([1], 777, "System.IO.FileInfo, System.Private.CoreLib")).Message.ShouldContain("System.IO.FileInfo");
    }

    [Fact]
    public void Manifests_are_the_serializers_or_the_types_name()
    {
        Akka.Serialization.Serialization.ManifestFor(_system.Serialization.FindSerializerForType(typeof(Square)), new Square()).ShouldBe("M");
        Akka.Serialization.Serialization.ManifestFor(_system.Serialization.FindSerializerForType(typeof(Ring)), new Ring()).ShouldBe("Engine.Base.Tests.Ring, Engine.Base.Tests");
        Akka.Serialization.Serialization.ManifestFor(_system.Serialization.FindSerializerForType(typeof(byte[])), Array.Empty<byte>()).ShouldBe("");
    }

    [Fact]
    public void Setups_add_serializers_and_win()
    {
        var setup = SerializationSetup.Create(system => [SerializerDetails.Create("mine", new OtherSerializer(system), [typeof(Version)])]);
        using var system = ActorSystem.Create("Setup", ActorSystemSetup.Create(setup));
        system.Serialization.FindSerializerForType(typeof(Version)).ShouldBeOfType<OtherSerializer>();
    }

    [Fact]
    public void Paths_are_written_as_seen_from_outside()
    {
        var extended = (ExtendedActorSystem)_system;
        var actor = _system.ActorOf(Props.Empty, "a");
        Akka.Serialization.Serialization.SerializedActorPath(actor).ShouldBe("akka://Ser/user/a#" + actor.Path.Uid);
        Akka.Serialization.Serialization.SerializedActorPath(ActorRefs.NoSender).ShouldBe("");
        var outside = new Address("akka.tcp", "Ser", "host", 7);
        TransportScope.Run(new Information(outside, extended), actor, Akka.Serialization.Serialization.SerializedActorPath)
            .ShouldBe("akka.tcp://Ser@host:7/user/a#" + actor.Path.Uid);
        Should.Throw<InvalidOperationException>(Akka.Serialization.Serialization.GetCurrentTransportInformation);
        Akka.Serialization.Serialization.WithTransport(extended, Akka.Serialization.Serialization.GetCurrentTransportInformation).System.ShouldBe(_system);
    }

    [Fact]
    public void A_missing_serializer_type_leaves_the_rest_working()
    {
        using var system = ActorSystem.Create("Gap", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.actor.serializers.gone = \"No.Such, Nowhere\"");
        system.Serialization.FindSerializerForType(typeof(byte[])).ShouldBeOfType<ByteArraySerializer>();
    }
}
