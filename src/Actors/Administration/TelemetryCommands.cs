using System.Globalization;
using Akka.Actor;
using Muster.Messages;
using Muster.Messages.Telemetry;
using Muster.Messages.Workflow;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Muster.Actors.Administration;

/// <summary>The palette telemetry: what nodes, devices and ranks are doing.</summary>
public sealed class TelemetryCommands : CommandPaletteHandler
{
    private static readonly CommandPalette TelemetryPalette = new("telemetry",
    [
        new CommandDefinitionBuilder().WithName("show").WithDescription("What every node is doing at the moment.").WithArgument(Node).Build(),
        new CommandDefinitionBuilder().WithName("tail").WithDescription("The same each second, until Ctrl-C.").WithArgument(Node).Build(),
    ]);

    /// <summary>Creates it.</summary>
    public TelemetryCommands()
        : base(TelemetryPalette)
    {
    }

    /// <inheritdoc/>
    public override Props HandlerProps => Props.Create(() => new Handler());

    private static void Node(CommandArgumentBuilder argument) =>
        argument.WithName("node").WithSwitch("-n").WithSwitch("--node").WithDescription("this node only; once for each").AllowMultiple(true);

    private static string Line(NodeSample sample) => string.Create(CultureInfo.InvariantCulture,
            $"{sample.Node} | load {sample.Load1:0.00} {sample.Load5:0.00} {sample.Load15:0.00} | cpu {sample.CpuPercent:0.0}% | memory {Mebibytes(sample.MemoryBytes - sample.MemoryAvailableBytes)} of {Mebibytes(sample.MemoryBytes)} MiB | disk {sample.DiskRead} B/s read {sample.DiskWritten} B/s written | net {sample.NetReceived} B/s received {sample.NetSent} B/s sent | {sample.Ranks.Count + sample.MoreRanks} ranks")
        + string.Concat(sample.Devices.Select(d => string.Create(CultureInfo.InvariantCulture, $" | gpu {d.Index} {d.UtilizationPercent:0.0}% {Mebibytes(d.MemoryUsedBytes)} of {Mebibytes(d.MemoryBytes)} MiB")));

    private static long Mebibytes(long bytes) => bytes >> 20;

    private sealed class Handler : CommandHandlerActor
    {
        public Handler()
            : base(TelemetryPalette)
        {
            Process("show", (_, arguments) => Watch(arguments, once: true));
            Process("tail", (_, arguments) => Watch(arguments, once: false));
        }

        private void Watch(CommandArguments arguments, bool once)
        {
            var (nodes, client) = (arguments.ArgumentValues("node").ToArray(), Sender);
            Context.ActorOf(Props.Create(() => new SampleWatch(nodes, once, client)));
        }
    }

    /// <summary>Watches nodes for a client: until each has told once, or as long as the client is there.</summary>
    private sealed class SampleWatch : ReceiveActor
    {
        private const int WaitMs = 1000;
        private const int ShortIntervalMs = 250;
        private const int LongIntervalMs = 1000;
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

        private readonly string[] _nodes;
        private readonly bool _once;
        private readonly IActorRef _client;
        private readonly string _session = $"pbm-{Guid.NewGuid():N}";
        private readonly SortedDictionary<string, NodeSample> _seen = new(StringComparer.Ordinal);
        private TelemetryPage _last = new();
        private IReadOnlyList<MonitorState> _monitors = [];

        public SampleWatch(string[] nodes, bool once, IActorRef client)
        {
            (_nodes, _once, _client) = (nodes, once, client);
            Receive<TelemetryPage>(OnPage);
            Receive<RequestRefused>(refused => End(new ErroredCommandResponse(refused.Reason)));
            Receive<ReceiveTimeout>(_ => End(new ErroredCommandResponse("The collector does not answer.")));
            Receive<Terminated>(_ => Context.Stop(Self));
        }

        protected override void PreStart()
        {
            Context.Watch(_client);
            Context.SetReceiveTimeout(Patience);
            AskMore();
        }

        protected override void PostStop() =>
            Context.ActorSelection(WellKnown.TelemetryService).Tell(new EndTelemetry { Session = _session }, ActorRefs.NoSender);

        private void AskMore()
        {
            var follow = new FollowTelemetry
            {
                Session = _session,
                Term = _last.Term,
                From = _last.Next,
                Monitors = _last.MonitorsVersion,
                WaitMs = WaitMs,
                IntervalMs = _once ? ShortIntervalMs : LongIntervalMs,
            };
            follow.Nodes.Add(_nodes);
            Context.ActorSelection(WellKnown.TelemetryService).Tell(follow);
        }

        private void OnPage(TelemetryPage page)
        {
            if (page.Monitors.Count > 0 || page.Term != _last.Term)
                _monitors = page.Monitors;
            _last = page;
            // The first sample of a node has nothing to be compared with.
            var samples = page.Samples.Where(s => s.OverMs > 0).ToList();
            foreach (var sample in samples)
                _seen[sample.Node] = sample;
            if (!_once && samples.Count > 0)
                _client.Tell(new CommandResponse(string.Join('\n', samples.Select(Line)), final: false));
            if (_once && _monitors.Count > 0 && _monitors.All(m => m.Silent || _seen.ContainsKey(m.Node)))
            {
                End(new CommandResponse(string.Join('\n', _seen.Values.Select(Line)
                    .Concat(_monitors.Where(m => m.Silent && !_seen.ContainsKey(m.Node)).Select(m => $"{m.Node} | does not answer"))
                    .Append($"Count: {_seen.Count} nodes"))));
            }
            else
            {
                AskMore();
            }
        }

        private void End(CommandResponse last)
        {
            _client.Tell(last);
            Context.Stop(Self);
        }
    }
}
