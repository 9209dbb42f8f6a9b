using Akka.Actor;
using Akka.Event;
using Akka.Serialization;
using Muster.Actors.Store;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// The consumer of one run's rows, and the only writer of its file. A batch is stored with its cursor in one frame, then the rank host is told: what it
/// kept it may drop. Followers read by cursor.
/// </summary>
public sealed class RunResult : ReceiveActor, IWithTimers
{
    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxWaitMs = 30_000;
    // Short: each holds an open file, and thousands of runs may end within seconds.
    private static readonly TimeSpan IdleAfterEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly IRowStore _store;
    private readonly long _run;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly LinkedList<Waiting> _waiting = [];
    private readonly Dictionary<int, RowBatch> _parts = [];
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly IReadOnlyList<string> _columns;
    private IRunRows? _file;
    private IActorRef? _coordinator;
    private RunKey _key = new();
    private int _producer;
    private long _epoch;
    private bool _waits;
    private bool _complete;
    private bool _closed;
    private string _fault = "";
    private long _reportedRows = -1;

    private sealed record Waiting(FollowRows Request, IActorRef Follower);

    private sealed record GiveUpWaiting(LinkedListNode<Waiting> Node);

    private sealed record ReportProgress
    {
        public static readonly ReportProgress Instance = new();
    }

    /// <summary>How to create it.</summary>
    /// <param name="store">Where rows are kept.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="open">Who the rows are for; null when the run is over: the file is only read.</param>
    public static Props Props(IRowStore store, long run, OpenResult? open) =>
        Akka.Actor.Props.Create(() => new RunResult(store, run, open));

    /// <summary>Creates it.</summary>
    public RunResult(IRowStore store, long run, OpenResult? open)
    {
        (_store, _run, _complete) = (store, run, open is null);
        (_parameters, _columns) = (open?.Parameters ?? [], open?.Columns ?? []);
        Receive<OpenResult>(OnOpen);
        Receive<RowBatch>(OnBatch);
        Receive<FollowRows>(OnFollow);
        Receive<GetUnmatched>(OnGetUnmatched);
        Receive<GiveUpWaiting>(OnGiveUpWaiting);
        Receive<ReportProgress>(_ => Report());
        Receive<CloseResult>(OnClose);
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        try
        {
            if (_complete && !_store.Exists(_run))
            {
                BecomeStacked(WithoutRows);
                return;
            }
            _file = _complete ? _store.OpenRead(_run) : OpenOwn(_parameters, _columns);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _log.StoreFailed(e, _run);
            _waits = e is not InvalidDataException;
            _fault = $"The rows of run {_run} have no place: {e.Message}";
            Become(Faulted);
            return;
        }
        if (_file.BytesCut > 0)
            _log.RowsCut(_run, _file.BytesCut);
        if (_complete)
            Context.SetReceiveTimeout(IdleAfterEnd);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (_file is null)
            return;
        foreach (var waiting in _waiting)
            Answer(waiting);
        _file.Dispose();
    }

    // The run ended before there was anything to store.
    private void WithoutRows()
    {
        Context.SetReceiveTimeout(IdleAfterEnd);
        Receive<OpenResult>(open =>
        {
            UnbecomeStacked();
            OnOpen(open);
        });
        Receive<FollowRows>(follow =>
        {
            var none = new Rows { Run = _run, First = 1, Next = 1, Complete = !follow.Running };
            if (none.Complete)
                Sender.Tell(none);
            else
                Context.System.Scheduler.ScheduleTellOnce(SoonAgain(follow), Sender, none, Self);
        });
        Receive<GetUnmatched>(_ => Sender.Tell(new Unmatched { Run = _run, Next = 1 }));
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
        ReceiveAny(_ => { });
    }

    // Without a file whoever asks is told why; the next to ask may find more room.
    private void Faulted()
    {
        Context.SetReceiveTimeout(IdleAfterEnd);
        Receive<OpenResult>(open =>
        {
            Sender.Tell(new StoreFailed { Key = open.Key, Reason = _fault, Waiting = _waits });
            Context.Stop(Self);
        });
        Receive<FollowRows>(_ => Sender.Tell(new RequestRefused { Code = RefusalCode.StoreFailed, Reason = _fault }));
        Receive<GetUnmatched>(_ => Sender.Tell(new RequestRefused { Code = RefusalCode.StoreFailed, Reason = _fault }));
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
        ReceiveAny(_ => { });
    }

