using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Muster.Actors.Logs.Records;
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
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private readonly GelfInputSettings _settings;
    private readonly IActorRef _aggregator;
    private readonly GelfFeed _feed;
    private readonly UnstoredBatches _unstored = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IGelfReader? _reader;
    private readonly string _fault;
    private readonly int _port;
    private TimeSpan _asked;
    private IActorRef? _drainer;
    private bool _drained;
    private bool _refused;
    private string _refusal = "";

    /// <summary>Use <see cref="Props"/>.</summary>
    public GelfInput(GelfInputSettings input, GelfSettings settings, IActorRef aggregator)
    {
        _settings = input;
        _aggregator = aggregator;
        var self = Self;
        var started = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        _feed = new GelfFeed($"gelf/{Self.Path.Name}/{Environment.MachineName}-{Environment.ProcessId}-{started:x}", TimeProvider.System, batch => self.Tell(batch), () => self.Tell(Soon.Instance));
        (_reader, _port, _fault) = Open(input, settings, new FrameBudget(BudgetBytes));
        if (_fault.Length > 0)
            _log.ListensElsewhere(input, _fault);
        else
            _log.Listens(input, _port);
        Receive<Soon>(_ => Timers.StartSingleTimer(nameof(Soon), Flush.Instance, BatchTime));
        Receive<Flush>(_ => FlushFeed());
        Receive<LogRecords>(OnBatch);
        Receive<LogsStored>(OnStored);
        Receive<LogsRefused>(OnRefused);
        Receive<Look>(_ => OnLook());
        Receive<Again>(again => SendFrom(again.Number));
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

        var log = _log;
        void Warn(string what) => log.Trouble(what);
        IGelfReader reader = input.Transport switch
        {
            GelfTransport.Udp => new UdpReader(listening.Socket, input.Name, _feed, Warn),
            GelfTransport.Http => new TcpReader(listening.Socket, input.Name, null, new HttpServer(_feed, budget).ServeAsync, Warn),
            GelfTransport.Tls => new TcpReader(listening.Socket, input.Name, settings.Certificate, TcpReader.Frames(_feed, budget), Warn),
            _ => new TcpReader(listening.Socket, input.Name, null, TcpReader.Frames(_feed, budget), Warn),
        };
        return (reader, listening.Port, listening.Fault);
    }

    private static TimeSpan Now => TimeSpan.FromMilliseconds(Environment.TickCount64);

    private void FlushFeed()
    {
        lock (_feed.Turn)
            _feed.Flush();
    }

    private void OnBatch(LogRecords batch)
    {
        _unstored.Add(batch);
        // While the store does not take any, it waits with the others.
        if (!_refused)
            _aggregator.Tell(batch);
        if (_unstored.Count == 1)
            _asked = Now;
        if (!Timers.IsTimerActive(nameof(Look)))
            Timers.StartPeriodicTimer(nameof(Look), Look.Instance, LookPeriod);
        if (_unstored.Bytes > CloseBytes)
            _feed.Gate.Close();
    }

    private void OnStored(LogsStored stored)
    {
        if (_unstored.Stored(stored.Number) == 0)
            return;
        _asked = Now;
        _refusal = "";
        if (_unstored.Bytes < OpenBytes)
            _feed.Gate.Open();
        if (_unstored.Count == 0)
            Timers.Cancel(nameof(Look));
        EndWhenStored();
    }

    private void OnRefused(LogsRefused refused)
    {
        if (_refusal != refused.Reason)
            _log.StoreRefuses(_settings, refused.Reason);
        _refusal = refused.Reason;
        _refused = true;
        _asked = Now;
        Timers.StartSingleTimer(nameof(Again), new Again(refused.Expected), TimeSpan.FromMilliseconds(Math.Clamp(refused.WaitMs, 0, MostWaitMs)));
    }

    private void OnLook()
    {
        if (_refused || _unstored.Count == 0 || Now - _asked <= AnswerPatience)
            return;
        _log.StoreSilent(_settings, _unstored.Count);
        SendFrom(0);
    }

    private void SendFrom(long number)
    {
        _refused = false;
        _asked = Now;
        foreach (var batch in _unstored.All.Where(b => b.Number >= number))
            _aggregator.Tell(batch);
    }

    private void OnDrain(DrainGelf drain)
    {
        if (_drainer is not null)
            return;
        _drainer = Sender;
        // A closed gate would hold back what was sent already.
        Timers.StartSingleTimer(nameof(GiveUp), GiveUp.Instance, drain.Patience + AnswerPatience);
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
        if (_drained && _unstored.Count == 0 && _drainer is not null)
            Self.Tell(GiveUp.Instance);
    }

    private void End()
    {
        _drainer?.Tell(new GelfDrained(_unstored.All.Sum(b => b.Count)));
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

    private sealed record Again(long Number);

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
