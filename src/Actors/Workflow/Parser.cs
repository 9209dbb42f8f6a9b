using Akka.Actor;
using Akka.Event;
using Akka.Serialization;
using Muster.Actors.Ranks;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>At /user/parser of each node host, reached through the coordinator's router: opens one <see cref="StreamParser"/> for each run.</summary>
public sealed class Parser : ReceiveActor
{
    /// <summary>How to create it.</summary>
    /// <param name="node">Name of the node it is on.</param>
    public static Props Props(string node) => Akka.Actor.Props.Create(() => new Parser(node));

    /// <summary>Creates it.</summary>
    public Parser(string node)
    {
        Receive<OpenParser>(open =>
        {
            var name = $"run-{open.Key.Run}-{open.Key.Attempt}";
            var child = Context.Child(name);
            if (child.IsNobody())
                child = Context.ActorOf(StreamParser.Props(open, node), name);
            child.Forward(open);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
}

/// <summary>
/// Turns the line batches of one run into row batches. It keeps nothing but the beginning of a line that is longer than a batch, and it acknowledges
/// nothing: the result actor does, once the rows are stored.
/// </summary>
public sealed class StreamParser : ReceiveActor, IWithTimers, IWithStash
{
    private const int MaxPartBytes = 64 * 1024;
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);

    // Batches that end within a line are full ones of 64 KiB: more than these are never unstored at once.
    private const int MaxBeginnings = 8;

    private readonly string _node;
    private readonly RunKey _key;
    private readonly int _producer;
    private readonly LineParser? _parser;
    private readonly string _fault;
    private readonly Dictionary<int, Queue<(long Number, byte[] Bytes)>> _beginnings = [];
    private Coprocess? _command;
    private IActorRef _result;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private long _epoch;

    private sealed record NoCoordinatorCame
    {
        public static readonly NoCoordinatorCame Instance = new();
    }

    private sealed record Started(Coprocess Command);

    private sealed record Answered(LineBatch Batch, byte[] Data, IReadOnlyList<string> Answers);

    /// <summary>How to create it.</summary>
    public static Props Props(OpenParser open, string node) => Akka.Actor.Props.Create(() => new StreamParser(open, node));

    /// <summary>Creates it.</summary>
    public StreamParser(OpenParser open, string node)
    {
        _node = node;
        _key = open.Key;
        _producer = open.Producer;
        _result = Context.Resolve(open.Result);
        _parser = LineParser.TryCreate(open.Parser_ ?? new ParserSpec { Expression = open.Parse }, out _fault);
        Parsing();
    }

    private void Parsing()
    {
        ReceiveOrders();
        Receive<LineBatch>(batch => batch.Key.Equals(_key), OnBatch);
    }

    // Until the command has answered: batches wait their turn.
    private void Asking()
    {
        ReceiveOrders();
        Receive<LineBatch>(_ => Stash.Stash());
        Receive<Started>(started =>
        {
            _command = started.Command;
            Become(Parsing);
            Stash.UnstashAll();
        });
        Receive<Answered>(answered =>
        {
            HandOn(answered.Batch, ((CommandParser)_parser!).Parse(answered.Data, _producer, answered.Answers));
            Become(Parsing);
            Stash.UnstashAll();
        });
        Receive<Status.Failure>(failure =>
        {
            _coordinator.Tell(new ParserRefused { Key = _key, Reason = failure.Cause.Message });
            Context.Stop(Self);
        });
    }

    private void ReceiveOrders()
    {
        Receive<OpenParser>(OnOpen);
        Receive<CloseParser>(close =>
        {
            if (close.Epoch >= _epoch)
                Context.Stop(Self);
        });
        // Another coordinator may come and ask for it; one that nobody asks for goes.
        Receive<Terminated>(gone =>
        {
            if (gone.ActorRef.Equals(_coordinator))
                Timers.StartSingleTimer(NoCoordinatorCame.Instance, NoCoordinatorCame.Instance, Producer.CoordinatorPatience);
        });
        Receive<NoCoordinatorCame>(_ => Context.Stop(Self));
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop() => _command?.Dispose();

    private void OnOpen(OpenParser open)
    {
        if (open.Epoch < _epoch)
            return;
        _epoch = open.Epoch;
        if (_parser is null)
        {
            Sender.Tell(new ParserRefused { Key = _key, Reason = _fault });
            Context.Stop(Self);
            return;
        }
        _result = Context.Resolve(open.Result);
        Timers.Cancel(NoCoordinatorCame.Instance);
        if (!_coordinator.Equals(Sender))
        {
            Context.Unwatch(_coordinator);
            _coordinator = Context.Watch(Sender);
        }
        Sender.Tell(new ParserOpened { Key = _key, Path = Serialization.SerializedActorPath(Self), Node = _node });
    }

    private void OnBatch(LineBatch batch)
    {
        var data = Join(batch);
        if (_parser is CommandParser command)
            Ask(command, batch, data.ToArray());
        else
            HandOn(batch, _parser!.Parse(data, _producer));
    }

    private void Ask(CommandParser command, LineBatch batch, byte[] data)
    {
        var (self, sender, questions) = (Self, Sender, command.Questions(data));
        Become(Asking);
        AskAsync().PipeTo(self, sender);

        async Task<object> AskAsync()
        {
            var process = _command ??= await Coprocess.StartAsync(command.Command, command.WorkingDirectory);
            return new Answered(batch, data, questions.Count == 0 ? [] : await process.AskAsync(questions, AnswerPatience));
        }
    }

    private void HandOn(LineBatch batch, LineParser.Parsed parsed)
    {
        var part = NewPart(batch);
        var bytes = 0;
        foreach (var row in parsed.Rows)
        {
            var size = row.CalculateSize() + 4;
            if (size > MaxPartBytes)
            {
                // No message may carry it: counted, as what gives no row.
                parsed.Unmatched++;
                continue;
            }
            bytes += size;
            if (bytes > MaxPartBytes && part.Rows.Count > 0)
            {
                part.More = true;
                _result.Tell(part);
                var next = NewPart(batch);
                next.Part = part.Part + 1;
                part = next;
                bytes = size;
            }
            part.Rows.Add(row);
        }
        part.Lines = parsed.Lines;
        part.Unmatched = parsed.Unmatched;
        part.Undecodable = parsed.Undecodable;
        part.Headers.Add(parsed.Headers);
        part.UnmatchedLines.Add(parsed.UnmatchedLines);
        part.Columns.Add(_parser!.Columns);
        part.End = batch.End;
        _result.Tell(part);
    }

    // A batch may end in the middle of a line that is longer than a batch: that beginning waits for the next one, and is kept for when that one is sent again.
    private ReadOnlySpan<byte> Join(LineBatch batch)
    {
        var data = batch.Data.Span;
        if (!_beginnings.TryGetValue(batch.Rank, out var beginnings))
            _beginnings[batch.Rank] = beginnings = new Queue<(long, byte[])>();
        foreach (var (number, bytes) in beginnings)
        {
            if (number == batch.Number - 1)
                data = (byte[])[.. bytes, .. data];
        }
        if (!batch.SplitLine || batch.End)
            return data;
        var whole = data.LastIndexOf((byte)'\n') + 1;
        if (beginnings.All(b => b.Number != batch.Number))
            beginnings.Enqueue((batch.Number, data[whole..].ToArray()));
        if (beginnings.Count > MaxBeginnings)
            beginnings.Dequeue();
        return data[..whole];
    }

    private RowBatch NewPart(LineBatch batch) => new()
    {
        Key = _key,
        Rank = batch.Rank,
        Number = batch.Number,
        RankHost = Serialization.SerializedActorPath(Sender),
    };
}
