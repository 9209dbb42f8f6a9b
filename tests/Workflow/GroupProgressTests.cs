using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class GroupProgressTests
{
    private readonly GroupProgress _progress = new(
    [
        new NodeShare { Node = "node0", Ranks = { 0, 2 } },
        new NodeShare { Node = "node1", Ranks = { 1, 3 } },
    ]);

    [Fact]
    public void It_has_started_when_every_node_says_so()
    {
        _progress.On(new RanksStarted { Node = "node1" }).ShouldBeFalse();
        _progress.On(new RanksStarted { Node = "node1" }).ShouldBeFalse();
        _progress.On(new RanksStarted { Node = "node0" }).ShouldBeTrue();
        _progress.Started.Select(s => s.Node).ShouldBe(["node0", "node1"]);
    }

    [Fact]
    public void The_reason_is_the_first_rank_that_failed_by_itself()
    {
        _progress.On(new RankEnded { Node = "node0", Rank = 2, Reason = "killed by SIGTERM", StoppedByUs = true }).ShouldBeTrue();
        _progress.On(new RankEnded { Node = "node1", Rank = 3, Reason = "exit code 9" }).ShouldBeTrue();
        _progress.On(new RankEnded { Node = "node0", Rank = 0, Reason = "exit code 1" }).ShouldBeTrue();
        _progress.On(new RankEnded { Node = "node0", Rank = 0, Reason = "exit code 1" }).ShouldBeFalse();
        _progress.Reason.ShouldBe("rank 3 on node1: exit code 9");
    }

    [Fact]
    public void A_rank_that_ended_by_itself_is_likelier_the_cause_than_an_MPI_that_gave_up()
    {
        _progress.On(new RankEnded { Node = "node0", Rank = 0, Reason = "MPI_Abort(607768079)" }).ShouldBeTrue();
        _progress.On(new RankEnded { Node = "node0", Rank = 2, Reason = "MPI_Abort(1)" }).ShouldBeTrue();
        _progress.Reason.ShouldBe("rank 0 on node0: MPI_Abort(607768079)");
        _progress.On(new RankEnded { Node = "node1", Rank = 3, Reason = "exit code 9" }).ShouldBeTrue();
        _progress.On(new RankEnded { Node = "node1", Rank = 1, Reason = "exit code 8" }).ShouldBeTrue();
        _progress.Reason.ShouldBe("rank 3 on node1: exit code 9");
    }

    [Fact]
    public void Ended_refused_and_lost_nodes_need_no_more_waiting()
    {
        _progress.On(new NodeGroupEnded { Node = "node0" });
        _progress.AllEnded.ShouldBeFalse();
        _progress.Lose("node1", "its host process ended").ShouldBeTrue();
        _progress.AllEnded.ShouldBeTrue();
        _progress.Lost.ShouldBe(["node1"]);
        _progress.Reason.ShouldBe("node node1 was lost with ranks 1, 3: its host process ended");
    }

    [Fact]
    public void A_node_that_ended_before_its_host_went_is_not_lost()
    {
        _progress.On(new NodeGroupEnded { Node = "node1" });
        _progress.Lose("node1", "gone").ShouldBeFalse();
        _progress.Lose("node9", "gone").ShouldBeFalse();
        _progress.Reason.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_head_rank_has_a_pipe()
    {
        var start = new StartRun
        {
            Key = new RunKey { Run = 1, Attempt = 1 },
            Ranks = 4,
            Spec = new RunSpec { Program = "/bin/x", Args = { "-m" }, Cwd = "/tmp", Env = { ["A"] = "b" } },
            Parser_ = "p",
        };
        var group = GroupPlan.ToStartGroup(start, "producer", "akka.tcp://Muster@h:1");
        group.Templates.Select(t => (t.Count, t.Stdout.Target)).ShouldBe([(1, StreamTarget.Pipe), (3, StreamTarget.NullDevice)]);
        group.Templates.ShouldAllBe(t => t.Program == "/bin/x" && t.Cwd == "/tmp" && t.Env["A"] == "b" && t.Args.Single() == "-m");

        start.Spec.Stdin = new StreamSpec { Target = StreamTarget.File, Path = "in" };
        start.Spec.Input = true;
        start.Spec.More.Add(new RankTemplate { Program = "/bin/y", Count = 2, Stdout = new StreamSpec { Target = StreamTarget.Pipe }, Stdin = new StreamSpec { Target = StreamTarget.File, Path = "part" } });
        group = GroupPlan.ToStartGroup(start, "producer", "akka.tcp://Muster@h:1");
        group.Templates.Select(t => t.Count).ShouldBe([1, 1, 2]);
        group.Templates.Select(t => (t.Stdin.Target, t.Stdin.Path)).ShouldBe([(StreamTarget.Pipe, ""), (StreamTarget.File, "in"), (StreamTarget.File, "part")]);
        group.Templates[2].Stdout.Consumer.ShouldBe(StreamConsumer.Keeper, "only the head rank has a parser");
        start.Spec.More.Clear();

        start.Ranks = 1;
        GroupPlan.ToStartGroup(start, "producer", "akka.tcp://Muster@h:1").Templates.Count.ShouldBe(1);
    }
}
