using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;
using Muster.Messages;

namespace Muster.Driver.Verbs;

/// <summary>
/// `muster cleanup`: ends what an earlier crash has left on this machine: hosts, wardens and ranks whose cluster is gone. Only what this user's own clusters
/// started, told by the marks that hosts put into the environment of what they start; a cluster whose seed answers is left alone.
/// </summary>
internal static class CleanupVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Build(Call call)
    {
        var runDir = CommonOptions.RunDir();
        runDir.Description = "Only what the cluster of this run directory has left. Default: of all clusters of yours.";
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be ended; end nothing." };
        var output = CommonOptions.Output();
        var command = new Command("cleanup", "End what a crashed cluster has left on this machine: hosts, wardens, ranks. Only your own.") { runDir, dryRun, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("cleanup");
            call.Terminal.Format = parsed.GetValue(output);
            return CleanAsync(call, parsed.GetValue(runDir), parsed.GetValue(dryRun));
        });
        return command;
    }

    private static async Task<int> CleanAsync(Call call, string? runDir, bool dryRun)
    {
        var wanted = runDir is null ? null : Path.GetFullPath(runDir, call.WorkingDirectory);
        var left = new List<Leftover>();
        var alive = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var found in Leftover.Find().Where(f => wanted is null || f.RunDirectory == wanted))
        {
            if (!alive.TryGetValue(found.RunDirectory, out var answers))
                alive[found.RunDirectory] = answers = await AnswersAsync(found.RunDirectory).ConfigureAwait(false);
            if (!answers)
                left.Add(found);
        }

        var stayed = new List<Leftover>();
        if (!dryRun)
            stayed = await Leftover.EndAsync(left, Patience, call.Ending).ConfigureAwait(false);
        if (call.Terminal.Format == OutputFormat.Json)
        {
            call.Terminal.Json(new JsonObject
            {
                ["processes"] = new JsonArray([.. left.Select(l => (JsonNode)new JsonObject
                {
                    ["pid"] = l.Pid, ["program"] = l.Program, ["runDirectory"] = l.RunDirectory, ["ended"] = !dryRun && !stayed.Contains(l),
                })]),
            });
        }

        foreach (var process in left)
            call.Terminal.Line($"muster: {(dryRun ? "would end" : "ended")} {process.Program} (pid {process.Pid}) of {process.RunDirectory}");
        call.Terminal.Line(left.Count == 0 ? "muster: nothing is left over here" : $"muster: {(left.Count == 1 ? "1 process" : $"{left.Count} processes")}");
        foreach (var process in stayed)
            call.Terminal.Fail($"{process.Program} (pid {process.Pid}) does not end: it hangs in the kernel, perhaps on a file system that does not answer.");
        return stayed.Count == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }

    private static async Task<bool> AnswersAsync(string runDirectory)
    {
        try
        {
            return AccessFile.TryRead(runDirectory) is { } access && await RunDirectory.SeedListensAsync(access).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
