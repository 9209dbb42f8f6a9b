using System.CommandLine;
using Muster.Driver.Running;
using Muster.Driver.Telemetry;

namespace Muster.Driver.Verbs;

/// <summary>`muster top`: what the nodes of a running cluster do.</summary>
internal static class TopVerb
{
    public static Command Build(Call call)
    {
        var plain = new Option<bool>("--plain") { Description = "Lines, one for each node and sample." };
        var interval = TelemetryOptions.Interval();
        var samples = CommonOptions.Number("--samples", 0, 1, 1_000_000, "End after so many samples of every node. Default: on Ctrl-C.");
        var nodes = new Option<string[]>("--node") { Description = "Only this node; may be given several times. Default: all.", HelpName = "NAME" };
        var runDir = CommonOptions.RunDir();
        var command = new Command("top", "Show what the nodes of a running cluster do.") { plain, interval, samples, nodes, runDir };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("top");
            return ShowAsync(call, parsed.GetValue(runDir), parsed.GetValue(interval), parsed.GetValue(samples), parsed.GetValue(nodes) ?? []);
        });
        return command;
    }

    private static async Task<int> ShowAsync(Call call, string? runDir, TimeSpan interval, int samples, IReadOnlyList<string> nodes)
    {
        await using var session = await ClusterSession.AttachAsync(call, runDir).ConfigureAwait(false);
        var terminal = call.Terminal;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Ending);
        var counts = new Dictionary<string, int>();
        Watch watch = null!;
        watch = new Watch(session.Client, interval, nodes)
        {
            Appeared = node => terminal.Line($"This is a telemetry process on node {node}."),
            Left = node =>
            {
                counts.Remove(node);
                terminal.Line($"Telemetry process on node {node} is gone: the node has left.");
            },
            Silent = node => terminal.Line($"Telemetry process on node {node} does not answer."),
            Sampled = sample =>
            {
                terminal.Line(SampleText.Of(sample));
                counts[sample.Node] = counts.GetValueOrDefault(sample.Node) + 1;
                if (samples > 0 && watch.Nodes.All(node => counts.GetValueOrDefault(node) >= samples))
                    ending.Cancel();
            },
        };
        try
        {
            await watch.RunAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            foreach (var node in await watch.EndAsync(call.Interruption.Haste).ConfigureAwait(false))
                terminal.Line($"Telemetry process on node {node} exiting ...");
        }

        call.Ending.ThrowIfCancellationRequested();
        return ExitCode.Done;
    }
}
