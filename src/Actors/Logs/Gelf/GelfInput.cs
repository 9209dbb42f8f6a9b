using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Gelf;

/// <summary>
/// One input: owns its sockets, numbers what they bring and keeps it until the store says that it has it. When too much waits, its connections are read no more until there is room.
/// </summary>
internal sealed class GelfInput : ReceiveActor, IWithTimers
{
    private const long CloseBytes = 8 * 1024 * 1024;
    private const long OpenBytes = 4 * 1024 * 1024;
    private const long BudgetBytes = 64 * 1024 * 1024;
    private const int MostWaitMs = 10_000;

    // How long a record may wait for company.
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly GelfInputSettings _settings;
    private readonly IActorRef _aggregator;
    private readonly GelfFeed _feed;
    // By source: the input's own, and one for each client of ours.
    private readonly Dictionary<string, Outbox> _outboxes = [];
    private readonly IGelfReader? _reader;
    private readonly string _fault;
    private readonly int _port;
    private IActorRef? _drainer;
    private bool _drained;
    private string _refusal = "";

    /// <summary>Use <see cref="Props"/>.</summary>
    public GelfInput(GelfInputSettings input, GelfSettings settings, IActorRef aggregator)
    {
        _settings = input;
        _aggregator = aggregator;
        var self = Self;
        var started = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var source = $"gelf/{Self.Path.Name}/{Environment.MachineName}-{Environment.ProcessId}-{started:x}";
        _outboxes.Add(source, new Outbox(aggregator, self));
        _feed = new GelfFeed(source, TimeProvider.System, batch => self.Tell(batch), () => self.Tell(Soon.Instance));
        (_reader, _port, _fault) = Open(input, settings, new FrameBudget(BudgetBytes));
        if (_fault.Length > 0)
            _log.ListensElsewhere(input, _fault);
        else
            _log.Listens(input, _port);
        Receive<Soon>(_ => Timers.StartSingleTimer(nameof(Soon), Flush.Instance, BatchTime));
        Receive<Flush>(_ => FlushFeed());
        Receive<LogRecords>(batch => Send(_outboxes[source], batch));
        Receive<ClientBatch>(OnClientBatch);
        Receive<ClientGone>(gone => Forget(gone.Link));
        Receive<LogsStored>(OnStored);
        Receive<LogsRefused>(OnRefused);
        Receive<Look>(_ => OnLook());
        Receive<Again>(again => FindOutbox(again.Source)?.Again(again.Number, Now));
        Receive<GetGelfInputs>(_ => Sender.Tell(new GelfInputState(_settings, _port, _fault, _feed.Snapshot(), _reader?.Connections ?? 0)));
        Receive<DrainGelf>(OnDrain);
        Receive<ReaderDrained>(_ =>
        {
            FlushFeed();
            // Behind the batch that this may have made.
            Self.Tell(Flushed.Instance);
        });
        Receive<Flushed>(_ =>
        {
            _drained = true;
            EndWhenStored();
        });
        Receive<GiveUp>(_ => End());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(GelfInputSettings input, GelfSettings settings, IActorRef aggregator) => Akka.Actor.Props.Create(() => new GelfInput(input, settings, aggregator));

    /// <inheritdoc />
    protected override void PostStop()
    {
        _feed.Gate.Open();
        _ = _reader?.DisposeAsync().AsTask();
    }

    // A port that cannot be had at all leaves the other inputs alone.
    private (IGelfReader? Reader, int Port, string Fault) Open(GelfInputSettings input, GelfSettings settings, FrameBudget budget)
    {
        Listening listening;
        try
        {
            listening = Listening.Open(input.Transport == GelfTransport.Udp ? ProtocolType.Udp : ProtocolType.Tcp, settings.Bind, input.Port, settings.TakenOver.Contains(input.Port));
        }
        catch (SocketException e)
        {
            return (null, 0, $"it cannot listen on {settings.Bind}:{input.Port}: {e.Message}");
        }

        var (log, self) = (_log, Self);
        void Warn(string what) => log.Trouble(what);
        var frames = new FrameServer(_feed, budget, batch => self.Tell(batch), gone => self.Tell(gone));
        IGelfReader reader = input.Transport switch
        {
            GelfTransport.Udp => new UdpReader(listening.Socket, input.Name, _feed, Warn),
            GelfTransport.Http => new TcpReader(listening.Socket, input.Name, null, new HttpServer(_feed, budget).ServeAsync, Warn),
            GelfTransport.Tls => new TcpReader(listening.Socket, input.Name, settings.Certificate, frames.ServeAsync, Warn),
            _ => new TcpReader(listening.Socket, input.Name, null, frames.ServeAsync, Warn),
        };
        return (reader, listening.Port, listening.Fault);
    }

    private static TimeSpan Now => TimeSpan.FromMilliseconds(Environment.TickCount64);

    private void FlushFeed()
    {
        lock (_feed.Turn)
            _feed.Flush();
    }

    private void OnClientBatch(ClientBatch batch)
    {
        // A client that comes again before its old connection is known to be gone goes on on the new one.
        if (FindOutbox(batch.Link.Source) is not { } outbox || outbox.Link != batch.Link)
            _outboxes[batch.Link.Source] = outbox = new Outbox(_aggregator, Self) { Link = batch.Link };
        Send(outbox, batch.Records);
    }

    // What the client was not told of, it sends again.
    private void Forget(ClientLink link)
    {
        if (FindOutbox(link.Source) is { } outbox && outbox.Link == link)
            _outboxes.Remove(link.Source);
        AfterStored();
    }

    private void Send(Outbox outbox, LogRecords batch)
    {
        outbox.Add(batch, Now);
        if (!Timers.IsTimerActive(nameof(Look)))
            Timers.StartPeriodicTimer(nameof(Look), Look.Instance, LookPeriod);
        if (Waiting > CloseBytes)
            _feed.Gate.Close();
    }

    private Outbox? FindOutbox(string source) => _outboxes.GetValueOrDefault(source);

    private long Waiting => _outboxes.Count == 1 ? _outboxes.Values.First().Bytes : _outboxes.Values.Sum(o => o.Bytes);

    private void OnStored(LogsStored stored)
    {
        if (FindOutbox(stored.Source) is not { } outbox)
            return;
        outbox.Stored(stored.Number, Now);
        _refusal = "";
        AfterStored();
    }

    private void AfterStored()
    {
        if (Waiting < OpenBytes)
            _feed.Gate.Open();
        if (_outboxes.Values.All(o => o.IsEmpty))
            Timers.Cancel(nameof(Look));
        EndWhenStored();
    }

    private void OnRefused(LogsRefused refused)
    {
        if (FindOutbox(refused.Source) is not { } outbox)
            return;
        if (_refusal != refused.Reason)
            _log.StoreRefuses(_settings, refused.Reason);
        _refusal = refused.Reason;
        if (outbox.Refuse(refused, Now))
            Timers.StartSingleTimer(refused.Source, new Again(refused.Source, refused.Expected), TimeSpan.FromMilliseconds(Math.Clamp(refused.WaitMs, 0, MostWaitMs)));
    }

    private void OnLook()
    {
        foreach (var outbox in _outboxes.Values.Where(o => o.IsOverdue(Now)))
        {
            _log.StoreSilent(_settings, outbox.Batches);
            outbox.Again(0, Now);
        }
    }

    private void OnDrain(DrainGelf drain)
    {
        if (_drainer is not null)
            return;
        _drainer = Sender;
        Timers.StartSingleTimer(nameof(GiveUp), GiveUp.Instance, drain.Patience + StorePatience);
        var (last, since) = (-1L, Now);
        bool IsSilent()
        {
            var counters = _feed.Snapshot();
            if (counters.Accepted + counters.Rejected is var count && count != last)
                (last, since) = (count, Now);
            return Now - since > Silence;
        }

        (_reader?.DrainAsync(IsSilent, drain.Patience) ?? Task.CompletedTask).PipeTo(Self, success: () => ReaderDrained.Instance, failure: _ => ReaderDrained.Instance);
    }

    private void EndWhenStored()
    {
        if (_drained && _drainer is not null && _outboxes.Values.All(o => o.IsEmpty))
            Self.Tell(GiveUp.Instance);
    }

    private void End()
    {
        _drainer?.Tell(new GelfDrained(_outboxes.Values.Sum(o => o.Records)));
        Context.Stop(Self);
    }

    private sealed record Soon
    {
        public static Soon Instance { get; } = new();
    }

    private sealed record Flush
    {
        public static Flush Instance { get; } = new();
    }

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record Again(string Source, long Number);

    private sealed record ReaderDrained
    {
        public static ReaderDrained Instance { get; } = new();
    }

    private sealed record Flushed
    {
        public static Flushed Instance { get; } = new();
    }

    private sealed record GiveUp
    {
        public static GiveUp Instance { get; } = new();
    }
}
