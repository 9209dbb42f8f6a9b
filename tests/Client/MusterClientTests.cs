using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Google.Protobuf;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Client.Tests;

public sealed class MusterClientTests(ScriptedCluster cluster) : IClassFixture<ScriptedCluster>
{
    [Fact]
    public async Task Events_come_once_and_in_order_however_they_are_paged()
    {
        cluster.Answer = request =>
        {
            var from = Math.Max(1, ((FollowSubmission)request).From);
            var answer = new SubmissionEvents { Next = Math.Min(from + 3, 11), Complete = from >= 8 };
            // The first one is a repetition, as after a lost answer.
            for (var number = Math.Max(1, from - 1); number < answer.Next; number++)
                answer.Events.Add(new SubmissionEvent { Number = number, GroupWaiting = new GroupWaiting() });
            return answer;
        };
        await using var client = await cluster.ConnectAsync();
        var numbers = new List<long>();
        await foreach (var happened in client.EventsAsync("s"))
            numbers.Add(happened.Number);
        numbers.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }

    [Fact]
    public async Task An_unanswered_request_is_asked_again_with_the_same_submission()
    {
        var ids = new List<string>();
        cluster.Answer = request =>
        {
            ids.Add(((SubmitRuns)request).Submission);
            return ids.Count < 3 ? null : new RunsAccepted { Submission = ids[^1], FirstRun = 7 };
        };
        await using var client = await cluster.ConnectAsync();
        (await client.SubmitAsync(new SubmitRuns())).FirstRun.ShouldBe(7);
        ids.Count.ShouldBe(3);
        ids.Distinct().ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_code_and_reason()
    {
        cluster.Answer = _ => new RunsRefused { Code = RefusalCode.TooManyRanks, Reason = "1000 ranks, 4 slots" };
        await using var client = await cluster.ConnectAsync();
        var refusal = await Should.ThrowAsync<RequestRefusedException>(() => client.SubmitAsync(new SubmitRuns()));
        refusal.Code.ShouldBe(RefusalCode.TooManyRanks);
        refusal.Message.ShouldBe("1000 ranks, 4 slots");
    }

    [Fact]
    public async Task What_is_not_available_now_is_asked_again()
    {
        var asked = 0;
        cluster.Answer = _ => ++asked < 4 ? new RequestRefused { Code = RefusalCode.NotAvailable } : new RunDetails { Owner = "me" };
        await using var client = await cluster.ConnectAsync();
        (await client.GetRunAsync(1)).Owner.ShouldBe("me");
    }

    [Fact]
    public async Task A_cluster_that_does_not_know_the_request_is_a_version_mismatch()
    {
        cluster.Answer = _ => new MessageNotUnderstood { Manifest = "wr", Reason = "too old" };
        await using var client = await cluster.ConnectAsync();
        (await Should.ThrowAsync<VersionMismatchException>(() => client.StopClusterAsync("test"))).Message
            .ShouldBe($"The cluster does not know this request of Muster {Muster.Messages.MusterSerializer.Release}: too old");
    }

    [Fact]
    public async Task A_silent_cluster_is_lost_within_the_patience()
    {
        cluster.Answer = _ => null;
        await using var client = await cluster.ConnectAsync(ScriptedCluster.Quick with { LossPatience = TimeSpan.FromSeconds(5) });
        var clock = Stopwatch.StartNew();
        (await Should.ThrowAsync<ClusterLostException>(() => client.GetRunAsync(1))).Message.ShouldContain("has not answered GetRun");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Where_nobody_listens_there_is_no_cluster()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var options = ScriptedCluster.Quick with { LossPatience = TimeSpan.FromSeconds(1) };
        var lost = await Should.ThrowAsync<ClusterLostException>(() => MusterClient.ConnectAsync([Address.Parse($"akka.tcp://Muster@127.0.0.1:{port}")], options));
        lost.Message.ShouldContain($"{port}");
    }

    [Fact]
    public async Task A_run_directory_without_access_file_is_no_cluster() =>
        (await Should.ThrowAsync<ClusterLostException>(() => MusterClient.ConnectAsync("/no/such/directory"))).Message.ShouldContain("/no/such/directory");

    [Fact]
    public async Task Cancelling_ends_a_question_at_once()
    {
        cluster.Answer = _ => null;
        await using var client = await cluster.ConnectAsync();
        using var cancel = new CancellationTokenSource();
        var asking = client.GetRunAsync(1, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Following_merges_the_events_with_the_rows_of_every_run()
    {
        cluster.Answer = request => request switch
        {
            FollowSubmission => Both(),
            FollowRows rows => new Rows { Run = rows.Run, Next = 3, Complete = true, Rows_ = { new Row { Values = { $"{rows.Run}" } }, new Row() } },
            _ => null,
        };
        await using var client = await cluster.ConnectAsync();
        var events = 0;
        var rows = new Dictionary<long, int>();
        await foreach (var happening in client.FollowAsync("s"))
        {
            if (happening.Rows is { } page)
                rows[page.Run] = rows.GetValueOrDefault(page.Run) + page.Rows_.Count;
            else
                events++;
        }

        events.ShouldBe(3);
        rows.ShouldBe(new Dictionary<long, int> { [1] = 2, [2] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_failure_about_rows_ends_the_following_with_that_failure()
    {
        cluster.Answer = request => request switch
        {
            FollowSubmission { From: <= 1 } => Both(complete: false),
            FollowSubmission => new SubmissionEvents { Next = 4 },
            FollowRows => new RequestRefused { Code = RefusalCode.StoreFailed, Reason = "the disk is full" },
            _ => null,
        };
        await using var client = await cluster.ConnectAsync();
        // Often: the event reader that is cancelled for it must never be taken for the cause.
        for (var i = 0; i < 20; i++)
        {
            var refusal = await Should.ThrowAsync<RequestRefusedException>(async () =>
            {
                await foreach (var happening in client.FollowAsync("s"))
                    _ = happening;
            });
            refusal.Message.ShouldBe("the disk is full");
        }
    }

    private static IMessage Both(bool complete = true) => new SubmissionEvents
    {
        Next = 4,
        Complete = complete,
        Events =
        {
            new SubmissionEvent { Number = 1, Run = 1, ProducerStarting = new ProducerStarting() },
            new SubmissionEvent { Number = 2, Run = 2, ProducerStarting = new ProducerStarting() },
            new SubmissionEvent { Number = 3, SubmissionEnded = new SubmissionEnded() },
        },
    };
}
