using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Serialization.Proto;
using Google.Protobuf;
using Shouldly;
using Xunit;
using RemoteScope = Akka.Actor.RemoteScope;

namespace Engine.Remote.Tests;

/// <summary>Watches that come with a deployment: whoever lives is not said to be gone.</summary>
public class DeploymentTests
{
    private const string Deployable = "akka.remote.deployable-actors = [\"Engine.Remote.Tests.Echo, Engine.Remote.Tests\"]";
    private const string Raw = "akka.tcp://Raw@127.0.0.1:1";

    [Fact]
    public async Task A_watch_that_waited_for_an_earlier_one_finds_who_was_deployed_meanwhile()
    {
        await using var systems = new Systems();
        var b = (ExtendedActorSystem)systems.Start("B", 0, Deployable);
        var me = Systems.AddressOf(b);
        var deployed = $"{me}/remote/akka.tcp/Raw@127.0.0.1:1/user/x#5";
        using var peer = await RawPeer.Connect(me.Port!.Value);
        await peer.Associate("Raw", 1, 7);

        // Number 0 is late: number 1 came when there was nobody yet.
        await peer.Send(Watch(deployed, 1));
        var create = new DaemonMsgCreate(Props.Create<Echo>(), Deploy.None, deployed, b.Provider.ResolveActorRef(Raw + "/user"));
        await peer.Send(RawPeer.Envelope(me + "/remote", b.Serialization.FindSerializerFor(create).ToBinary(create), 3, ""));
        await Systems.Until(() => b.Provider.ResolveActorRef(deployed) is LocalActorRef, "it is deployed");
        await peer.Send(Watch(me + "/user", 0));
        await peer.Send(Question(deployed));

        var said = new List<string>();
        do
            said.Add(Manifest(await peer.Receive()));
        while (!said.Contains("S"));
        said.ShouldNotContain(m => m.Contains("DeathWatchNotification", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deployed_actors_that_are_watched_at_once_are_not_said_to_be_gone()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B", 0, Deployable));
        var received = new List<object>();
        for (var i = 0; i < 300; i++)
        {
            var far = a.ActorOf(Props.Create<Echo>().WithDeploy(new Deploy(new RemoteScope(Systems.AddressOf(b)))), $"deployed{i}");
            a.ActorOf(Props.Create(() => new Watching(far, received)));
            if (i % 10 == 9)
                (await far.Ask<string>("there", Systems.Patience)).ShouldBe("there");
        }
        lock (received)
            received.ShouldBeEmpty();
    }

    private static byte[] Watch(string path, ulong seq) => RawPeer.Envelope(
        path,
        new WatchData { Watchee = new ActorRefData { Path = path }, Watcher = new ActorRefData { Path = Raw + "/system/remote-watcher#1" } }.ToByteArray(),
        22, "Akka.Dispatch.SysMsg.Watch, Akka", seq);

    private static byte[] Question(string path) => new AkkaProtocolMessage
    {
        Payload = new AckAndEnvelopeContainer
        {
            Envelope = new RemoteEnvelope
            {
                Recipient = new ActorRefData { Path = path },
                Sender = new ActorRefData { Path = Raw + "/user/me#2" },
                Message = new Payload { Message = ByteString.CopyFromUtf8("there?"), SerializerId = 17, MessageManifest = ByteString.CopyFromUtf8("S") },
                Seq = ulong.MaxValue,
            },
        }.ToByteString(),
    }.ToByteArray();

    /// <summary>Of what our node said; strings by their short name.</summary>
    private static string Manifest(byte[]? payload)
    {
        payload.ShouldNotBeNull("our node closed");
        var message = AkkaProtocolMessage.Parser.ParseFrom(payload);
        var envelope = message.Payload.IsEmpty ? null : AckAndEnvelopeContainer.Parser.ParseFrom(message.Payload).Envelope;
        var manifest = envelope?.Message.MessageManifest.ToStringUtf8() ?? "";
        return manifest.StartsWith("System.String", StringComparison.Ordinal) ? "S" : manifest;
    }
}
