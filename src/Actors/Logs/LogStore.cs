using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Google.Protobuf;
using Muster.Actors.Logs.Keeping;
using Muster.Actors.Logs.Search;
using Muster.Actors.Logs.Streams;
using Muster.Actors.Workflow;
using Muster.Messages.Logs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Logs;

/// <summary>
/// The one log store of a cluster: takes batches, acknowledges each when it outlives the process, answers searches from what is there. It runs on threads of its own, because it
/// writes files; searches run beside it on what was stored when they came.
/// </summary>
internal sealed class LogStore : ReceiveActor, IWithTimers
{
    private const string Dispatcher = "muster.logs-dispatcher";
    private const int Searchers = 2;
    private const int MaxWaiting = 256;
    private static readonly TimeSpan TendInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OpenPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FollowPause = TimeSpan.FromMilliseconds(50);
    private const int FullWaitMs = 1000;
    private const long MaxWaitMs = 30_000;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _directory;
    private readonly LogBounds _bounds;
    private readonly List<Waiting> _waiting = [];
    private IActorRef _searchers = ActorRefs.Nobody;
    private LogBook? _book;
    private long? _refusingSinceUs;
    private long _removedTold;

    public LogStore(string directory, LogBounds bounds)
    {
        (_directory, _bounds) = (directory, bounds);
        Receive<LogRecords>(Take);
        Receive<SearchLogs>(s => Ask(s, s.WaitMs));
        Receive<CountLogs>(c => Ask(c, 0));
        Receive<TestRules>(test => Sender.Tell(RuleTest.Answer(test, StreamRules.Default)));
        Receive<LogSearcher.Nothing>(Wait);
        Receive<Tick>(_ => Tend());
        Receive<Wake>(_ => WakeWaiting());
        Receive<Reopen>(_ => Open());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string directory, LogBounds bounds) => Akka.Actor.Props.Create(() => new LogStore(directory, bounds)).WithDispatcher(Dispatcher);

