using Akka.Actor;
using Akka.TestKit.Xunit2;
using Petabridge.Cmd;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Host;
using Shouldly;
using Xunit;

namespace Petabridge.Tests;

/// <summary>Handlers as an application tests its own: a Command in, responses until the final one out.</summary>
public sealed class HandlerTests : TestKit
{
    public HandlerTests()
        : base("""
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
            akka.loglevel = WARNING
            """)
    {
    }

    private CommandResponse Ask(IActorRef handler, string command, params string[] arguments)
    {
        handler.Tell(new Command("x", command, [.. arguments.Chunk(2).Select(a => Tuple.Create(a[0], a[1]))]), TestActor);
        return ExpectMsg<CommandResponse>(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Cluster_commands_print_as_pbm_prints_them()
    {
        var cluster = Akka.Cluster.Cluster.Get(Sys);
        var handler = Sys.ActorOf(ClusterCommands.Instance.HandlerProps);
        Ask(handler, "leader").ShouldBeOfType<ErroredCommandResponse>();
        cluster.Join(cluster.SelfAddress);
        AwaitAssert(() => Ask(handler, "leader").Msg.ShouldBe(cluster.SelfAddress.ToString()), TimeSpan.FromSeconds(60));
        AwaitAssert(() => Ask(handler, "status").Msg.ShouldBe($"{cluster.SelfAddress} | [] | up |"), TimeSpan.FromSeconds(60));
        var show = Ask(handler, "show").Msg.Split('\n');
        show[0].ShouldStartWith($"{cluster.SelfAddress} | [] | up |  | ");
        show[1].ShouldBe("Count: 1 nodes");
        Ask(handler, "show", "-r", "nobody").Msg.ShouldBe("Count: 0 nodes");
        Ask(handler, "down-unreachable").Msg.ShouldBe("no member is unreachable");
        Ask(handler, "down", "-a", "no address").ShouldBeOfType<ErroredCommandResponse>().Msg.ShouldContain("is no address");
        Ask(handler, "unheard-of").ShouldBeOfType<ErroredCommandResponse>();
    }

    [Fact]
    public void A_tail_streams_until_its_client_is_gone()
    {
        var cluster = Akka.Cluster.Cluster.Get(Sys);
        var handler = Sys.ActorOf(ClusterCommands.Instance.HandlerProps);
        var client = CreateTestProbe();
        handler.Tell(new Command("cluster", "tail", []), client);
        cluster.Join(cluster.SelfAddress);
        client.FishForMessage<CommandResponse>(m => m.Msg.EndsWith("| up", StringComparison.Ordinal), TimeSpan.FromSeconds(60)).Final.ShouldBeFalse();
    }

    [Fact]
    public void A_palette_is_registered_once()
    {
        var door = PetabridgeCmd.Get(Sys);
        PetabridgeCmd.Get(Sys).ShouldBeSameAs(door);
        door.RegisterCommandPalette(ClusterCommands.Instance).ShouldBeTrue();
        door.RegisterCommandPalette(ClusterCommands.Instance).ShouldBeFalse();
        door.Sys.ShouldBeSameAs(Sys);
    }
}
