using Muster.Client;
using Muster.Messages.Workflow;

namespace Muster.Driver.Tests;

/// <summary>Makes the events and rows of made-up submissions.</summary>
internal sealed class Happenings
{
    private long _number;

    public int Attempt { get; set; } = 1;

    public Happening Starting(int producer, int ranks = 4) => Event(producer, e => e.ProducerStarting = new ProducerStarting { Ranks = ranks });

    public Happening Placed(int producer, params int[] ranks)
    {
        var placed = new RanksPlaced { HeadPuid = 4294967302 };
        placed.Nodes.AddRange(ranks.Select((count, i) => new NodeRanks { Node = $"node{i}", Ranks = count }));
        return Event(producer, e => e.RanksPlaced = placed);
    }

    public Happening ParserStarted(int producer, long puid) => Event(producer, e => e.ParserStarted = new ParserStarted { Puid = puid });

    public Happening Waiting(int producer) => Event(producer, e => e.GroupWaiting = new GroupWaiting());

    public Happening ParserEnded(int producer, long rows, long lines = 16) =>
        Event(producer, e => e.ParserEnded = new ParserEnded { Rows = rows, Lines = lines });

    public Happening Completed(int producer, long rows, long lines = 16) =>
        Event(producer, e => e.RunEnded = new RunEnded { State = RunState.Completed, Rows = rows, Lines = lines });

    public Happening Failed(int producer, string reason, long rows = 0, params string[] stderr)
    {
        var rank = new RankReport { Rank = 1, Node = "node1", Reason = reason, ExitCode = 3 };
        rank.StderrTail.AddRange(stderr);
        return Event(producer, e => e.RunEnded = new RunEnded { State = RunState.Failed, Reason = reason, Rows = rows, FirstFailure = rank });
    }

    public Happening SubmissionEnded() => new(new SubmissionEvent { Number = ++_number, SubmissionEnded = new SubmissionEnded() }, null);

    public Happening Superseded(int producer, int attempt, string reason) =>
        Event(producer, e => e.AttemptSuperseded = new AttemptSuperseded { Attempt = attempt, Reason = reason, NextAttempt = attempt + 1 });

    public static Happening Rows(int producer, bool complete, params (string Size, string Latency)[] rows) => Rows(producer, 1, complete, rows);

    public static Happening Rows(int producer, int attempt, bool complete, params (string Size, string Latency)[] rows)
    {
        var page = new Rows { Run = RunOf(producer), Producer = producer, Attempt = attempt, Complete = complete };
        foreach (var (size, latency) in rows)
        {
            var row = new Row { Producer = producer };
            row.Values.Add(size);
            row.Values.Add(latency);
            page.Rows_.Add(row);
        }

        return new Happening(null, page);
    }

    public static long RunOf(int producer) => 100 + producer;

    private Happening Event(int producer, Action<SubmissionEvent> fill)
    {
        var happened = new SubmissionEvent { Number = ++_number, Run = RunOf(producer), Producer = producer, Attempt = Attempt };
        fill(happened);
        return new Happening(happened, null);
    }
}
