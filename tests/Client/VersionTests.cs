using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Google.Protobuf;
using Muster.EndToEnd.Tests;
using Muster.Messages;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Client.Tests;

/// <summary>A real cluster of host processes, and drivers whose messages are older or newer than its own.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private ActorSystem _system = null!;
    private IActorRef _client = null!;

    public async Task InitializeAsync()
    {
        using var up = _scene.Muster("up", "--nodes", "1", "--detach", "--run-dir", _scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        var seed = AccessFile.TryRead(_scene.RunDir)!.Seed;
        _system = ActorSystem.Create(WellKnown.SystemName, ConfigurationFactory.ParseString("""
            akka.loglevel = OFF
            akka.actor.provider = remote
            akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
            """).WithFallback(MusterSerializer.Binding).WithFallback(ClusterClientReceptionist.DefaultConfig()).WithFallback(DistributedPubSub.DefaultConfig()));
        _client = _system.ActorOf(ClusterClient.Props(ClusterClientSettings.Create(_system)
            .WithInitialContacts([ActorPath.Parse($"{seed}/system/receptionist")])));
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        using (var down = _scene.Muster("down", "--run-dir", _scene.RunDir))
            await down.EndedAsync();
        _scene.Dispose();
    }

    // An UnknownMessage crosses as the manifest and the bytes it holds: what another version would send.
    private Task<object> AskAsync(string manifest, byte[] bytes) =>
        _client.Ask<object>(new ClusterClient.Send(WellKnown.WorkflowService, new UnknownMessage(manifest, bytes, ""), true), TimeSpan.FromSeconds(60));

    private static byte[] WithUnknownField(IMessage message)
    {
        var bytes = new MemoryStream();
        message.WriteTo(bytes);
        var more = new CodedOutputStream(bytes, leaveOpen: true);
        more.WriteTag(1000, WireFormat.WireType.LengthDelimited);
        more.WriteString("of a later version");
        more.Flush();
        return bytes.ToArray();
    }

    [Fact]
    public async Task Drivers_of_other_versions_are_served_as_far_as_both_know_a_message_and_told_the_version_beyond()
    {
        // A newer driver's request that this cluster has never heard of.
        var unknown = (await AskAsync("w9", [1, 2, 3])).ShouldBeOfType<MessageNotUnderstood>();
        unknown.Manifest.ShouldBe("w9");
        unknown.Reason.ShouldBe($"Muster {MusterSerializer.Release} does not know messages of the kind 'w9'. Use the same version on every host and driver.");

        // A request of a known kind with a field that only a later version knows; and the same one of an older version, whose fields are fewer.
        (await AskAsync("wl", WithUnknownField(new GetNodes()))).ShouldBeOfType<Nodes>().Nodes_.Count.ShouldBe(2);
        (await AskAsync("wh", [])).ShouldBeOfType<Runs>().Total.ShouldBe(0);

        // Damaged bytes are answered too, and the cluster goes on.
        (await AskAsync("wa", [0xff, 0xff, 0xff])).ShouldBeOfType<MessageNotUnderstood>().Reason.ShouldContain("'wa' is damaged");
        (await AskAsync("wl", [])).ShouldBeOfType<Nodes>();
    }
}
