using System.Threading.Channels;
using Muster.Client;
using Muster.Driver.Running;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Shim;

/// <summary>What `muster shim` was asked to do.</summary>
internal sealed record ShimWishes(int Workers, int Retries, TimeSpan RetryDelay, IReadOnlyList<FailureClass> RetryOn, TimeSpan Timeout, bool Local, bool ExitZero);

/// <summary>Workers spread over the nodes, each of which runs the program once; one log file here tells all of it.</summary>
internal sealed class ShimRun(Call call, IReadOnlyList<string> words, ShimWishes wishes, EnsembleOptions options)
{
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<int, string> _hosts = [];
    private readonly HashSet<int> _begun = [];
    private int _failed;

    private static string Here => Environment.MachineName;

    public async Task<int> RunAsync()
    {
        Say(wishes.Local ? "using base multiprocessing" : "using Muster-augmented multiprocessing");
        Say($"cmdline = {ShimStory.ListOf(words)}");
        Say($"creating logger on {Here}");
        var log = ShimLog.Open(call.WorkingDirectory, wishes.Local ? "regular-shim" : "muster-shim", TimeProvider.System.GetUtcNow(), TimeZoneInfo.Local);
        if (Path.GetDirectoryName(log.Path) != call.WorkingDirectory)
            call.Terminal.Fail($"{call.WorkingDirectory} cannot be written: the log is {log.Path}.");
        Say("starting muster logger receiver");
        await using (log.ConfigureAwait(false))
        {
            await log.WriteAsync(TimeProvider.System.GetUtcNow(), "INFO", $"logger_{Here}", ShimStory.Hello).ConfigureAwait(false);
            try
            {
                await WorkAsync(log).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await log.WriteAsync(TimeProvider.System.GetUtcNow(), "ERROR", $"logger_{Here}", e is OperationCanceledException ? "interrupted" : e.Message).ConfigureAwait(false);
                throw;
            }

            Say("Pool work is complete.");
            Say("signaled logging exit");
        }

        Say("joined on logging thread");
        return _failed > 0 && !wishes.ExitZero ? ExitCode.RunFailed : ExitCode.Done;
    }

