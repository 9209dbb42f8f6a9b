using Akka.Actor;
using Akka.Cluster.Routing;
using Akka.Event;
using Akka.Routing;
using Muster.Actors.Logs.Records;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Forwarding;

/// <summary>
/// Brings a host's records to the log store: finds an aggregator by the round-robin router and keeps to it, so that they stay in order; keeps what is not stored, in memory and then on disk,
/// and sends it again when nobody says that it is stored.
/// </summary>
internal sealed class LogForwarder : ReceiveActor, IWithTimers
{
    private const int MaxBatchBytes = 48 * 1024;
    private const int MaxAggregators = 1024;
    private const long MaxMemory = 4 * 1024 * 1024;
    private const long Window = 512 * 1024;
    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(250);
    private static readonly long PatienceUs = (long)TimeSpan.FromSeconds(3).TotalMicroseconds;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly LogBatchWriter _writer = new();
    private readonly LogFeed _feed;
    private readonly Outbox _outbox;
    private readonly string _host;
    private readonly string _spool;
    private readonly IActorRef? _given;
    private string _source = "";
    private IActorRef _router = ActorRefs.Nobody;
    private IActorRef? _aggregator;
    private long _askedUs;
    private long _heardUs;
    private long _waitUntilUs;
    private long _number;
    private long _droppedTold;
    private bool _spoolTold;
    private bool _again;

    public LogForwarder(string host, LogFeed feed, string spool, long maxSpool, IActorRef? aggregators)
    {
        (_host, _feed, _spool, _given) = (host, feed, spool, aggregators);
        _outbox = new Outbox(new BatchSpool(spool, maxSpool), MaxMemory, Window);
        Receive<Tick>(_ => Drain());
        Receive<LogSourceOpened>(o => o.Source == _source && _aggregator is null, _ => Use(Sender));
        Receive<LogSourceOpened>(_ => { });
        Receive<LogsStored>(stored => stored.Source == _source, Stored);
        Receive<LogsRefused>(refused => refused.Source == _source, Refused);
        Receive<Terminated>(gone => gone.ActorRef.Equals(_aggregator), _ => Leave());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The forwarder of a host.</summary>
    /// <param name="host">Its name: the source of its records.</param>
    /// <param name="feed">Where they wait.</param>
    /// <param name="spool">The file for those that find no place in memory.</param>
    /// <param name="maxSpool">Its bound in bytes.</param>
    /// <param name="aggregators">Instead of the router over the cluster's.</param>
    public static Props Props(string host, LogFeed feed, string spool, long maxSpool, IActorRef? aggregators = null) =>
        Akka.Actor.Props.Create(() => new LogForwarder(host, feed, spool, maxSpool, aggregators));

    protected override void PreStart()
    {
        // Another number at each start: a host that was killed and started again is another source.
        _source = $"forwarder/{_host}/{Context.NowMicros()}";
        _router = _given ?? Context.ActorOf(
            new ClusterRouterGroup(
                new RoundRobinGroup(WellKnown.LogAggregator),
                new ClusterRouterGroupSettings(MaxAggregators, [WellKnown.LogAggregator], allowLocalRoutees: true, WellKnown.SeedRole)).Props(),
            "aggregators");
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, DrainInterval);
    }

    protected override void PostStop() => _outbox.Dispose();

    private void Drain()
    {
        while (_feed.TryTake(out var logEvent))
        {
            EventRows.Write(_writer, logEvent, _host);
            if (_writer.Bytes >= MaxBatchBytes)
                Pack();
        }
        if (_writer.Count > 0)
            Pack();
        TellDrops();
        Send();
    }

    private void Pack()
    {
        if (_outbox.Add(_writer.Take(_source, _number + 1, Context.NowMicros())))
            _number++;
        if (_outbox.Spooled > 0 && !_spoolTold)
        {
            _spoolTold = true;
            _log.Spooling(_spool);
        }
    }

    private void Send()
    {
        var nowUs = Context.NowMicros();
        if (_outbox.Count == 0 || nowUs < _waitUntilUs)
            return;
        if (_aggregator is null)
        {
            if (nowUs - _askedUs > PatienceUs / 6)
            {
                _askedUs = nowUs;
                _router.Tell(new OpenLogSource { Source = _source });
            }
            return;
        }
        if (_outbox.UnderWay == 0)
            _heardUs = nowUs;
        else if (nowUs - _heardUs > PatienceUs)
        {
            Leave();
            return;
        }
        if (_again)
        {
            _again = false;
            foreach (var batch in _outbox.Again)
                _aggregator.Tell(batch);
        }
        while (_outbox.Next() is { } batch)
            _aggregator.Tell(batch);
        _spoolTold &= _outbox.Spooled > 0;
    }

    private void Use(IActorRef aggregator)
    {
        _aggregator = Context.Watch(aggregator);
        _heardUs = Context.NowMicros();
        _again = true;
        Send();
    }

    // Another one is asked for, which sends all again that is not known to be stored.
    private void Leave()
    {
        if (_aggregator is not null)
            Context.Unwatch(_aggregator);
        _aggregator = null;
        _askedUs = 0;
    }

    private void Stored(LogsStored stored)
    {
        _heardUs = Context.NowMicros();
        _outbox.Stored(stored.Number);
        Send();
    }

    private void Refused(LogsRefused refused)
    {
        var nowUs = _heardUs = Context.NowMicros();
        if (nowUs < _waitUntilUs)
            return;
        _waitUntilUs = nowUs + Math.Clamp(refused.WaitMs, 100, 10_000) * 1000L;
        _again = true;
    }

    private void TellDrops()
    {
        var dropped = _feed.TakeDropped() + _outbox.Dropped - _droppedTold;
        if (dropped == 0)
            return;
        _droppedTold = _outbox.Dropped;
        _log.Dropped(dropped, $"the log store took none for long, and {_spool} is full");
    }

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }
}