    private void OnOpen(OpenResult open)
    {
        if (open.Epoch < _epoch || open.Key.Attempt < _key.Attempt)
            return;
        (_coordinator, _epoch, _key, _producer, _complete, _closed) = (Sender, open.Epoch, open.Key, open.Producer, false, false);
        Context.SetReceiveTimeout(null);
        if (!TryStore(() => EnsureOwn(open)))
            return;
        if (!TryStore(() => _file!.Begin(open.Key.Attempt, Context.NowMicros())))
            return;
        _reportedRows = -1;
        _parts.Clear();
        AnswerFollowers();
        Sender.Tell(new ResultOpened { Key = open.Key, Result = Serialization.SerializedActorPath(Self) });
        // For a coordinator that took over, or after this actor did: what is stored already.
        if (_file!.Lines > 0 || _file.Cursors.HasEnded(0))
            Report();
    }

    // What another actor took over meanwhile, and what was opened for reading, is taken over in turn: the latest order of the coordinator counts.
    private void EnsureOwn(OpenResult open)
    {
        if (_file is { IsMineForSure: true })
            return;
        _file?.Dispose();
        _file = OpenOwn(open.Parameters, open.Columns);
    }

    private IRunRows OpenOwn(IReadOnlyList<Parameter> parameters, IReadOnlyList<string> columns) => _store.Open(_run, Context.NowMicros(), parameters, columns);

    private void OnBatch(RowBatch batch)
    {
        if (Assemble(batch) is not { } whole)
            return;
        if (!batch.Key.Equals(_key) || _complete)
            return;
        var (verdict, lost) = (BatchVerdict.Superseded, false);
        if (!TryStore(() => (verdict, lost) = (_file!.Append(whole, Context.NowMicros()), _file.IsSuperseded)))
            return;
        if (verdict == BatchVerdict.Gap)
            _log.BatchGap(_run, whole.Rank, whole.Number, _file!.Cursors.Last(whole.Rank) + 1);
        if (verdict == BatchVerdict.Superseded && !lost)
            return;
        if (lost)
        {
            _log.ResultSuperseded(_run);
            Context.Stop(Self);
            return;
        }
        // Told for duplicates and gaps too: the cursor is what the rank host goes on from.
        Context.Resolve(whole.RankHost).Tell(new Stored { Key = whole.Key, Rank = whole.Rank, Number = _file!.Cursors.Last(whole.Rank) });
        if (verdict != BatchVerdict.Store)
            return;
        if (whole.End || _reportedRows <= 0)
            Report();
        else if (!Timers.IsTimerActive(ReportProgress.Instance))
            Timers.StartSingleTimer(ReportProgress.Instance, ReportProgress.Instance, ProgressInterval);
        AnswerFollowers();
    }

    private bool TryStore(Action store)
    {
        try
        {
            store();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.StoreFailed(e, _run);
            // Nothing was acknowledged: the rank host keeps it and sends it again, until it is stored or the run is given up.
            _coordinator?.Tell(new StoreFailed { Key = _key, Waiting = true, Reason = $"Rows of run {_run} cannot be stored: {e.Message} They wait; make room in the run directory or make it writable." });
            return false;
        }
    }

    // A batch in parts is stored as a whole or not at all; a part that is out of order makes the rank host send the batch again.
    private RowBatch? Assemble(RowBatch batch)
    {
        if (batch.Part == 0 && !batch.More)
        {
            _parts.Remove(batch.Rank);
            return batch;
        }
        if (batch.Part == 0)
        {
            _parts[batch.Rank] = batch.Clone();
            return null;
        }
        if (!_parts.TryGetValue(batch.Rank, out var begun) || begun.Number != batch.Number || !begun.Key.Equals(batch.Key) || begun.Part + 1 != batch.Part)
        {
            _parts.Remove(batch.Rank);
            return null;
        }
        begun.Rows.Add(batch.Rows);
        begun.Part = batch.Part;
        if (batch.More)
            return null;
        _parts.Remove(batch.Rank);
        begun.Headers.Add(batch.Headers);
        begun.UnmatchedLines.Add(batch.UnmatchedLines);
        begun.Columns.Add(batch.Columns);
        (begun.Lines, begun.Unmatched, begun.Undecodable, begun.End) = (batch.Lines, batch.Unmatched, batch.Undecodable, batch.End);
        return begun;
    }