    private async Task WorkAsync(ShimLog log)
    {
        RunSpec spec;
        try
        {
            spec = SpecOf(ProgramFile.Find(words[0], call.WorkingDirectory, Environment.GetEnvironmentVariable("PATH")));
        }
        catch (Refusal missing)
        {
            await MissingAsync(log, missing.Message).ConfigureAwait(false);
            return;
        }

        var session = await ClusterSession.OpenAsync(call, options, new Phases(TimeProvider.System, _ => { }), _ => { }).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            Say($"created pool with {wishes.Workers} workers");
            Say("entering shim.run_image");
            await SubmitAsync(session, spec, log).ConfigureAwait(false);
        }
    }

    private RunSpec SpecOf(string program)
    {
        var spec = new RunSpec
        {
            Program = program,
            Cwd = call.WorkingDirectory,
            Ranks = 1,
            // As many workers as were asked for, like a pool of processes: cores are the programs' to share.
            Oversubscribe = true,
            Binding = Binding.Unbound,
            Rotate = true,
            TimeoutMs = (int)wishes.Timeout.TotalMilliseconds,
            Stdout = new StreamSpec { Target = StreamTarget.Pipe },
            Stderr = new StreamSpec { Target = StreamTarget.Pipe },
            Retry = new RetryPolicy { Retries = wishes.Retries, DelayMs = (int)wishes.RetryDelay.TotalMilliseconds },
        };
        spec.Args.AddRange(words.Skip(1));
        spec.Retry.On.AddRange(wishes.RetryOn);
        return spec;
    }

    private async Task SubmitAsync(ClusterSession session, RunSpec spec, ShimLog log)
    {
        var submission = MusterClient.NewSubmission();
        var runs = new SubmitRuns
        {
            Submission = submission,
            Spec = spec,
            Count = wishes.Workers,
            Concurrent = wishes.Workers,
            Owner = $"{Environment.UserName}@{Here}",
        };
        try
        {
            await session.Client.SubmitAsync(runs, call.Ending).ConfigureAwait(false);
        }
        catch (RequestRefusedException e) when (e.Code is RefusalCode.ProgramNotFound or RefusalCode.ProgramNotExecutable)
        {
            await MissingAsync(log, e.Message).ConfigureAwait(false);
            return;
        }

        try
        {
            await session.WatchAsync(FollowAsync(session.Client, submission, log), call.Terminal).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (session.Own is null)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Interruption.Haste);
            patience.CancelAfter(CancelPatience);
            await session.Client.CancelAsync(submission, "the shim was interrupted", patience.Token).ConfigureAwait(false);
            throw;
        }
    }

    // Ends are told one after the other beside the events: reading a large output keeps no worker's beginning waiting.
    private async Task FollowAsync(MusterClient client, string submission, ShimLog log)
    {
        var ends = Channel.CreateUnbounded<(SubmissionEvent Happened, string Host)>();
        var telling = TellEndsAsync(client, ends.Reader, log);
        try
        {
            await foreach (var happened in client.EventsAsync(submission, 1, call.Ending).ConfigureAwait(false))
            {
                switch (happened.EventCase)
                {
                    case SubmissionEvent.EventOneofCase.RanksPlaced:
                        _hosts[happened.Producer] = happened.RanksPlaced.Nodes.Select(n => n.Node).FirstOrDefault(Here);
                        await BeginAsync(log, happened).ConfigureAwait(false);
                        break;
                    case SubmissionEvent.EventOneofCase.AttemptSuperseded or SubmissionEvent.EventOneofCase.RunEnded:
                        await BeginAsync(log, happened).ConfigureAwait(false);
                        ends.Writer.TryWrite((happened, HostOf(happened.Producer)));
                        break;
                }
            }
        }
        finally
        {
            ends.Writer.Complete();
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await telling.ConfigureAwait(false);
    }

    private Task BeginAsync(ShimLog log, SubmissionEvent happened) =>
        _begun.Add(happened.Producer) ? TellAsync(log, happened, HostOf(happened.Producer), new ShimLine(ShimStory.Began(words))) : Task.CompletedTask;

    private async Task TellEndsAsync(MusterClient client, ChannelReader<(SubmissionEvent Happened, string Host)> ends, ShimLog log)
    {
        await foreach (var (happened, host) in ends.ReadAllAsync(call.Ending).ConfigureAwait(false))
        {
            var attempt = await client.GetAttemptAsync(happened.Run, happened.Attempt, call.Ending).ConfigureAwait(false);
            // An attempt that another one follows is told of while that one waits: it has failed whatever its report says by then.
            if (happened.AttemptSuperseded is not null)
                attempt.State = RunState.Failed;
            var output = await AttemptOutput.ReadAsync(client, happened.Run, happened.Attempt, attempt.Failure == FailureClass.Host, call.Ending).ConfigureAwait(false);
            foreach (var line in ShimStory.Ended(attempt, output.Has(RankStream.Stdout), output.Has(RankStream.Stderr)))
                await TellAsync(log, happened, host, line, line.Stream is { } stream ? output.BytesAsync(stream, call.Ending) : null).ConfigureAwait(false);
            if (happened.AttemptSuperseded is { } superseded)
                await TellAsync(log, happened, host, ShimStory.Again(superseded, wishes.Retries)).ConfigureAwait(false);
            else if (attempt.State == RunState.Failed && wishes.RetryOn.Contains(attempt.Failure))
                await TellAsync(log, happened, host, ShimStory.NoMore()).ConfigureAwait(false);
            if (happened.RunEnded is { State: not RunState.Completed })
                _failed++;
        }
    }

    private async Task MissingAsync(ShimLog log, string reason)
    {
        _failed = wishes.Workers;
        for (var worker = 0; worker < wishes.Workers; worker++)
        {
            var now = new SubmissionEvent { Producer = worker, AtUs = Microseconds(TimeProvider.System.GetUtcNow()) };
            foreach (var line in ShimStory.Missing(reason).Prepend(new ShimLine(ShimStory.Began(words))))
                await TellAsync(log, now, Here, line).ConfigureAwait(false);
        }
    }

    private static Task TellAsync(ShimLog log, SubmissionEvent happened, string host, ShimLine line, IAsyncEnumerable<ReadOnlyMemory<byte>>? more = null) =>
        log.WriteAsync(DateTimeOffset.UnixEpoch.AddMicroseconds(happened.AtUs), line.Level, $"shim_{host}_{happened.Producer}.{line.Function}", line.Text, more);

    private string HostOf(int worker) => wishes.Local ? Here : _hosts.GetValueOrDefault(worker, Here);

    private static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private void Say(string line)
    {
        call.Terminal.Out.WriteLine(line);
        call.Terminal.Out.Flush();
    }
}
