using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;

namespace Akka.Remote.Associations;

/// <summary>
/// The remoting of one actor system: its associations by address, and the way from messages to frames and back. Bytes are the business of
/// the link transport, order and trust that of <see cref="Association"/>.
/// </summary>
internal sealed partial class Remoting : RemoteTransport, ILinkEvents
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly ICancelable _tick;
    private Address _address;
    private volatile bool _shutdown;

    public Remoting(ExtendedActorSystem system, RemoteActorRefProvider provider, ILinkTransport links, int maximumFrameSize)
        : base(system, provider)
    {
        Links = links;
        MaximumFrameSize = maximumFrameSize;
        Settings = provider.RemoteSettings;
        Log = Logging.GetLogger(system, "remoting");
        logRemoteLifeCycleEvents = !string.Equals(Settings.RemoteLifecycleEventsLogLevel, "OFF", StringComparison.OrdinalIgnoreCase);
        UseUntrustedMode = Settings.UntrustedMode;
        var protocol = new AkkaProtocolSettings(Settings.Config);
        HeartbeatInterval = (long)protocol.TransportHeartBeatInterval.TotalMilliseconds;
        SilenceLimit = HeartbeatInterval + (long)protocol.TransportFailureDetectorConfig
            .GetTimeSpan("acceptable-heartbeat-pause", TimeSpan.FromSeconds(120)).TotalMilliseconds;
        HandshakeTimeout = (long)protocol.HandshakeTimeout.TotalMilliseconds;
        _tick = new Cancelable(system.Scheduler.Advanced);
        _kindOf = Kind;
        Workers = new LaneWorkers(system.Name);
    }

    public ILinkTransport Links { get; }
    public LaneWorkers Workers { get; }
    public RemoteSettings Settings { get; }
    public int MaximumFrameSize { get; }
    public long HeartbeatInterval { get; }
    public long SilenceLimit { get; }
    public long HandshakeTimeout { get; }
    public bool IsShutdown => _shutdown;

    /// <summary>Scheduler time in milliseconds.</summary>
    public long Now => (long)System.Scheduler.MonotonicClock.TotalMilliseconds;

    public override ISet<Address> Addresses => new HashSet<Address> { _address };

    public override Address DefaultAddress => _address;

    public IEnumerable<Association> Associations => _associations.Values;

    public override void Start()
    {
        _address = Links.Listen(this);
        _uid = AddressUidExtension.Uid(System);
        var parsed = new RootActorPath(_address).ToString();
        _localPrefix = global::System.Text.Encoding.UTF8.GetBytes(parsed.TrimEnd('/'));
    }

    /// <summary>Called once the provider can resolve actors.</summary>
    public void Begin()
    {
        System.Scheduler.Advanced.ScheduleRepeatedly(TickInterval, TickInterval, OnTick, _tick);
        AssociationMeter.Add(this);
        Publish(new RemotingListenEvent([_address]));
    }

    public override async Task Shutdown()
    {
        if (_shutdown)
            return;
        _shutdown = true;
        _tick.Cancel();
        AssociationMeter.Remove(this);
        await Flush().ConfigureAwait(false);
        foreach (var association in _associations.Values)
            association.Shutdown();
        Links.Close(null, true);
        await Links.Closed.ConfigureAwait(false);
        Publish(new RemotingShutdownEvent());
    }

    /// <summary>Gives what waits for its turn flush-wait-on-shutdown to get it.</summary>
    private Task Flush()
    {
        if (IsFlushed)
            return Task.CompletedTask;
        var done = new TaskCompletionSource();
        AwaitFlush(done, Now + (long)Settings.FlushWait.TotalMilliseconds);
        return done.Task;
    }

    private void AwaitFlush(TaskCompletionSource done, long deadline)
    {
        if (IsFlushed)
        {
            done.TrySetResult();
            return;
        }
        if (Now >= deadline)
        {
            Log.Warning(
                "This system ends with messages to others unsent: {0} (akka.remote.flush-wait-on-shutdown = {1}).",
                string.Join(", ", _associations.Values.Where(a => !a.IsFlushed).Select(a => $"{a.QueueDepth} to {a.Remote}")), Settings.FlushWait);
            done.TrySetResult();
            return;
        }
        try
        {
            System.Scheduler.Advanced.ScheduleOnce(FlushPoll, () => AwaitFlush(done, deadline));
        }
        catch (SchedulerException)
        {
            // The system is being torn down without its hooks: there is nothing to wait with.
            done.TrySetResult();
        }
    }

    private bool IsFlushed => _associations.Values.All(a => a.IsFlushed);

    private static readonly TimeSpan FlushPoll = TimeSpan.FromMilliseconds(10);

    public override void Send(object message, IActorRef sender, RemoteActorRef recipient) =>
        recipient.Association(this).Send(message, sender, recipient);

    public override void Quarantine(Address address, int? uid) =>
        AssociationWith(address).Quarantine(uid, "the remote system was taken for dead or was removed from the cluster");

    public override Address LocalAddressForRemote(Address remote) => _address;

    public override Task<bool> ManagementCommand(object cmd) => ManagementCommand(cmd, CancellationToken.None);

    /// <summary>Commands are for transport adapters; none is configured here.</summary>
    public override Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken) => Task.FromResult(false);

    public Association AssociationWith(Address address)
    {
        if (_associations.TryGetValue(address, out var association))
            return association;
        return _associations.GetOrAdd(address, static (remote, remoting) => new Association(remoting, remote), this);
    }

    public void After(TimeSpan delay, Action action)
    {
        if (_shutdown)
            return;
        try
        {
            System.Scheduler.Advanced.ScheduleOnce(delay, action);
        }
        catch (SchedulerException) when (_shutdown || System.WhenTerminated.IsCompleted)
        {
            // The system ended in between; what was to be done later concerned its links.
        }
    }

    /// <summary>Tells the world what an association decided under its lock.</summary>
    public void Settle(Association association, Aftermath aftermath)
    {
        if (aftermath.Lost != null)
        {
            Interlocked.Add(ref association.Stats.Lost, aftermath.Lost.Count);
            var deadLetters = System.DeadLetters;
            foreach (var lost in aftermath.Lost)
                deadLetters.Tell(new DeadLetter(lost.Message, lost.Sender ?? deadLetters, lost.Recipient), lost.Sender);
        }
        if (aftermath.Events != null)
            foreach (var e in aftermath.Events)
                Publish(e);
    }

    private void OnTick()
    {
        var now = Now;
        foreach (var (address, association) in _associations)
        {
            association.OnTick(now);
            if (association.TryForget(now, ForgetAfter))
                _associations.TryRemove(new KeyValuePair<Address, Association>(address, association));
        }
        ExpireHandshakes(now);
    }

    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1);

    private void Publish(RemotingLifecycleEvent e)
    {
        System.EventStream.Publish(e);
        // A quarantine is logged with its reason by the association.
        if (!logRemoteLifeCycleEvents || e is QuarantinedEvent)
            return;
        // An error is logged with the words of its cause, once; the stack of a refused connection tells nobody anything.
        var level = e.LogLevel();
        Log.Log(level, null, e.ToString());
    }
}
