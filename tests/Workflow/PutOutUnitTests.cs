using Akka.Actor;
using Akka.Cluster;
using Muster.Actors.Hosting;
using Muster.Actors.Store;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Store;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

/// <summary>
/// A coordinator whose host was cut off and put out of the cluster, on its way to its end: to it every other host seems to have left. What it writes down then misleads the one
/// that takes over. The rank hosts are played.
/// </summary>
public sealed class PutOutUnitTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _directory = new();
    private readonly List<ActorSystem> _systems = [];

    private Cluster Seed => Cluster.Get(_systems[0]);

    private Cluster Node => Cluster.Get(_systems[1]);

    public async Task InitializeAsync()
    {
        // The process goes on for as long as the test wants: else what it may still do is a race.
        await File.WriteAllTextAsync(_directory["muster.conf"], "akka.cluster.run-coordinated-shutdown-when-down = off");
        Directory.CreateDirectory(_directory["bin"]);
        await File.WriteAllTextAsync(_directory["bin/hang"], "");
        File.SetUnixFileMode(_directory["bin/hang"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (var role in new[] { WellKnown.SeedRole, WellKnown.NodeRole })
        {
            _systems.Add(ActorSystem.Create(WellKnown.SystemName, HostSettings.Load(new HostOptions { Roles = [role], RunDirectory = _directory.Path, Name = role })));
            await Cluster.Get(_systems[^1]).JoinSeedNodesAsync([Seed.SelfAddress]).WaitAsync(Patience);
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_systems.Select(s => s.Terminate()));
        _directory.Dispose();
    }

    [Fact]
    public async Task A_coordinator_whose_host_was_put_out_writes_nothing_that_it_believes_to_see_then()
    {
        var coordinator = await RunningAsync();
        var before = RunJournal.Read(_directory["store"]);
        before.ShouldContain(r => r.AttemptStarted != null);

        Seed.Down(Seed.SelfAddress);
        await Until(() => Seed.IsTerminated && Seed.State.Members.Count == 0);
        // News that were on their way: others are back by its own word, which counts no more.
        foreach (var news in new object[] { new ClusterEvent.UnreachableMember(Node.SelfMember), new ClusterEvent.ReachableMember(Node.SelfMember), new ClusterEvent.MemberUp(Node.SelfMember) })
            coordinator.Tell(news);
        await coordinator.Ask<ActorIdentity>(new Identify(null)).WaitAsync(Patience);
        (await coordinator.GracefulStop(Patience)).ShouldBeTrue();

        var after = RunJournal.Read(_directory["store"]);
        after.ShouldNotContain(r => r.AttemptEnded != null || r.Ended != null, "nobody knows of any end");
        after.Last(r => r.CoordinatorStarted != null).CoordinatorStarted.Hosts.ShouldHaveSingleItem("who may hold the coordinator goes on to know the runs for its own").ShouldStartWith(Seed.SelfAddress.ToString());
    }

    private async Task<IActorRef> RunningAsync()
    {
        _systems[0].ActorOf(Results.Props(new FileRows(_directory["store"])), HostProgram.NameOf(WellKnown.Results));
        var coordinator = _systems[0].ActorOf(
            Coordinator.Props(new CoordinatorSettings
            {
                Host = "seed",
                RunDirectory = _directory.Path,
                StoreDirectory = _directory["store"],
                Rows = new FileRows(_directory["store"]),
                OnUnusable = reason => throw new InvalidOperationException(reason),
            }),
            HostProgram.NameOf(WellKnown.WorkflowService));
        _systems[1].ActorOf(Producer.Props("node"), HostProgram.NameOf(WellKnown.Producer));
        _systems[1].ActorOf(Parser.Props("node"), HostProgram.NameOf(WellKnown.Parser));
        _systems[1].ActorOf(Props.Create(() => new UnitRankHost("node", 2)), HostProgram.NameOf(WellKnown.RankHost));
        var spec = new RunSpec { Program = _directory["bin/hang"], Ranks = 2, StopPatienceMs = 200 };
        await coordinator.Ask<RunsAccepted>(new SubmitRuns { Submission = "s", Count = 1, Concurrent = 1, Spec = spec }, Patience);
        for (RunState state = default; state != RunState.Running; await Task.Delay(20))
            state = (await coordinator.Ask<RunDetails>(new GetRun { Run = 1 }, Patience)).Summary.State;
        return coordinator;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(20, patience.Token);
    }
}
