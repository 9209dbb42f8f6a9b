using Muster.Client;
using Muster.Driver.Running;
using Muster.Messages;
using Muster.Messages.Workflow;
using Spectre.Console;

namespace Muster.Driver.Telemetry;

/// <summary>The programs of the two pools.</summary>
internal sealed record WorkerPrograms(string Conv, string Mnist);

/// <summary>
/// `muster telemetry`: two pools of workers over the nodes, and meanwhile what every node does. Monitors work before the first worker starts and end when the last one
/// has; the results come after that. Each step waits for the word of the one before, and no step waits for a time.
/// </summary>
internal sealed class TelemetrySession(Call call, TelemetryRequest request, WorkerPrograms programs, EnsembleOptions options, TimeSpan interval, bool bars)
{
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(10);

    private readonly Phases _phases = new(TimeProvider.System, call.Terminal.Line);
    private readonly string _scipySubmission = MusterClient.NewSubmission();
    private readonly string _mnistSubmission = MusterClient.NewSubmission();

    private Terminal Terminal => call.Terminal;

    public async Task<int> RunAsync()
    {
        var session = await ClusterSession.OpenAsync(call, options, _phases, Terminal.Line).ConfigureAwait(false);
        try
        {
            return await WatchAsync(session).ConfigureAwait(false);
        }
        finally
        {
            await session.DisposeAsync().ConfigureAwait(false);
            if (session.Own is not null)
                _phases.End("cluster ended");
        }
    }

    private async Task<int> WatchAsync(ClusterSession session)
    {
        var nodes = (await session.Client.GetNodesAsync(call.Ending).ConfigureAwait(false)).Nodes_
            .Where(node => node.Described && node.Roles.Contains(WellKnown.NodeRole)).ToList();
        Terminal.Lines(
        [
            $"Hello from main process {Environment.MachineName}.",
            "using muster runtime",
            $"Number of nodes: {nodes.Count}",
            $"Number of scipy workers: {request.ScipyWorkers}",
            $"Number of MNIST workers: {request.MnistWorkers}",
            $"Number of images: {request.Images}",
        ]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Ending);
        var started = false;
        var live = bars && Terminal.Live ? new LiveSamples((last, _, since) => new Spectre.Console.Rows(last.SelectMany(s => BarLines.Of(s, since)).Select(line => new Text(line)))) : null;
        var watch = new Watch(session.Client, interval)
        {
            Appeared = node => Terminal.Line($"This is a telemetry process on node {node}."),
            Left = node =>
            {
                live?.Forget(node);
                Terminal.Line($"Telemetry process on node {node} is gone: the node has left.");
            },
            Silent = node => Terminal.Line($"Telemetry process on node {node} does not answer."),
            Collected = node => Terminal.Line($"This is the postprocessing process, {node}."),
            Sampled = sample =>
            {
                // As they always did, lines come once the work has begun.
                if (live is not null)
                    live.Take(sample);
                else if (Volatile.Read(ref started))
                    Terminal.Line(SampleText.Of(sample));
            },
        };
        var watching = watch.RunAsync(ending.Token);
        try
        {
            await Task.WhenAny(watch.StartedAsync(call.Ending), watching).ConfigureAwait(false);
            call.Ending.ThrowIfCancellationRequested();
            Terminal.Line("Launching scipy and mnist jobs");
            Volatile.Write(ref started, true);
            // Above bars a line takes the whole width: what stood there was longer.
            Action<string> tell = live is null ? Terminal.Line : line => Terminal.Line(line.PadRight(Terminal.Ansi.Profile.Width - 1));
            var scipy = new PoolProgress("scipy", [.. Enumerable.Range(0, request.ScipyWorkers).Select(i => $"{i}")], tell);
            var mnist = new PoolProgress("mnist", request.Rates, tell);
            var pools = RunPoolsAsync(session, scipy, mnist, gpus: !request.NoCuda && nodes.Exists(node => node.Gpus.Count > 0));
            if (live is not null)
                await live.WhileAsync(pools, Terminal.Ansi).ConfigureAwait(false);
            await pools.ConfigureAwait(false);

            Terminal.Line("Shutting down procs");
            await EndAsync(watch, watching, ending).ConfigureAwait(false);
            foreach (var (rate, final) in request.Rates.Zip(mnist.Finals).Where(worker => worker.Second is not null))
                Terminal.Line($"Final test for learning rate {rate}: {final}");
            var failed = scipy.Failed + mnist.Failed;
            if (failed > 0)
                Terminal.Fail($"{failed} of {request.ScipyWorkers + request.MnistWorkers} workers failed; `muster runs` tells which, as long as the cluster is up.");
            return failed > 0 ? ExitCode.RunFailed : ExitCode.Done;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunPoolsAsync(ClusterSession session, PoolProgress scipy, PoolProgress mnist, bool gpus)
    {
        try
        {
            var pools = Task.WhenAll(
                FollowAsync(session.Client, request.MnistPool(programs.Mnist, _mnistSubmission, call.WorkingDirectory, gpus), mnist),
                FollowAsync(session.Client, request.ScipyPool(programs.Conv, _scipySubmission, call.WorkingDirectory), scipy));
            await session.WatchAsync(pools, Terminal).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (session.Own is null)
        {
            // The cluster stays, so the workers must end.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Interruption.Haste);
            patience.CancelAfter(CancelPatience);
            foreach (var submission in new[] { _mnistSubmission, _scipySubmission })
                await session.Client.CancelAsync(submission, "the driver was interrupted", patience.Token).ConfigureAwait(false);
            throw;
        }
    }

    private async Task FollowAsync(MusterClient client, SubmitRuns pool, PoolProgress progress)
    {
        await client.SubmitAsync(pool, call.Ending).ConfigureAwait(false);
        await foreach (var happening in client.FollowAsync(pool.Submission, call.Ending).ConfigureAwait(false))
            progress.On(happening);
    }

    private async Task EndAsync(Watch watch, Task watching, CancellationTokenSource ending)
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var node in await watch.EndAsync(call.Ending).ConfigureAwait(false))
            Terminal.Line($"Telemetry process on node {node} exiting ...");
        Terminal.Line("Post process is exiting");
    }
}
