using System.CommandLine;
using Muster.Driver.Running;
using Muster.Driver.Telemetry;

namespace Muster.Driver.Verbs;

/// <summary>`muster top`: what the nodes of a running cluster do.</summary>
internal static class TopVerb
{
    public static Command Build(Call call)
    {
        var plain = new Option<bool>("--plain") { Description = "Lines, one for each node and sample, also on a terminal." };
        var interval = TelemetryOptions.Interval();
        var samples = CommonOptions.Number("--samples", 0, 1, 1_000_000, "End after so many samples of every node. Default: on Ctrl-C.");
        var nodes = new Option<string[]>("--node") { Description = "Only this node; may be given several times. Default: all.", HelpName = "NAME" };
        var runDir = CommonOptions.RunDir();
        var command = new Command("top", "Show what the nodes of a running cluster do.") { plain, interval, samples, nodes, runDir };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("top");
            return ShowAsync(call, parsed.GetValue(runDir), call.Terminal.Live && !parsed.GetValue(plain), parsed.GetValue(interval), parsed.GetValue(samples), parsed.GetValue(nodes) ?? []);
        });
        return command;
    }

    // A screen of its own, and the one before again at the end.
    private static async Task OnScreenAsync(Terminal terminal, Func<Task, Spectre.Console.IAnsiConsole, Task> draw, Task watching)
    {
        terminal.Out.Write("\x1b[?1049h\x1b[H");
        try
        {
            await draw(watching, terminal.Ansi).ConfigureAwait(false);
        }
        finally
        {
            terminal.Out.Write("\x1b[?1049l");
            terminal.Out.Flush();
        }
    }

    private static async Task<int> ShowAsync(Call call, string? runDir, bool screen, TimeSpan interval, int samples, IReadOnlyList<string> nodes)
    {
        await using var session = await ClusterSession.AttachAsync(call, runDir).ConfigureAwait(false);
        var terminal = call.Terminal;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Ending);
        var live = screen ? new LiveSamples((last, silent, _) => TopScreen.Of(last, silent, terminal.Ansi.Profile.Height)) : null;
        void Say(string line)
        {
            if (live is null)
                terminal.Line(line);
        }

        var counts = new Dictionary<string, int>();
        Watch watch = null!;
        watch = new Watch(session.Client, interval, nodes)
        {
            Appeared = node => Say($"This is a telemetry process on node {node}."),
            Left = node =>
            {
                counts.Remove(node);
                live?.Forget(node);
                Say($"Telemetry process on node {node} is gone: the node has left.");
            },
            Silent = node =>
            {
                live?.Silence(node);
                Say($"Telemetry process on node {node} does not answer.");
            },
            Sampled = sample =>
            {
                live?.Take(sample);
                Say(SampleText.Of(sample));
                counts[sample.Node] = counts.GetValueOrDefault(sample.Node) + 1;
                if (samples > 0 && watch.Nodes.All(node => counts.GetValueOrDefault(node) >= samples))
                    ending.Cancel();
            },
        };
        try
        {
            var watching = watch.RunAsync(ending.Token);
            if (live is not null)
                await OnScreenAsync(terminal, live.WhileAsync, watching).ConfigureAwait(false);
            await watching.ConfigureAwait(false);
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