    protected override void PreStart()
    {
        _searchers = Context.ActorOf(LogSearcher.Props().WithRouter(new RoundRobinPool(Searchers)).WithDispatcher(Dispatcher), "searchers");
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TendInterval);
        Open();
    }

    protected override void PostStop() => _book?.Dispose();

    private void Open()
    {
        try
        {
            _book = LogBook.Open(_directory, _bounds);
            _log.Opened(_directory, _book.Records, _book.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _log.StoreUnusable(e, _directory, OpenPause.TotalSeconds);
            Timers.StartSingleTimer(nameof(Reopen), Reopen.Instance, OpenPause);
        }
    }

    private void Take(LogRecords batch)
    {
        if (_book is null)
        {
            Sender.Tell(new LogsRefused { Source = batch.Source, Expected = batch.Number, WaitMs = FullWaitMs, Reason = "The log store is not open." });
            return;
        }
        // A source that was silent for long is not known any more; it has been told what was kept.
        var kept = Math.Max(_book.NumberOf(batch.Source), batch.Stored);
        if (batch.Number <= kept)
        {
            Sender.Tell(new LogsStored { Source = batch.Source, Number = kept });
            return;
        }
        if (batch.Number > kept + 1)
        {
            Sender.Tell(new LogsRefused { Source = batch.Source, Expected = kept + 1, Reason = $"Batch {kept + 1} is missing." });
            return;
        }
        Keep(batch);
    }

    private void Keep(LogRecords batch)
    {
        var book = _book!;
        var nowUs = Context.NowMicros();
        try
        {
            if (!book.Append(batch, nowUs))
            {
                Leave();
                return;
            }
            if (_refusingSinceUs is { } since)
            {
                _log.StoreGoesOn((nowUs - since) / 1e6);
                _refusingSinceUs = null;
            }
            Sender.Tell(new LogsStored { Source = batch.Source, Number = batch.Number });
        }
        catch (InvalidDataException e)
        {
            // It will not get better by being sent again, and what is behind it shall not wait for ever.
            _log.BadBatch(batch.Source, batch.Number, batch.Count, e.Message);
            book.Skip(batch, nowUs);
            Sender.Tell(new LogsStored { Source = batch.Source, Number = batch.Number });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_refusingSinceUs is null)
                _log.StoreRefuses(e.Message);
            _refusingSinceUs ??= nowUs;
            Sender.Tell(new LogsRefused { Source = batch.Source, Expected = batch.Number, WaitMs = FullWaitMs, Reason = e.Message });
        }
    }

    private void Ask(IMessage request, long waitMs)
    {
        if (_book is null)
        {
            Sender.Tell(new RequestRefused { Code = RefusalCode.NotAvailable, Reason = "The log store is not open." });
            return;
        }
        _searchers.Tell(new LogSearcher.Search(request, _book.View(), Sender, Context.NowMicros() + (Math.Clamp(waitMs, 0, MaxWaitMs) * 1000)));
    }

    private void Wait(LogSearcher.Nothing nothing)
    {
        if (_waiting.Count >= MaxWaiting)
        {
            nothing.Sender.Tell(nothing.Answer);
            return;
        }
        _waiting.Add(new Waiting(nothing.Request, nothing.Answer, nothing.Sender, nothing.UntilUs));
        // No timer runs while nobody waits.
        if (_waiting.Count == 1)
            Timers.StartSingleTimer(nameof(Wake), Wake.Instance, FollowPause);
    }

    // Those who wait look only at what came since.
    private void WakeWaiting()
    {
        if (_waiting.Count == 0 || _book is null)
            return;
        var nowUs = Context.NowMicros();
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        foreach (var one in waiting)
        {
            if (one.Answer.Next.Id < _book.LastSequence)
            {
                var request = one.Request.Clone();
                request.After = one.Answer.Next;
                _searchers.Tell(new LogSearcher.Search(request, _book.View(), one.Sender, one.UntilUs));
            }
            else if (nowUs >= one.UntilUs)
            {
                one.Sender.Tell(one.Answer);
            }
            else
            {
                _waiting.Add(one);
            }
        }
        if (_waiting.Count > 0)
            Timers.StartSingleTimer(nameof(Wake), Wake.Instance, FollowPause);
    }

    private void Tend()
    {
        if (_book is not { } book)
            return;
        try
        {
            if (book.IsSuperseded())
            {
                Leave();
                return;
            }
            book.Tend(Context.NowMicros());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.TendingFailed(e.Message);
        }
        if (book.Removed > _removedTold)
        {
            _log.Removed(book.Removed - _removedTold);
            _removedTold = book.Removed;
        }
    }

    private void Leave()
    {
        _log.StoreReplaced(_directory);
        Context.Stop(Self);
    }

    private sealed record Waiting(SearchLogs Request, LogHits Answer, IActorRef Sender, long UntilUs);

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed class Wake
    {
        public static readonly Wake Instance = new();
    }

    private sealed class Reopen
    {
        public static readonly Reopen Instance = new();
    }
}

/// <summary>Answers one question at a time from what was stored when it came.</summary>
internal sealed class LogSearcher : ReceiveActor
{
    public LogSearcher()
    {
        Receive<Search>(search =>
        {
            var now = Times.MomentOf(Context.NowMicros());
            var answer = search.Request switch
            {
                SearchLogs records => LogRequests.Answer(records, search.View, now),
                CountLogs count => LogRequests.Answer(count, search.View, now),
                _ => throw new InvalidOperationException($"{search.Request.Descriptor.Name} is no question to the log store."),
            };
            if (answer is LogHits { Hits.Count: 0 } nothing && search.Request is SearchLogs { Order: LogOrder.AsStored, WaitMs: > 0 } waiting && search.UntilUs > Context.NowMicros())
                Sender.Tell(new Nothing(waiting, nothing, search.Sender, search.UntilUs));
            else
                search.Sender.Tell(answer);
        });
    }

    public static Props Props() => Akka.Actor.Props.Create(() => new LogSearcher());

    /// <summary>A question with what it is asked of.</summary>
    public sealed record Search(IMessage Request, LogView View, IActorRef Sender, long UntilUs);

    /// <summary>There is nothing yet, and who asks wants to wait.</summary>
    public sealed record Nothing(SearchLogs Request, LogHits Answer, IActorRef Sender, long UntilUs);
}
