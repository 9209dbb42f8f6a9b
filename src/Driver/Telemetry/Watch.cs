using Muster.Client;
using Muster.Messages.Telemetry;

namespace Muster.Driver.Telemetry;

/// <summary>Follows the samples of a cluster's nodes, and tells of monitors that come, go, or do not answer.</summary>
internal sealed class Watch(MusterClient client, TimeSpan interval, IReadOnlyList<string>? nodes = null)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly string _session = MusterClient.NewSubmission();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SortedDictionary<string, MonitorState> _monitors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sampled = [];
    private bool _someUnnamed;

    /// <summary>A monitor works on this node.</summary>
    public Action<string> Appeared { get; init; } = _ => { };

    /// <summary>The node left the cluster.</summary>
    public Action<string> Left { get; init; } = _ => { };

    /// <summary>Its monitor does not answer, though it is a member.</summary>
    public Action<string> Silent { get; init; } = _ => { };

    /// <summary>The host whose collector takes the samples; again when that changes.</summary>
    public Action<string> Collected { get; init; } = _ => { };

    public Action<NodeSample> Sampled { get; init; } = _ => { };

    /// <summary>The nodes that are watched, by name.</summary>
    public IReadOnlyCollection<string> Nodes => _monitors.Keys;

    /// <summary>Waits until every node that there is has sent a sample, with a bound: one that hangs holds nobody up.</summary>
    public Task StartedAsync(CancellationToken cancel) => Task.WhenAny(_started.Task, Task.Delay(StartPatience, cancel));

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var collector = "";
        await foreach (var page in client.TelemetryAsync(_session, interval, nodes, cancel).ConfigureAwait(false))
        {
            if (page.CollectorNode != collector)
                Collected(collector = page.CollectorNode);
            if (page.Monitors.Count > 0)
                Compare(page.Monitors);
            foreach (var sample in page.Samples)
            {
                _sampled.Add(sample.Node);
                Sampled(sample);
            }

            if (_monitors.Count > 0 && !_someUnnamed && _monitors.Values.All(m => m.Silent || _sampled.Contains(m.Node)))
                _started.TrySetResult();
        }
    }

    /// <summary>The nodes whose monitors worked for this watch, once they have ended.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(CancellationToken cancel) =>
        (await client.EndTelemetryAsync(_session, cancel).ConfigureAwait(false)).Nodes;

    private void Compare(IReadOnlyCollection<MonitorState> now)
    {
        // One that has not told its name yet appears when it has, and is waited for.
        _someUnnamed = now.Any(m => m.Pid == 0 && !m.Silent);
        var current = now.Where(m => m.Pid != 0 || m.Silent).ToDictionary(m => m.Node);
        foreach (var gone in _monitors.Keys.Except(current.Keys).ToList())
        {
            _monitors.Remove(gone);
            _sampled.Remove(gone);
            Left(gone);
        }

        foreach (var monitor in current.Values.OrderBy(m => m.Node, StringComparer.Ordinal))
        {
            var before = _monitors.GetValueOrDefault(monitor.Node);
            _monitors[monitor.Node] = monitor;
            if (monitor.Silent && before is not { Silent: true })
                Silent(monitor.Node);
            // Another process under the same name is another monitor.
            else if (!monitor.Silent && (before is null || before.Silent || before.Pid != monitor.Pid))
                Appeared(monitor.Node);
        }
    }
}
