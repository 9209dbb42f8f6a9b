using Akka.Actor;
using Akka.Cluster;
using Muster.Actors.Hosting;
using Muster.Actors.Store;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

/// <summary>
/// The coordinator with real producers, parsers, result actors and store over real remoting: one seed and two nodes as systems in this process. Only the rank hosts
/// are played.
/// </summary>
public sealed class CoordinatorUnitTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _directory = new();
    private readonly List<ActorSystem> _systems = [];
    private IActorRef _workflow = ActorRefs.Nobody;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_directory["bin"]);
        foreach (var name in new[] { "ok", "fail", "flaky", "hang", "half", "refuse", "mute", "silent" })
        {
            File.WriteAllText(_directory["bin/" + name], "");
            File.SetUnixFileMode(_directory["bin/" + name], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        var seed = Start(WellKnown.SeedRole, "seed");
        var address = Cluster.Get(seed).SelfAddress;
        await Cluster.Get(seed).JoinSeedNodesAsync([address]).WaitAsync(Patience);
        seed.ActorOf(Results.Props(new FileRows(_directory["store"])), HostProgram.NameOf(WellKnown.Results));
        _workflow = seed.ActorOf(Coordinator.Props(Settings), HostProgram.NameOf(WellKnown.WorkflowService));
        foreach (var name in new[] { "node1", "node2" })
        {
            var node = Start(WellKnown.NodeRole, name);
            node.ActorOf(Producer.Props(name), HostProgram.NameOf(WellKnown.Producer));
            node.ActorOf(Parser.Props(name), HostProgram.NameOf(WellKnown.Parser));
            node.ActorOf(Props.Create(() => new UnitRankHost(name, 2)), HostProgram.NameOf(WellKnown.RankHost));
            await Cluster.Get(node).JoinSeedNodesAsync([address]).WaitAsync(Patience);
        }
        await Until<Nodes>(new GetNodes(), n => n.Nodes_.Count(i => i.Slots == 2) == 2);
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_systems.Select(s => s.Terminate()));
        _directory.Dispose();
    }

    private CoordinatorSettings Settings => new()
    {
        Host = "seed",
        RunDirectory = _directory.Path,
        StoreDirectory = _directory["store"],
        Rows = new FileRows(_directory["store"]),
        OnUnusable = reason => throw new InvalidOperationException(reason),
        NodePatience = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task Five_runs_two_at_a_time_give_every_row_once_and_in_order()
    {
        var accepted = await Submit("ok", count: 5, concurrent: 2);
        var events = await Events("s");

        events.Last().SubmissionEnded.Completed.ShouldBe(5);
        foreach (var run in Enumerable.Range((int)accepted.FirstRun, 5))
        {
            var rows = await Ask<Rows>(new FollowRows { Run = run });
            rows.Rows_.Select(r => (r.Producer, r.Values[0], r.Values[1])).ShouldBe([(run - (int)accepted.FirstRun, "1", "10.5"), (run - (int)accepted.FirstRun, "2", "20.5")]);
            rows.Complete.ShouldBeTrue();
        }
        var active = 0;
        foreach (var happened in events)
        {
            active += happened.EventCase switch
            {
                SubmissionEvent.EventOneofCase.ProducerStarting => 1,
                SubmissionEvent.EventOneofCase.RunEnded => -1,
                _ => 0,
            };
            active.ShouldBeLessThanOrEqualTo(2);
        }
        var puids = events.Where(e => e.ParserStarted is not null).Select(e => e.ParserStarted.Puid).ToArray();
        puids.Min().ShouldBe(1L << 32);
        puids.ShouldBeUnique();
    }

    [Fact]
    public async Task A_submission_sent_twice_starts_once()
    {
        var first = await Submit("ok", count: 1, concurrent: 1);
        (await Submit("ok", count: 1, concurrent: 1)).ShouldBe(first);
        (await Events("s")).Count(e => e.ProducerStarting is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_rank_is_in_the_record_with_code_and_stderr()
    {
        var accepted = await Submit("fail", count: 1, concurrent: 1);
        var ended = (await Events("s")).Single(e => e.RunEnded is not null).RunEnded;
        ended.State.ShouldBe(RunState.Failed);
        ended.FirstFailure.StderrTail.ShouldBe(["boom"]);

        var details = await Ask<RunDetails>(new GetRun { Run = accepted.FirstRun });
        details.Summary.Reason.ShouldContain("exit code 3");
        var attempt = details.Attempts.Single();
        attempt.Ranks.Count.ShouldBe(4);
        attempt.Ranks[0].ExitCode.ShouldBe(3);
        attempt.Shares.Select(s => s.Node).ShouldBe(["node1", "node2"]);
        (attempt.Lines, attempt.Rows, attempt.Unmatched).ShouldBe((1, 0, 1));
    }

    [Fact]
    public async Task Cancelled_runs_are_stopped_and_waiting_ones_never_start()
    {
        await Submit("hang", count: 3, concurrent: 1);
        await Until<Messages.Workflow.Runs>(new GetRuns(), r => r.Runs_.Any(x => x.State == RunState.Running));
        (await Ask<SubmissionCancelled>(new CancelSubmission { Submission = "s", Reason = "enough" })).Stopping.ShouldBe(1);

        var events = await Events("s");
        events.Single(e => e.RunEnded is not null).RunEnded.State.ShouldBe(RunState.Cancelled);
        var end = events.Last().SubmissionEnded;
        (end.Completed, end.Failed, end.Cancelled).ShouldBe((0, 0, 3));
    }

    [Fact]
    public async Task Thousands_of_waiting_runs_are_listed_and_cancelled()
    {
        const int count = 5_000;
        var accepted = await Submit("hang", count, concurrent: 1);
        await Until<RunDetails>(new GetRun { Run = accepted.FirstRun }, r => r.Summary.State == RunState.Running);
        (await Ask<RunCancelled>(new CancelRun { Run = accepted.FirstRun + 4_000 })).WasOver.ShouldBeFalse();
        (await AllRuns()).Select(r => r.Run).ShouldBe(Enumerable.Range(0, count).Select(i => accepted.FirstRun + count - 1 - i));
        (await AllRuns()).CountBy(r => r.State).ShouldBe([new(RunState.Running, 1), new(RunState.Cancelled, 1), new(RunState.Waiting, count - 2)], ignoreOrder: true);

        await Ask<SubmissionCancelled>(new CancelSubmission { Submission = "s" });
        var events = await Events("s");
        events.Last().SubmissionEnded.Cancelled.ShouldBe(count);
        events.Count.ShouldBeLessThan(20, "runs that never began tell nothing of their own");

        await RestartAsync(Settings);
        (await AllRuns()).Count(r => r.State == RunState.Cancelled).ShouldBe(count);
    }

    [Fact]
    public async Task A_node_that_refuses_fails_the_run_in_its_words()
    {
        await Submit("refuse", count: 1, concurrent: 1);
        (await Events("s")).Single(e => e.RunEnded is not null).RunEnded.Reason.ShouldContain("no such program here");
    }

    [Fact]
    public async Task A_node_that_gives_no_answer_does_not_hang_the_run()
    {
        await RestartAsync(Settings with { Limits = RunMachine.Limits.Default with { Start = TimeSpan.FromSeconds(1), StopGrace = TimeSpan.FromSeconds(1) } });
        await Submit("mute", count: 1, concurrent: 1);
        (await Events("s")).Single(e => e.RunEnded is not null).RunEnded.Reason.ShouldContain("not every node reported");
    }

    [Fact]
    public async Task A_lost_node_fails_its_runs_by_name_and_runs_that_no_longer_fit_are_not_left_waiting()
    {
        await Submit("hang", count: 2, concurrent: 2);
        await Until<Messages.Workflow.Runs>(new GetRuns(), r => r.Runs_.Any(x => x.State == RunState.Running));
        await _systems[2].Terminate();

        var ends = (await Events("s")).Where(e => e.RunEnded is not null).Select(e => e.RunEnded.Reason).ToArray();
        ends[0].ShouldContain("node2");
        ends[1].ShouldContain("cannot be placed any more");
    }

    [Fact]
    public async Task What_cannot_run_is_refused_before_anything_starts()
    {
        (await Refused(Request("none", 1, 1))).Code.ShouldBe(RefusalCode.ProgramNotFound);
        var big = Request("ok", 1, 1);
        big.Spec.Ranks = 5;
        (await Refused(big)).Reason.ShouldContain("4 slots");
        var regex = Request("ok", 1, 1);
        regex.Spec.Parse = "(";
        (await Refused(regex)).Code.ShouldBe(RefusalCode.BadRegex);
        (await Ask<Messages.Workflow.Runs>(new GetRuns())).Total.ShouldBe(0);
        (await Ask<RequestRefused>(new GetRun { Run = 77 })).Code.ShouldBe(RefusalCode.NotFound);
        (await Ask<RequestRefused>(new FollowSubmission { Submission = "none" })).Code.ShouldBe(RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_run_that_fails_is_tried_again_and_its_rows_are_those_of_the_attempt_that_ended_well()
    {
        var request = Request("flaky", 1, 1);
        request.Spec.Retry = new RetryPolicy { Retries = 2, DelayMs = 10 };
        var accepted = await Ask<RunsAccepted>(request);
        var events = await Events("s");

        events.Where(e => e.AttemptSuperseded is not null).Select(e => (e.AttemptSuperseded.Attempt, e.AttemptSuperseded.NextAttempt)).ShouldBe([(1, 2), (2, 3)]);
        events.Single(e => e.RunEnded is not null).RunEnded.State.ShouldBe(RunState.Completed);
        var rows = await Ask<Rows>(new FollowRows { Run = accepted.FirstRun, From = 4, Attempt = 1 });
        rows.Rows_.Select(r => r.Values[1]).ShouldBe(["10.5", "20.5"]);
        (rows.Attempt, rows.First).ShouldBe((3, 1));
        var details = await Ask<RunDetails>(new GetRun { Run = accepted.FirstRun });
        details.Attempts.Select(a => a.State).ShouldBe([RunState.Failed, RunState.Failed, RunState.Completed]);
        details.Attempts[0].Failure.ShouldBe(FailureClass.ExitCode);
    }

    [Fact]
    public async Task When_every_attempt_failed_so_has_the_run()
    {
        var request = Request("fail", 2, 2);
        request.Spec.Retry = new RetryPolicy { Retries = 1, On = { FailureClass.ExitCode } };
        await Ask<RunsAccepted>(request);
        var events = await Events("s");
        events.Count(e => e.AttemptSuperseded is not null).ShouldBe(2);
        events.Last().SubmissionEnded.Failed.ShouldBe(2);
    }

    [Fact]
    public async Task A_cancel_ends_a_run_that_waits_for_its_next_attempt()
    {
        var request = Request("fail", 1, 1);
        request.Spec.Retry = new RetryPolicy { Retries = 1, DelayMs = 60_000 };
        var accepted = await Ask<RunsAccepted>(request);
        await Until<SubmissionEvents>(new FollowSubmission { Submission = "s" }, e => e.Events.Any(x => x.AttemptSuperseded is not null));
        // A follower who asks between two attempts keeps its cursor's attempt, or it would skip the next one's first rows.
        (await Ask<Rows>(new FollowRows { Run = accepted.FirstRun, From = 2, Attempt = 1 })).Attempt.ShouldBe(1);
        await Ask<SubmissionCancelled>(new CancelSubmission { Submission = "s" });
        (await Events("s")).Last().SubmissionEnded.Cancelled.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_parser_is_replaced_and_no_row_is_lost_or_doubled()
    {
        var request = Request("half", 1, 1);
        (request.Spec.Ranks, request.Spec.Placement) = (2, Placement.Block);
        var accepted = await Ask<RunsAccepted>(request);
        await Until<Rows>(new FollowRows { Run = accepted.FirstRun }, r => r.Rows_.Count == 1);
        // All ranks and the producer are on node1: only the parser goes.
        var name = $"run-{accepted.FirstRun}-1";
        foreach (var node in _systems.Skip(1))
            node.ActorSelection($"{WellKnown.Parser}/{name}").Tell(PoisonPill.Instance);

        (await Events("s")).Single(e => e.RunEnded is not null).RunEnded.State.ShouldBe(RunState.Completed);
        var rows = await Ask<Rows>(new FollowRows { Run = accepted.FirstRun });
        rows.Rows_.Select(r => r.Values[0]).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Runs_of_a_large_submission_get_a_place_for_rows_when_they_print_and_none_when_they_do_not()
    {
        await RestartAsync(Settings with { LateStreams = 2 });
        var printing = await Submit("ok", count: 4, concurrent: 2);
        // A follower that asks before anything is printed waits for it.
        var first = Ask<Rows>(new FollowRows { Run = printing.FirstRun, WaitMs = 30_000 });
        (await Events("s")).Last().SubmissionEnded.Completed.ShouldBe(4);
        (await first).Run.ShouldBe(printing.FirstRun);
        foreach (var run in Enumerable.Range((int)printing.FirstRun, 4))
        {
            var rows = await Ask<Rows>(new FollowRows { Run = run });
            rows.Rows_.Select(r => r.Values[0]).ShouldBe(["1", "2"]);
            rows.Complete.ShouldBeTrue();
        }

        var silent = await Ask<RunsAccepted>(Request("silent", 3, 2, id: "t"));
        var events = await Events("t");
        events.Last().SubmissionEnded.Completed.ShouldBe(3);
        events.Count(e => e.ParserEnded is { Lines: 0, Rows: 0 }).ShouldBe(3);
        foreach (var run in Enumerable.Range((int)silent.FirstRun, 3))
        {
            (await Ask<Rows>(new FollowRows { Run = run, WaitMs = 30_000 })).ShouldBe(new Rows { Run = run, Producer = run - (int)silent.FirstRun, First = 1, Next = 1, Complete = true });
            File.Exists(RowFile.PathOf(_directory["store"], run)).ShouldBeFalse();
        }
        var attempt = (await Ask<RunDetails>(new GetRun { Run = silent.FirstRun })).Attempts.Single();
        (attempt.State, attempt.ParserNode, attempt.Accounts.Single().Silent).ShouldBe((RunState.Completed, "", true));
    }

    [Fact]
    public async Task A_failed_run_of_a_large_submission_is_tried_again_and_only_its_last_attempts_rows_count()
    {
        await RestartAsync(Settings with { LateStreams = 2 });
        var request = Request("flaky", 3, 2);
        request.Spec.Retry = new RetryPolicy { Retries = 2 };
        var accepted = await Ask<RunsAccepted>(request);
        (await Events("s")).Last().SubmissionEnded.Completed.ShouldBe(3);
        foreach (var run in Enumerable.Range((int)accepted.FirstRun, 3))
        {
            var rows = await Ask<Rows>(new FollowRows { Run = run });
            (rows.Attempt, rows.Complete).ShouldBe((3, true));
            rows.Rows_.Select(r => r.Values[1]).ShouldBe(["10.5", "20.5"]);
        }
    }

    [Fact]
    public async Task A_plan_places_and_starts_nothing()
    {
        var spec = Request("ok", 1, 1).Spec;
        spec.Ranks = 0;
        var plan = await Ask<RunsPlanned>(new PlanRuns { Spec = spec, Count = 5, Concurrent = 2 });
        (plan.Ranks, plan.Concurrent).ShouldBe((2, 2));
        plan.Shares.SelectMany(s => s.Ranks).Order().ShouldBe([0, 1]);
        (await Ask<Messages.Workflow.Runs>(new GetRuns())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_new_coordinator_on_the_same_store_knows_the_runs_and_counts_on()
    {
        await Submit("fail", count: 2, concurrent: 2);
        await Events("s");
        await RestartAsync(Settings);

        var runs = await Ask<Messages.Workflow.Runs>(new GetRuns());
        runs.Runs_.Select(r => (r.Run, r.State)).ShouldBe([(2, RunState.Failed), (1, RunState.Failed)]);
        (await Ask<RunDetails>(new GetRun { Run = 1 })).Attempts.Single().Ranks[0].StderrTail.ShouldBe(["boom"]);
        (await Events("s")).Last().SubmissionEnded.Failed.ShouldBe(2);
        var next = await Ask<RunsAccepted>(Request("ok", 1, 1, id: "t"));
        next.FirstRun.ShouldBe(3);
        (await Events("t")).Single(e => e.ParserStarted is not null).ParserStarted.Puid.ShouldBe((1L << 32) + 8);
    }

    [Fact]
    public async Task A_coordinator_that_does_not_know_its_nodes_yet_lets_submissions_and_plans_wait_for_them()
    {
        await _workflow.GracefulStop(Patience);
        _workflow = _systems[0].ActorOf(Coordinator.Props(Settings), "workflow-again");
        // Before it has read its journal: nothing was said to it by anyone.
        var planned = Ask<RunsPlanned>(new PlanRuns { Spec = Request("ok", 1, 1).Spec, Count = 1, Concurrent = 1 });
        var accepted = Ask<RunsAccepted>(Request("ok", 1, 1, id: "t"));
        var nodes = Ask<Nodes>(new GetNodes());
        (await planned).Shares.Sum(s => s.Ranks.Count).ShouldBe(4);
        (await accepted).Ranks.ShouldBe(4);
        (await nodes).Nodes_.Count.ShouldBe(3, "who is a member is known at once");
        (await Events("t")).Last().SubmissionEnded.Completed.ShouldBe(1);
    }

    private async Task RestartAsync(CoordinatorSettings settings)
    {
        await _workflow.GracefulStop(Patience);
        _workflow = _systems[0].ActorOf(Coordinator.Props(settings), "workflow-again");
        await Until<Nodes>(new GetNodes(), n => n.Nodes_.Count(i => i.Slots == 2) == 2);
    }

    private ActorSystem Start(string role, string name)
    {
        var options = new HostOptions { Roles = [role], RunDirectory = _directory.Path, Name = name };
        var system = ActorSystem.Create(WellKnown.SystemName, HostSettings.Load(options));
        _systems.Add(system);
        return system;
    }

    private SubmitRuns Request(string program, int count, int concurrent, string id = "s") => new()
    {
        Submission = id,
        Count = count,
        Concurrent = concurrent,
        Spec = new RunSpec { Program = _directory["bin/" + program], Ranks = 4, StopPatienceMs = 200 },
    };

    private Task<RunsAccepted> Submit(string program, int count, int concurrent) => Ask<RunsAccepted>(Request(program, count, concurrent));

    private Task<RunsRefused> Refused(SubmitRuns request) => Ask<RunsRefused>(request);

    private async Task<List<SubmissionEvent>> Events(string submission)
    {
        var events = new List<SubmissionEvent>();
        using var patience = new CancellationTokenSource(Patience);
        for (long next = 1; ;)
        {
            var answer = await Ask<SubmissionEvents>(new FollowSubmission { Submission = submission, From = next, WaitMs = 1000 });
            events.AddRange(answer.Events);
            next = answer.Next;
            if (answer.Complete)
                break;
            patience.Token.ThrowIfCancellationRequested();
        }
        events.Select(e => e.Number).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        return events;
    }

    private async Task<List<RunSummary>> AllRuns()
    {
        var all = new List<RunSummary>();
        while (await Ask<Messages.Workflow.Runs>(new GetRuns { Before = all.Count == 0 ? 0 : all[^1].Run }) is { Runs_.Count: > 0 } page)
            all.AddRange(page.Runs_);
        return all;
    }

    private async Task<T> Ask<T>(object request)
    {
        var answer = await _workflow.Ask<object>(request, Patience);
        return answer.ShouldBeOfType<T>(answer.ToString());
    }

    private async Task Until<T>(object request, Func<T, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition(await Ask<T>(request)))
            await Task.Delay(20, patience.Token);
    }
}
