using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Muster.Client;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;
using Muster.Driver.Running;

namespace Muster.Driver.Verbs;

/// <summary>`muster down`: ends a running cluster, and what a lost one has left on this machine.</summary>
internal static class DownVerb
{
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TerminatePatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AccessPoll = TimeSpan.FromMilliseconds(250);

    // The access file is written anew, in one step, whenever a host comes or goes; missing that often in a row it has been taken away.
    private const int CertainlyGone = 3;

    public static Command Build(Call call)
    {
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("down", "End the cluster: running runs are cancelled, every host leaves and exits.") { runDir, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("down");
            call.Terminal.Format = parsed.GetValue(output);
            return DownAsync(call, parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> DownAsync(Call call, string? runDir)
    {
        var started = Stopwatch.StartNew();
        var (directory, cancelled, hosts) = await AskToStopAsync(call, runDir).ConfigureAwait(false);
        var elsewhere = HostRecord.Elsewhere(directory);
        await GoneAsync(hosts, directory, LeavePatience, call.Ending).ConfigureAwait(false);
        foreach (var (signal, patience) in new[] { (Signals.Terminate, TerminatePatience), (Signals.Kill, TerminatePatience) })
        {
            foreach (var host in hosts.Where(host => host.Lives(directory)))
                Signals.Send(host.Pid, signal);
            await GoneAsync(hosts, directory, patience, call.Ending).ConfigureAwait(false);
        }

        // A host of another machine takes its file away when it ends in order.
        var waited = Stopwatch.StartNew();
        while (elsewhere.Any(host => host.IsWrittenDown(directory)) && waited.Elapsed < LeavePatience)
            await Task.Delay(20, call.Ending).ConfigureAwait(false);
        var left = elsewhere.Where(host => host.IsWrittenDown(directory)).ToList();
        File.Delete(Messages.AccessFile.PathIn(directory));
        if (call.Terminal.Format == OutputFormat.Json)
        {
            call.Terminal.Json(new JsonObject
            {
                ["runDirectory"] = directory,
                ["hosts"] = hosts.Count + elsewhere.Count - left.Count,
                ["runsCancelled"] = cancelled,
                ["seconds"] = Math.Round(started.Elapsed.TotalSeconds, 3),
            });
        }

        call.Terminal.Line($"muster: ended {CommonWords.Count(hosts.Count + elsewhere.Count - left.Count, "host")} of {directory}{(cancelled > 0 ? $", {CommonWords.Count(cancelled, "run")} cancelled" : "")}");
        if (left.Count == 0)
            return ExitCode.Done;
        call.Terminal.Fail(
            $"{CommonWords.Count(left.Count, "host")} on other machines had not said that they ended: {string.Join(", ", left.Select(h => $"{h.Name} (pid {h.Pid} on {h.Machine})"))}. `muster cleanup` there ends what is left.");
        return ExitCode.ClusterLost;
    }

    /// <summary>The run directory and how many runs were cancelled. A cluster whose seed is gone may still have hosts here.</summary>
    private static async Task<(string Directory, int Cancelled, IReadOnlyList<HostRecord> Hosts)> AskToStopAsync(Call call, string? runDir)
    {
        var found = await ClusterSession.FindAsync(call, runDir).ConfigureAwait(false);
        if (found.Access is null)
        {
            var (candidates, _) = RunDirectory.Candidates(runDir, Environment.GetEnvironmentVariable(RunDirectory.Variable), call.WorkingDirectory);
            var left = candidates.FirstOrDefault(candidate => HostRecord.Living(candidate).Count > 0);
            return left is null ? throw Refusal.Lost("no cluster to end.", found.Dead) : (left, 0, HostRecord.Living(left));
        }

        // Looked up before they are asked: some are gone by the time the answer comes.
        var hosts = HostRecord.Living(found.Directory!);

        try
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Ending);
            var stopping = StopAsync(found.Access, over.Token);
            // A cluster that ends at this very moment by itself takes its access file away and answers no more.
            var ended = EndedAsync(found.Directory!, over.Token);
            var first = await Task.WhenAny(stopping, ended).ConfigureAwait(false);
            var cancelled = first == stopping ? await stopping.ConfigureAwait(false) : 0;
            await over.CancelAsync().ConfigureAwait(false);
            return (found.Directory!, cancelled, hosts);
        }
        catch (ClusterLostException e) when (hosts.Count > 0)
        {
            call.Terminal.Fail($"{e.Message} Ending its hosts by signal.");
            return (found.Directory!, 0, hosts);
        }
    }

    private static async Task<int> StopAsync(Messages.AccessFile access, CancellationToken cancel)
    {
        await using var client = await MusterClient.ConnectAsync(access, null, cancel).ConfigureAwait(false);
        return (await client.StopClusterAsync("muster down", cancel).ConfigureAwait(false)).RunsCancelled;
    }

    private static async Task EndedAsync(string directory, CancellationToken cancel)
    {
        for (var missing = 0; missing < CertainlyGone; missing = File.Exists(Messages.AccessFile.PathIn(directory)) ? 0 : missing + 1)
            await Task.Delay(AccessPoll, cancel).ConfigureAwait(false);
    }

    private static async Task GoneAsync(IReadOnlyList<HostRecord> hosts, string directory, TimeSpan patience, CancellationToken cancel)
    {
        var started = Stopwatch.StartNew();
        while (hosts.Any(host => host.Lives(directory)) && started.Elapsed < patience)
            await Task.Delay(20, cancel).ConfigureAwait(false);
    }
}
