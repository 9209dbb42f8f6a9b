using Muster.Client;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;
using Muster.Driver.Verbs;
using Muster.Messages.Workflow;
using Spectre.Console;

namespace Muster.Driver.Running;

/// <summary>Where the runs go, and what becomes of the cluster.</summary>
/// <param name="RunDir">Where to look for a cluster, or where to start one.</param>
/// <param name="Nodes">Node hosts of a cluster that is started.</param>
/// <param name="Keep">A cluster that is started stays up.</param>
/// <param name="DryRun">Plan only.</param>
/// <param name="Fresh">Start a cluster even when one runs.</param>
internal sealed record EnsembleOptions(string? RunDir, int Nodes, bool Keep, bool DryRun, bool Fresh = false)
{
    /// <summary>Where raw output and input go.</summary>
    public StreamWishes Streams { get; init; } = new(Shows: false, Label: false, Input: null);

    /// <summary>Where hosts of a cluster that is started go.</summary>
    public HostPlaces Places { get; init; } = HostPlaces.Found;

    /// <summary>An expression was given, so rows are wanted also where output is shown.</summary>
    public bool ParseAsked { get; init; }
}

/// <summary>Submits runs, follows them to their end, and tells what became of them.</summary>
internal sealed class Ensemble(Call call, EnsembleRequest request, EnsembleOptions options)
{
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(15);

    private readonly Phases _phases = new(TimeProvider.System, call.Terminal.Line);
    private readonly EnsembleOutcome _outcome = new() { RowsExpected = request.Spec.Stdout is null || options.ParseAsked };
    private readonly SeedLog _log = new();
    private bool _sawRow;

    private Terminal Terminal => call.Terminal;

    public async Task<int> RunAsync()
    {
        var session = await ClusterSession.OpenAsync(call, options, _phases, Terminal.Line).ConfigureAwait(false);
        int code;
        try
        {
            code = options.DryRun
                ? await PlanAsync(session).ConfigureAwait(false)
                : await SubmitAsync(session).ConfigureAwait(false);
        }
        finally
        {
            if (options.Keep)
                session.Own?.Release();
            await session.DisposeAsync().ConfigureAwait(false);
            if (session.Own is not null && !options.Keep)
                _phases.End("cluster ended");
            else if (session.Own is not null)
                Terminal.Line($"muster: the cluster stays up; end it with `muster down --run-dir {session.RunDirectory}`");
        }

        if (Terminal.Format == OutputFormat.Json && !options.DryRun)
            Terminal.Json(EnsembleJson.Of(session.RunDirectory, _outcome, _phases, code));
        return code;
    }

    private async Task<int> PlanAsync(ClusterSession session)
    {
        var plan = await session.Client.PlanAsync(
            new PlanRuns { Spec = request.Spec, Count = request.Runs, Concurrent = request.Concurrent }, call.Ending).ConfigureAwait(false);
        if (Terminal.Format == OutputFormat.Json)
            Terminal.Json(EnsembleJson.Of(plan, request));
        Terminal.Line($"muster: would start {request.Runs} runs of {plan.Ranks} ranks, {plan.Concurrent} at once: {plan.Program} {string.Join(' ', request.Spec.Args)}");
        foreach (var block in request.Spec.More)
            Terminal.Line($"muster:   {CommonWords.Count(block.Count, "rank")} of them: {block.Program} {string.Join(' ', block.Args)}");
        foreach (var share in plan.Shares)
            Terminal.Line($"muster:   {PlacementText.Of(share, plan.GpusPerRank)}");

        return ExitCode.Done;
    }

    private async Task<int> SubmitAsync(ClusterSession session)
    {
        var submission = MusterClient.NewSubmission();
        var runs = new SubmitRuns
        {
            Submission = submission,
            Spec = request.Spec,
            Count = request.Runs,
            Concurrent = request.Concurrent,
            Owner = $"{Environment.UserName}@{Environment.MachineName}",
            Parameters = request.Parameters,
        };
        if (request.MaxFails is { } most)
            runs.MaxFails = most;
        await session.Client.SubmitAsync(runs, call.Ending).ConfigureAwait(false);
        try
        {
            await session.WatchAsync(FollowAsync(session.Client, submission), Terminal).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (session.Own is null || options.Keep)
        {
            await CancelAsync(session.Client, submission).ConfigureAwait(false);
            throw;
        }

        _phases.End($"{CommonWords.Count(_outcome.Runs.Count, "run")} ended");
        if (Terminal.Format == OutputFormat.Table && _outcome.Rows > 0)
            RowTable.Of(_outcome.Runs).Draw(Terminal.Ansi);
        foreach (var failed in _outcome.Runs.Where(run => run.End is { State: not RunState.Completed }))
            Terminal.Fail($"run {failed.Run} {CommonWords.Of(failed.End!.State)}: {failed.End.Reason}", FailureLines(failed.End));
        if (_outcome.ExitCode == ExitCode.NothingParsed)
            Terminal.Fail($"ended, {_outcome.Runs.Sum(run => run.End?.Lines ?? 0)} lines, 0 rows: no line matches --parse '{request.Spec.Parse}'.");
        return _outcome.ExitCode;
    }

    private Task FollowAsync(MusterClient client, string submission)
    {
        Terminal.Lines(SeedLog.Opening());
        return Terminal.Live
            ? Terminal.Ansi.Status().StartAsync(Markup.Escape(_outcome.Standing(request.Runs)), status => FollowAsync(client, submission, status))
            : FollowAsync(client, submission, null);
    }

    private async Task FollowAsync(MusterClient client, string submission, StatusContext? status)
    {
        await using var streams = new RankStreams(client, Terminal, options.Streams, request.Runs, call.Ending);
        await foreach (var happening in client.FollowAsync(submission, call.Ending).ConfigureAwait(false))
        {
            _outcome.On(happening);
            if (happening.Event is { } happened)
                streams.On(happened);
            Terminal.Lines(_log.On(happening));
            if (!_sawRow && _outcome.Rows > 0)
            {
                _sawRow = true;
                _phases.End("first row");
            }

            status?.Status(Markup.Escape(_outcome.Standing(request.Runs)));
        }

        await streams.FinishAsync().ConfigureAwait(false);
    }

    /// <summary>The cluster stays, so the submission must end.</summary>
    private async Task CancelAsync(MusterClient client, string submission)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Interruption.Haste);
        patience.CancelAfter(CancelPatience);
        try
        {
            await client.CancelAsync(submission, "the driver was interrupted", patience.Token).ConfigureAwait(false);
            await foreach (var happened in client.EventsAsync(submission, 1, patience.Token).ConfigureAwait(false))
            {
                if (happened.EventCase == SubmissionEvent.EventOneofCase.SubmissionEnded)
                    Terminal.Line($"muster: cancelled, {happened.SubmissionEnded.Cancelled} runs");
            }
        }
        catch (OperationCanceledException)
        {
            Terminal.Fail($"the cluster was told to cancel; whether every rank has ended is not known. See `muster runs`.");
        }
    }

    private static IEnumerable<string> FailureLines(RunEnded ended)
    {
        if (ended.FirstFailure is not { StderrTail.Count: > 0 } rank)
            return [];
        var lines = rank.StderrTail.TakeLast(20).Select(line => $"| {line}").Prepend($"the end of rank {rank.Rank}'s stderr:");
        return MissingLibrary.HintOf(rank) is { } hint ? lines.Append(hint) : lines;
    }
}
