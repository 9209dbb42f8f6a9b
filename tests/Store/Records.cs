using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Tests.Store;

/// <summary>Journals and batches as clusters write them.</summary>
internal static class Records
{
    /// <summary>A submission of so many runs, begun and ended one after the other; of the last, the first attempt failed.</summary>
    public static List<RunRecord> Story(string submission, long firstRun, int runs, bool ends = true)
    {
        var request = new SubmitRuns { Submission = submission, Count = runs, Concurrent = 1, Owner = "me@here", Spec = new RunSpec { Program = "/bin/solve", Args = { "{x}" }, Parse = @"(?<t>\d+)" } };
        request.Parameters = new Parameters { Axes = { new ParameterAxis { Name = "x", Values = { "1", "2" } } } };
        var number = 0L;
        var records = new List<RunRecord>
        {
            new() { AtUs = 1, CoordinatorStarted = new CoordinatorRecord { Epoch = firstRun, Hosts = { "host#1" } } },
            new() { AtUs = 2, Submitted = new SubmissionRecord { Request = request, FirstRun = firstRun, Ranks = 2 } },
        };
        for (var run = firstRun; run < firstRun + runs; run++)
        {
            var attempt = 1;
            if (run == firstRun + runs - 1)
                records.AddRange(Failed(submission, run, attempt++, ref number));
            records.AddRange(Begun(submission, run, attempt, ref number));
            if (ends)
                records.Add(Ended(run, attempt));
        }
        if (ends)
            records.Add(Event(submission, ++number, 0, 0, e => e.SubmissionEnded = new SubmissionEnded { Completed = runs }));
        return records;
    }

    public static RowBatch Batch(long run, long number, IEnumerable<string> rows, int attempt = 1, bool end = false)
    {
        var batch = new RowBatch { Key = new RunKey { Run = run, Attempt = attempt }, Number = number, End = end };
        batch.Rows.Add(rows.Select(r => new Row { Values = { r } }));
        batch.Lines = batch.Rows.Count;
        return batch;
    }

    private static List<RunRecord> Failed(string submission, long run, int attempt, ref long number) =>
    [
        .. Begun(submission, run, attempt, ref number),
        new RunRecord { AtUs = 20, AttemptEnded = new AttemptEndRecord { Run = run, Attempt = Report(run, attempt, RunState.Failed) } },
    ];

    private static List<RunRecord> Begun(string submission, long run, int attempt, ref long number) =>
    [
        new RunRecord { AtUs = 10, AttemptStarted = new AttemptRecord { Key = new RunKey { Run = run, Attempt = attempt }, PuidBase = 100 * run + attempt, Shares = { Share(0), Share(1) } } },
        Event(submission, ++number, run, attempt, e => e.ProducerStarting = new ProducerStarting { Ranks = 2, Node = "node0" }),
        Event(submission, ++number, run, attempt, e => e.RanksPlaced = new RanksPlaced { HeadPuid = 7 }),
    ];

    private static RunRecord Ended(long run, int attempt) => new()
    {
        AtUs = 30,
        Ended = new EndRecord
        {
            Summary = new RunSummary { Run = run, State = RunState.Completed, Attempt = attempt, Rows = 5, StartedUs = 10, EndedUs = 30, Parameters = { new Parameter { Name = "size", Value = "8 \"kB\"" } } },
            Attempts = { Report(run, attempt, RunState.Completed) },
            Cursors = { new StreamCursor { Number = 3, Ended = true } },
            Segments = { new SegmentInfo { Number = 1, Bytes = 1000, Records = 3, FirstUs = 11, LastUs = 29 } },
        },
    };

    private static AttemptReport Report(long run, int attempt, RunState state) => new()
    {
        Attempt = attempt, State = state, Reason = state == RunState.Failed ? "rank 0 ended with 1" : "", Failure = state == RunState.Failed ? FailureClass.ExitCode : FailureClass.Other,
        StartedUs = 10, RanksStartedUs = 11, EndedUs = 30, Lines = 6, Rows = 5, Unmatched = 1, ProducerNode = "node0", ParserNode = "node1", Mpi = "mpich", HeadPuid = run,
        Shares = { Share(0), Share(1) },
        Accounts = { new StreamAccount { Rank = 0, BytesProduced = 60, LinesProduced = 6 } },
        Ranks = { new RankReport { Rank = 0, Node = "node0", Ended = true, StderrTail = { "some words that are printed by every rank of every run" } } },
    };

    private static NodeShare Share(int node) => new() { Node = $"node{node}", RankHost = $"akka.tcp://muster@127.0.0.1:{4000 + node}/user/ranks", Ranks = { node } };

    private static RunRecord Event(string submission, long number, long run, int attempt, Action<SubmissionEvent> fill)
    {
        var happened = new SubmissionEvent { Number = number, AtUs = 12 + number, Run = run, Attempt = attempt };
        fill(happened);
        return new RunRecord { AtUs = happened.AtUs, Events = new EventsRecord { Submission = submission, Events = { happened } } };
    }
}
