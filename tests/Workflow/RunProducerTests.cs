using Akka.Actor;
using Akka.TestKit;
using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public sealed class RunProducerTests : WorkflowSpec
{
    private readonly RunKey _key = new() { Run = 1, Attempt = 1 };
    private readonly TestProbe[] _rankHosts;
    private IActorRef _producer = ActorRefs.Nobody;

    public RunProducerTests()
    {
        _rankHosts = [CreateTestProbe(), CreateTestProbe()];
    }

    [Fact]
    public void Node_0_alone_is_told_for_it_passes_the_group_on()
    {
        Start();
        var start = _rankHosts[0].ExpectMsg<StartGroup>();
        start.NodeIndex.ShouldBe(0);
        start.Nodes.Count.ShouldBe(2);
        start.Producer.ShouldBe(Akka.Serialization.Serialization.SerializedActorPath(_producer));
        _rankHosts[1].ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_stop_is_told_past_nodes_that_have_nothing_of_the_group_any_more()
    {
        Begin();
        EndNode(0);
        _producer.Tell(new StopRun { Key = _key, Reason = "Ctrl-C" });
        _rankHosts[1].ExpectMsg<StopGroup>().Reason.ShouldBe("Ctrl-C");
    }

    [Fact]
    public void A_stop_reaches_those_below_a_node_that_ends_while_it_is_on_its_way()
    {
        Begin();
        _producer.Tell(new StopRun { Key = _key, Reason = "Ctrl-C" });
        _rankHosts[1].ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        EndNode(0);
        _rankHosts[1].ExpectMsg<StopGroup>().Reason.ShouldBe("Ctrl-C");
    }

    [Fact]
    public void A_healthy_run_is_reported_in_order()
    {
        Begin();
        foreach (var rank in Enumerable.Range(0, 2))
            Report(new GroupReport { RankEnded = new RankEnded { Key = _key, Node = $"node{rank}", Rank = rank } });
        ExpectMsg<GroupRankEnded>();
        ExpectMsg<GroupRankEnded>();
        EndNode(0);
        EndNode(1);

        var ended = ExpectMsg<GroupEnded>();
        ended.Reason.ShouldBeEmpty();
        ended.Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public void A_refused_node_stops_the_others_and_gives_the_reason()
    {
        Start();
        _rankHosts[0].ExpectMsg<StartGroup>();
        _producer.Tell(new GroupRefused { Key = _key, Node = "node1", Reason = "no such program" }, _rankHosts[1].Ref);
        _rankHosts[0].ExpectMsg<StopGroup>();
        EndNode(0);

        ExpectMsg<GroupEnded>().Reason.ShouldBe("node1 refused: no such program");
    }

    [Fact]
    public void A_lost_node_is_not_waited_for_and_the_others_are_stopped()
    {
        Begin();
        _producer.Tell(new NodeLost { Node = "node1", Reason = "its host process ended" });
        _rankHosts[0].ExpectMsg<StopGroup>().Reason.ShouldContain("node1");
        EndNode(0);

        var ended = ExpectMsg<GroupEnded>();
        ended.LostNodes.ShouldBe(["node1"]);
        ended.Reason.ShouldContain("its host process ended");
    }

    [Fact]
    public void Told_to_stop_it_stops_the_group_once()
    {
        Begin();
        _producer.Tell(new StopRun { Key = _key, Reason = "Ctrl-C" });
        _producer.Tell(new StopRun { Key = _key, Reason = "Ctrl-C" });
        _rankHosts[0].ExpectMsg<StopGroup>().Reason.ShouldBe("Ctrl-C");
        foreach (var host in _rankHosts)
            host.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Closed_before_its_ranks_ended_it_stops_them()
    {
        Begin();
        Watch(_producer);
        _producer.Tell(new CloseRun { Key = _key });
        _rankHosts[0].ExpectMsg<StopGroup>();
        ExpectTerminated(_producer);
    }

    [Fact]
    public void Without_a_coordinator_for_longer_than_its_patience_it_stops_the_ranks_and_ends()
    {
        var coordinator = CreateTestProbe();
        Sys.ActorOf(Producer.Props("node0", TimeSpan.FromMilliseconds(100)), "producer").Tell(StartMessage(), coordinator.Ref);
        coordinator.ExpectMsg<RunTaken>().Node.ShouldBe("node0");
        Sys.Stop(coordinator.Ref);
        _rankHosts[0].ExpectMsg<StartGroup>();
        _rankHosts[0].ExpectMsg<StopGroup>();
    }

    [Fact]
    public void Another_coordinator_takes_it_over_and_is_told_everything_while_the_one_before_is_heard_no_more()
    {
        var former = CreateTestProbe();
        var producer = Sys.ActorOf(Producer.Props("node0"), "producer");
        producer.Tell(StartMessage(), former.Ref);
        former.ExpectMsg<RunTaken>();
        var run = former.LastSender;
        _rankHosts[0].ExpectMsg<StartGroup>();
        for (var i = 0; i < 2; i++)
            run.Tell(new GroupReports { Key = _key, Reports = { new GroupReport { Started = new RanksStarted { Key = _key, Node = $"node{i}" } } } });
        former.ExpectMsg<GroupStarted>();
        run.Tell(new GroupReports { Key = _key, Reports = { new GroupReport { RankEnded = new RankEnded { Key = _key, Node = "node0", Rank = 0, Reason = "exit code 3", ExitCode = 3 } } } });
        former.ExpectMsg<GroupRankEnded>();
        Sys.Stop(former.Ref);

        producer.Tell(new GetProducing { Epoch = 9 });
        ExpectMsg<Producing>().Keys.ShouldBe([_key]);
        ExpectMsg<RunHeld>().Key.ShouldBe(_key);
        run.Tell(new AdoptRun { Key = _key, Epoch = 9 });
        ExpectMsg<RunTaken>();
        ExpectMsg<GroupStarted>().Nodes.Count.ShouldBe(2);
        ExpectMsg<GroupRankEnded>().Ended.ExitCode.ShouldBe(3);
        // Names are kept beside the coordinator, and it is another one now.
        var use = _rankHosts[0].ExpectMsg<UseProducer>();
        (use.Epoch, use.Producer).ShouldBe((9, Akka.Serialization.Serialization.SerializedActorPath(run)));
        use.Names.ShouldEndWith("/user/names");

        run.Tell(new StopRun { Key = _key, Epoch = 8 });
        run.Tell(new CloseRun { Key = _key, Epoch = 8 });
        _rankHosts[0].ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        run.Tell(new StopRun { Key = _key, Epoch = 9 });
        _rankHosts[0].ExpectMsg<StopGroup>().Epoch.ShouldBe(9);
    }

    [Fact]
    public void Ranks_whose_producer_was_lost_are_taken_over_once_the_coordinator_says_so_past_nodes_that_are_done_too()
    {
        var start = StartMessage();
        start.Running = true;
        Sys.ActorOf(Producer.Props("node0"), "producer").Tell(start);
        ExpectMsg<RunTaken>();
        _producer = LastSender;
        _rankHosts[0].ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        _producer.Tell(new AdoptRun { Key = _key });
        var use = _rankHosts[0].ExpectMsg<UseProducer>();
        use.Producer.ShouldBe(Akka.Serialization.Serialization.SerializedActorPath(_producer));

        // Node 0 is over already: what it tells is its last words, and node 1 is told from here.
        Report(new GroupReport { RankEnded = new RankEnded { Key = _key, Node = "node0", Rank = 0, ExitCode = 3, Reason = "exit code 3" } });
        EndNode(0);
        _rankHosts[1].ExpectMsg<UseProducer>().ShouldBe(use);
        EndNode(1);
        ExpectMsg<GroupRankEnded>().Ended.ExitCode.ShouldBe(3);
        ExpectMsg<GroupEnded>().Reason.ShouldContain("exit code 3");
    }

    [Fact]
    public void One_that_was_asked_to_take_ranks_over_and_is_not_wanted_leaves_them_alone()
    {
        var start = StartMessage();
        start.Running = true;
        Sys.ActorOf(Producer.Props("node0"), "producer").Tell(start);
        ExpectMsg<RunTaken>();
        var producer = Watch(LastSender);
        producer.Tell(new CloseRun { Key = _key });
        ExpectTerminated(producer);
        _rankHosts[0].ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void It_says_that_a_stream_wants_a_parser_until_it_has_one_and_again_to_another_coordinator()
    {
        Begin();
        var begun = new GroupReport { StreamBegun = new StreamBegun { Key = _key } };
        Report(begun);
        ExpectMsg<StreamWanted>().Key.ShouldBe(_key);
        Report(begun);
        ExpectMsg<StreamWanted>();

        var next = CreateTestProbe();
        _producer.Tell(new AdoptRun { Key = _key, Epoch = 2 }, next.Ref);
        next.ExpectMsg<RunTaken>();
        next.ExpectMsg<GroupStarted>();
        next.ExpectMsg<StreamWanted>();
        _producer.Tell(new ParserReplaced { Key = _key, Epoch = 2, Parser_ = "p", Result = "r" });
        Report(begun);
        next.ExpectMsg<StreamWanted>().Key.ShouldBe(_key, "ranks that ask have not heard of it");

        var third = CreateTestProbe();
        _producer.Tell(new AdoptRun { Key = _key, Epoch = 3 }, third.Ref);
        third.ExpectMsg<RunTaken>();
        third.ExpectMsg<GroupStarted>();
        third.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private void Begin()
    {
        Start();
        _rankHosts[0].ExpectMsg<StartGroup>();
        for (var i = 0; i < 2; i++)
            Report(new GroupReport { Started = new RanksStarted { Key = _key, Node = $"node{i}", Ranks = { new StartedRank { Rank = i, Pid = 100 + i } } } });
        var started = ExpectMsg<GroupStarted>();
        started.Nodes.SelectMany(n => n.Ranks).Select(r => r.Pid).ShouldBe([100, 101]);
    }

    private void Start()
    {
        Sys.ActorOf(Producer.Props("node0"), "producer").Tell(StartMessage());
        ExpectMsg<RunTaken>().Key.ShouldBe(_key);
        _producer = LastSender;
    }

    private void EndNode(int node) => Report(new GroupReport { NodeEnded = new NodeGroupEnded { Key = _key, Node = $"node{node}" } });

    private void Report(GroupReport report) => _producer.Tell(new GroupReports { Key = _key, Reports = { report } }, _rankHosts[0].Ref);

    private StartRun StartMessage()
    {
        var start = new StartRun { Key = _key, Ranks = 2, Spec = new RunSpec { Program = "/bin/x" } };
        start.Shares.Add(_rankHosts.Select((h, i) => new NodeShare { Node = $"node{i}", RankHost = PathOf(h), Ranks = { i } }));
        return start;
    }
}
