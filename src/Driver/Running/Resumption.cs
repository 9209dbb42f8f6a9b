using Muster.Client;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>Goes on with what an earlier cluster in a run directory left undone, on the cluster that runs there now or on a new one, and follows it to its end.</summary>
internal sealed class Resumption(Call call, string runDir, int nodes, bool keep, HostPlaces places)
{
    private readonly Phases _phases = new(TimeProvider.System, call.Terminal.Line);
    private readonly EnsembleOutcome _outcome = new();

    private Terminal Terminal => call.Terminal;

    public async Task<int> RunAsync()
    {
        var directory = RunDirectory.WithStore(runDir, null, call.WorkingDirectory)
            ?? throw Refusal.Before($"{Path.GetFullPath(runDir, call.WorkingDirectory)} holds no runs: there is nothing to resume.");
        var session = await OpenAsync(directory).ConfigureAwait(false);
        int code;
        try
        {
            code = await ResumeAsync(session).ConfigureAwait(false);
        }
        finally
        {
            if (keep)
                session.Own?.Release();
            await session.DisposeAsync().ConfigureAwait(false);
            if (session.Own is not null && keep)
                Terminal.Line($"muster: the cluster stays up; end it with `muster down --run-dir {directory}`");
        }

        if (Terminal.Format == OutputFormat.Json)
            Terminal.Json(EnsembleJson.Of(directory, _outcome, _phases, code));
        return code;
    }

    private async Task<ClusterSession> OpenAsync(string directory)
    {
        var found = await ClusterSession.FindAsync(call, directory).ConfigureAwait(false);
        if (found.Access is not null)
            return await ClusterSession.AttachAsync(call, directory).ConfigureAwait(false);
        RunDirectory.Take(directory, call.WorkingDirectory);
        Terminal.Line($"muster: starting {CommonWords.Hosts(places.Machines, InAllocation.Read(), nodes)}, run directory {Path.GetRelativePath(call.WorkingDirectory, directory)}");
        return await ClusterSession.StartAsync(call, new ClusterPlan(directory, nodes, Detached: keep) { Places = places }, _phases).ConfigureAwait(false);
    }

    private async Task<int> ResumeAsync(ClusterSession session)
    {
        var resumed = await session.Client.ResumeAsync(null, call.Ending).ConfigureAwait(false);
        Terminal.Line($"muster: going on with {CommonWords.Count(resumed.Runs, "run")} of {CommonWords.Count(resumed.Submissions.Count, "submission")}");
        await Task.WhenAll(resumed.Submissions.Select(submission => FollowAsync(session.Client, submission))).ConfigureAwait(false);
        _phases.End($"{CommonWords.Count(_outcome.Runs.Count, "run")} over");
        if (Terminal.Format == OutputFormat.Table && _outcome.Rows > 0)
            RowTable.Of(_outcome.Runs).Draw(Terminal.Ansi);
        foreach (var failed in _outcome.Runs.Where(run => run.End is { State: not RunState.Completed }))
            Terminal.Fail($"run {failed.Run} {CommonWords.Of(failed.End!.State)}: {failed.End.Reason}");
        return resumed.Submissions.Count == 0 ? ExitCode.Done : _outcome.ExitCode;
    }

    // From the first event on: what was over before belongs to the outcome, too.
    private async Task FollowAsync(MusterClient client, string submission)
    {
        var log = new SeedLog();
        await foreach (var happening in client.FollowAsync(submission, call.Ending).ConfigureAwait(false))
        {
            lock (_outcome)
            {
                _outcome.On(happening);
                Terminal.Lines(log.On(happening));
            }
        }
    }
}
