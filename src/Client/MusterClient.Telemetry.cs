using System.Runtime.CompilerServices;
using Muster.Messages;
using Muster.Messages.Telemetry;

namespace Muster.Client;

/// <summary>What nodes, GPUs and ranks are doing.</summary>
public sealed partial class MusterClient
{
    /// <summary>
    /// Samples of every node as they come, and which nodes are watched. The monitors work for as long as somebody reads this; the first page has no samples. When the
    /// collector moved to another host some samples may be missing.
    /// </summary>
    /// <param name="session">Names this watcher: for <see cref="EndTelemetryAsync"/>.</param>
    /// <param name="interval">Between two samples of a node, from 0.1 s. The shortest that anyone wants holds for all.</param>
    /// <param name="nodes">Only these; null for all.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<TelemetryPage> TelemetryAsync(
        string session, TimeSpan interval, IEnumerable<string>? nodes = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var question = new FollowTelemetry { Session = session, IntervalMs = (int)interval.TotalMilliseconds, WaitMs = (int)_options.PollWait.TotalMilliseconds };
        question.Nodes.Add(nodes ?? []);
        while (true)
        {
            var page = await AskAsync<TelemetryPage>(WellKnown.TelemetryService, question, _options.PollWait, cancel).ConfigureAwait(false);
            yield return page;
            question = new FollowTelemetry(question) { Term = page.Term, From = page.Next, Monitors = page.MonitorsVersion };
        }
    }

    /// <summary>Watches no more. The answer comes when the monitors have ended, or at once where somebody else watches.</summary>
    public Task<TelemetryEnded> EndTelemetryAsync(string session, CancellationToken cancel = default) =>
        AskAsync<TelemetryEnded>(WellKnown.TelemetryService, new EndTelemetry { Session = session }, TimeSpan.FromSeconds(1), cancel);
}
