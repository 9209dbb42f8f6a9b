using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Muster.Actors.Hosting;
using Muster.Messages;
using Muster.Messages.Hosts;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

/// <summary>When a host ends because no seed host is left; the news of the cluster are told by the test, and time passes at its word.</summary>
public sealed class HostControlUnitTests() : TestKit(Settings)
{
    private const string Remoting = """
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        akka.loglevel = ERROR
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """).WithFallback(Remoting).WithFallback(MusterSerializer.Binding);

    private readonly ActorSystem _seed = ActorSystem.Create(WellKnown.SystemName, ConfigurationFactory.ParseString("akka.cluster.roles = [seed]").WithFallback(Remoting).WithFallback(MusterSerializer.Binding));
    private readonly HostEnd _end = new();

    protected override void AfterAll()
    {
        base.AfterAll();
        _seed.Terminate().Wait(Patience);
    }

    [Fact]
    public async Task A_seed_host_that_is_heard_again_after_it_was_given_up_keeps_the_others_alive()
    {
        var (control, seed) = await Begin();
        await Tell(control, new ClusterEvent.UnreachableMember(seed));
        await Pass(control, Silence);
        await Tell(control, new ClusterEvent.ReachableMember(seed));
        await Pass(control, Long);
        _end.Asked.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_seed_host_that_stays_silent_ends_the_others_after_their_patience()
    {
        var (control, seed) = await Begin();
        await Tell(control, new ClusterEvent.UnreachableMember(seed));
        await Pass(control, Silence);
        _end.Asked.IsCompleted.ShouldBeFalse();
        await Pass(control, Long);
        var (code, reason, takesLeave) = await _end.Asked.WaitAsync(Patience);
        (code, takesLeave).ShouldBe((ExitCode.ClusterLost, false));
        reason.ShouldContain("it was silent for 15 s");
    }

    [Fact]
    public async Task A_host_asks_over_a_seed_host_until_the_coordinator_has_taken_it_in()
    {
        var cluster = Cluster.Get(_seed);
        await cluster.JoinSeedNodesAsync([cluster.SelfAddress]).WaitAsync(Patience);
        var asked = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
        _seed.ActorOf(Props.Create(() => new Door(asked)), HostProgram.NameOf(WellKnown.WorkflowService));
        var accepted = new TaskCompletionSource();
        var control = Sys.ActorOf(HostControl.Props(new HostOptions { Roles = ["node"], RunDirectory = "/nowhere", Name = "node1" }, _end, () => accepted.SetResult()));
        await Pass(control, TimeSpan.FromSeconds(1));
        await Tell(control, new ClusterEvent.MemberUp(cluster.SelfMember));
        await Pass(control, TimeSpan.FromSeconds(1));
        await asked.Task.WaitAsync(Patience);
        await Tell(control, new HostStanding { Accepted = false });
        accepted.Task.IsCompleted.ShouldBeFalse();
        await Tell(control, new HostStanding { Accepted = true });
        await accepted.Task.WaitAsync(Patience);
    }

    private sealed class Door : ReceiveActor
    {
        public Door(TaskCompletionSource<IActorRef> asked) => Receive<GetHostStanding>(_ => asked.TrySetResult(Sender));
    }

    private async Task<(IActorRef Control, Member Seed)> Begin()
    {
        var cluster = Cluster.Get(_seed);
        await cluster.JoinSeedNodesAsync([cluster.SelfAddress]).WaitAsync(Patience);
        var control = Sys.ActorOf(HostControl.Props(new HostOptions { Roles = ["node"], RunDirectory = "/nowhere", Name = "node1" }, _end));
        await Tell(control, new ClusterEvent.MemberUp(cluster.SelfMember));
        return (control, cluster.SelfMember);
    }

    /// <summary>Tells it, and waits until that has been heard.</summary>
    private static async Task Tell(IActorRef control, object message)
    {
        control.Tell(message);
        await control.Ask<ActorIdentity>(new Identify(null)).WaitAsync(Patience);
    }

    private async Task Pass(IActorRef control, TimeSpan time)
    {
        ((TestScheduler)Sys.Scheduler).Advance(time);
        await control.Ask<ActorIdentity>(new Identify(null)).WaitAsync(Patience);
    }
}
