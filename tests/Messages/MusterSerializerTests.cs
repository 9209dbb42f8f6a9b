using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Messages;

public sealed class MusterSerializerTests : IDisposable
{
    private ActorSystem Sys { get; } = ActorSystem.Create("serializer-test", MusterSerializer.Binding);

    public void Dispose() => Sys.Terminate().Wait(TimeSpan.FromSeconds(10));

    [Fact]
    public void Every_message_of_the_table_is_bound_and_comes_back_equal()
    {
        foreach (var (manifest, type) in Manifests.All)
        {
            var message = (IMessage)Activator.CreateInstance(type)!;
            var serializer = Sys.Serialization.FindSerializerFor(message).ShouldBeOfType<MusterSerializer>();
            serializer.Identifier.ShouldBe(4701);
            serializer.Manifest(message).ShouldBe(manifest);
            serializer.FromBinary(serializer.ToBinary(message), manifest).ShouldBe(message);
        }
    }

    [Fact]
    public void A_message_with_content_comes_back_equal()
    {
        var message = new SubmitRuns { Submission = "s1", Count = 5, Concurrent = 2, Spec = new RunSpec { Program = "/bin/true", Args = { "a", "b" } } };

        Sys.Serialization.Deserialize(Sys.Serialization.Serialize(message), MusterSerializer.WireIdentifier, "wa").ShouldBe(message);
    }

    [Fact]
    public void An_unknown_manifest_becomes_an_unknown_message_that_keeps_its_bytes()
    {
        var serializer = new MusterSerializer((ExtendedActorSystem)Sys);
        var unknown = serializer.FromBinary([1, 2, 3], "zz").ShouldBeOfType<UnknownMessage>();

        unknown.ToAnswer().Reason.ShouldContain("'zz'");
        serializer.Manifest(unknown).ShouldBe("zz");
        serializer.ToBinary(unknown).ShouldBe([1, 2, 3]);
        Sys.Serialization.FindSerializerFor(unknown).ShouldBeOfType<MusterSerializer>();
    }

    [Fact]
    public void A_damaged_message_becomes_an_unknown_message()
    {
        var serializer = new MusterSerializer((ExtendedActorSystem)Sys);

        var unknown = serializer.FromBinary([0x0a, 0xff], "ra").ShouldBeOfType<UnknownMessage>();

        unknown.Reason.ShouldContain("damaged");
    }

    [Fact]
    public void A_type_outside_the_table_is_refused()
    {
        var serializer = new MusterSerializer((ExtendedActorSystem)Sys);

        Should.Throw<ArgumentException>(() => serializer.ToBinary(new KeyValue())).Message.ShouldContain("KeyValue");
    }
}