    private void Report()
    {
        _reportedRows = _file!.Rows;
        _coordinator?.Tell(new RowsStored
        {
            Key = _key,
            Rows = _file.Rows,
            Lines = _file.Lines,
            Unmatched = _file.Unmatched,
            Undecodable = _file.Undecodable,
            End = _file.Cursors.HasEnded(0),
            Headers = { _file.Headers },
            Columns = { _file.Columns },
            Cursors = { _file.Cursors.All },
            Segments = { _file.Segments },
        });
    }

    private void OnGetUnmatched(GetUnmatched get) => TryRead(() =>
    {
        var from = Math.Max(1, get.From);
        var answer = new Unmatched { Run = _run, Kept = _file!.UnmatchedKept, Total = _file.Unmatched };
        answer.Lines.Add(_file.ReadUnmatched(from, MaxAnswerBytes));
        answer.Next = from + answer.Lines.Count;
        Sender.Tell(answer);
    });

    // Who gets no answer asks again, from the same cursor.
    private void TryRead(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.ReadFailed(e, _run);
        }
    }

    private void OnFollow(FollowRows follow)
    {
        var waiting = new Waiting(follow, Sender);
        var wait = _complete ? SoonAgain(follow) : TimeSpan.FromMilliseconds(Math.Clamp(follow.WaitMs, 0, MaxWaitMs));
        if (wait == TimeSpan.Zero || HasNewsFor(follow))
        {
            Answer(waiting);
            return;
        }
        var node = _waiting.AddLast(waiting);
        Timers.StartSingleTimer(node, new GiveUpWaiting(node), wait);
    }

    private void OnGiveUpWaiting(GiveUpWaiting giveUp)
    {
        if (giveUp.Node.List is null)
            return;
        _waiting.Remove(giveUp.Node);
        Answer(giveUp.Node.Value);
    }

    private void OnClose(CloseResult close)
    {
        if (!close.Key.Equals(_key) || close.Epoch < _epoch)
            return;
        (_complete, _closed) = (true, true);
        TryStore(_file!.Flush);
        AnswerFollowers();
        Context.SetReceiveTimeout(IdleAfterEnd);
    }

    private void AnswerFollowers()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (HasNewsFor(node.Value.Request))
            {
                _waiting.Remove(node);
                Timers.Cancel(node);
                Answer(node.Value);
            }
            node = next;
        }
    }

    private bool HasNewsFor(FollowRows follow) => IsOverFor(follow) || FirstFor(follow) <= _file!.Rows;

    // Opened for reading while the run goes on (its actor was lost, and comes again): more rows will follow these.
    private bool IsOverFor(FollowRows follow) => _complete && (_closed || !follow.Running);

    private static TimeSpan SoonAgain(FollowRows follow) => TimeSpan.FromMilliseconds(Math.Clamp(follow.WaitMs, 0, Coordinator.NotStartedPollMs));

    // A cursor into another attempt's rows means nothing here: that follower begins anew.
    private long FirstFor(FollowRows follow) =>
        follow.Attempt != 0 && follow.Attempt != _file!.Cursors.Attempt ? 1 : Math.Max(1, follow.From);

    private void Answer(Waiting waiting) => TryRead(() =>
    {
        var from = FirstFor(waiting.Request);
        var max = waiting.Request.Max > 0 ? waiting.Request.Max : int.MaxValue;
        var answer = new Rows { Run = _run, Producer = _producer, Attempt = _file!.Cursors.Attempt, First = from };
        answer.Parameters.Add(_file.Parameters);
        answer.Parameters.Add(_file.Headers.Where(h => _file.Parameters.All(p => p.Name != h.Name)));
        answer.Columns.Add(_file.Columns);
        answer.Rows_.Add(_file.Read(from, max, MaxAnswerBytes));
        answer.Next = from + answer.Rows_.Count;
        answer.Complete = IsOverFor(waiting.Request) && answer.Next > _file.Rows;
        if (answer.Rows_.Count > 0)
            answer.Producer = answer.Rows_[0].Producer;
        waiting.Follower.Tell(answer);
    });
}
