using Akka.Actor;
using Google.Protobuf;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>The group's tree: starts and stops go down it, reports up, failures both ways. A node talks to 17 others at most, however many there are.</summary>
internal sealed partial class RankGroup
{
    private const int ReportBytes = 64 * 1024;

    // For the good ends of ranks: their fellows' follow soon, and the last one's waits for nothing.
    private static readonly TimeSpan ReportPause = TimeSpan.FromMilliseconds(10);

    private readonly List<GroupReport> _reports = [];
    private bool _flushing;
    private readonly HashSet<string> _openBelow = new(StringComparer.Ordinal);
    private IActorRef _up;

    private void ReceiveTree()
    {
        Receive<GroupReports>(OnReports);
        Receive<FlushReports>(_ => Flush());
        // A child that had nothing of the group any more when the stop reached it.
        Receive<NodeGroupEnded>(over => OnReports(new GroupReports { Reports = { new GroupReport { NodeEnded = over } } }));
        Receive<SignalGroup>(signal =>
        {
            PassDown(signal);
            _io.SignalAll(_number, signal.Signal);
        });
    }

    private void StartChildren()
    {
        foreach (var child in _fences.Children)
        {
            var theirs = _start.Clone();
            theirs.NodeIndex = child;
            _hosts[child].Tell(theirs, Self);
        }
        _openBelow.UnionWith(FenceTree.Below(_start.NodeIndex, _start.Nodes.Count).Select(n => _start.Nodes[n].Node));
    }

    private void PassDown(IMessage message)
    {
        foreach (var child in _fences.Children)
            _hosts[child].Tell(message, Self);
    }

    // A failure is everybody's: told to every neighbour but the one it came from.
    private void PassEnd(string reason, int from)
    {
        var message = new EndGroup { Key = Key, Reason = reason, FromIndex = _start.NodeIndex };
        foreach (var node in _fences.Children.Append(_fences.Parent).Where(n => n >= 0 && n != from))
            _hosts[node].Tell(message, Self);
    }

    private void Report(GroupReport report, bool canWait = false)
    {
        if (canWait && _reports.Count == 0)
        {
            Timers.StartSingleTimer(FlushReports.Instance, FlushReports.Instance, ReportPause);
        }
        else if (!canWait && !_flushing)
        {
            // Whatever else is in the mailbox by now goes in the same message.
            _flushing = true;
            Self.Tell(FlushReports.Instance);
        }
        _reports.Add(report);
    }

    private void OnReports(GroupReports below)
    {
        foreach (var report in below.Reports)
        {
            Report(report);
            if (NodeOver(report) is { } node)
                _openBelow.Remove(node);
        }
        AwaitLauncher();
    }

    /// <summary>The node the report is the last of, or null.</summary>
    private static string? NodeOver(GroupReport report) => report.NodeEnded?.Node ?? report.Refused?.Node;

    private void Flush()
    {
        _flushing = false;
        var message = new GroupReports { Key = Key, Producer = _producerPath };
        var bytes = 0;
        foreach (var report in _reports)
        {
            var size = report.CalculateSize();
            if (bytes > 0 && bytes + size > ReportBytes)
            {
                _up.Tell(message, Self);
                message = new GroupReports { Key = Key, Producer = _producerPath };
                bytes = 0;
            }
            message.Reports.Add(report);
            bytes += size;
        }
        _reports.Clear();
        if (bytes > 0)
            _up.Tell(message, Self);
        StopWhenDone();
    }

    private sealed record FlushReports
    {
        public static FlushReports Instance { get; } = new();
    }
}
