using System.Diagnostics.Metrics;
using System.Globalization;
using Akka.Actor;
using Akka.Remote;
using Petabridge.Cmd.Host;

namespace Petabridge.Cmd.Remote;

/// <summary>The palette remote.</summary>
public sealed class RemoteCommands : CommandPaletteHandler
{
    internal static readonly CommandPalette RemotePalette = new("remote",
    [
        new CommandDefinitionBuilder().WithName("associations").WithDescription("Every node this one talks to: state, bytes, messages, queue, last error.").Build(),
    ]);

    private IActorRef _history = ActorRefs.Nobody;

    public RemoteCommands()
        : base(RemotePalette)
    {
    }

    public override Props HandlerProps => Props.Create(() => new Handler(_history));

    public override void OnRegister(PetabridgeCmd plugin) => _history = plugin.Sys.ActorOf(Props.Create(() => new History()), "remote-connection-history");

    private sealed record GetAssociations;

    private sealed class Handler : CommandHandlerActor
    {
        public Handler(IActorRef history)
            : base(RemotePalette) => Process("associations", _ => history.Forward(new GetAssociations()));
    }

    /// <summary>What is known of one association from the events that remoting publishes.</summary>
    private sealed class Entry
    {
        public string State = "";
        public DateTimeOffset Since;
        public string LastError = "";
    }

    /// <summary>Remembers what became of every association. Counts come from the meter Akka.Remote, which the embedded engine feeds; without it they are '-'.</summary>
    private sealed class History : ReceiveActor
    {
        private const int Most = 2048;

        private readonly SortedDictionary<string, Entry> _associations = new(StringComparer.Ordinal);

        public History()
        {
            Receive<AssociatedEvent>(e => Set(e.RemoteAddress, "associated", null));
            Receive<DisassociatedEvent>(e => Set(e.RemoteAddress, "disassociated", null));
            Receive<AssociationErrorEvent>(e => Set(e.RemoteAddress, "failed", e.Cause.Message));
            Receive<QuarantinedEvent>(e => Set(e.Address, "quarantined", null));
            Receive<RemotingLifecycleEvent>(_ => { });
            Receive<GetAssociations>(_ => Sender.Tell(new CommandResponse(Text())));
        }

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(RemotingLifecycleEvent));

        protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

        private void Set(Address remote, string state, string error)
        {
            var key = remote.ToString();
            if (!_associations.TryGetValue(key, out var entry))
            {
                if (_associations.Count >= Most)
                    return;
                _associations[key] = entry = new Entry();
            }
            (entry.State, entry.Since) = (state, Context.System.Scheduler.Now);
            if (error is not null)
                entry.LastError = error;
        }

        private string Text()
        {
            var counts = Measure(((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString());
            var lines = _associations.Select(a => string.Create(
                CultureInfo.InvariantCulture,
                $"{a.Key} | {a.Value.State} | since {a.Value.Since.UtcDateTime:HH:mm:ss} | sent {Of(counts, a.Key, "messages.sent")} messages {Of(counts, a.Key, "bytes.sent")} bytes | received {Of(counts, a.Key, "messages.received")} messages {Of(counts, a.Key, "bytes.received")} bytes | queue {Of(counts, a.Key, "queue")} | {a.Value.LastError}"));
            return string.Join('\n', lines.Append($"Count: {_associations.Count} associations"));
        }

        private static string Of(Dictionary<(string Remote, string What), long> counts, string remote, string what) =>
            counts.TryGetValue((remote, what), out var value) ? value.ToString(CultureInfo.InvariantCulture) : "-";

        private static Dictionary<(string Remote, string What), long> Measure(string self)
        {
            var counts = new Dictionary<(string, string), long>();
            using var listener = new MeterListener();
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Akka.Remote")
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                string from = null, remote = null;
                foreach (var tag in tags)
                {
                    if (tag.Key == "system")
                        from = tag.Value as string;
                    else if (tag.Key == "remote")
                        remote = tag.Value as string;
                }
                if (from == self && remote is not null)
                    counts[(remote, instrument.Name)] = value;
            });
            listener.Start();
            listener.RecordObservableInstruments();
            return counts;
        }
    }
}
