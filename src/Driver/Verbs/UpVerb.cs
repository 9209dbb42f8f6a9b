using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;
using Muster.Driver.Running;

namespace Muster.Driver.Verbs;

/// <summary>`muster up`: a cluster that stays until Ctrl-C or `muster down`.</summary>
internal static class UpVerb
{
    public static Command Build(Call call)
    {
        var nodes = CommonOptions.Nodes(1);
        var detach = new Option<bool>("--detach") { Description = "Return when every host is up; `muster down` ends the cluster." };
        var runDir = CommonOptions.RunDir();
        runDir.Description = "The run directory of the new cluster. Default: $MUSTER_RUN_DIR, else a new one below ./muster-runs.";
        var output = CommonOptions.Output();
        var slots = CommonOptions.Number("--slots", 0, 1, 65_536, "Ranks each node host takes without oversubscribing. Default: one for each core granted to it.");
        var reserve = new Option<int?>("--reserve")
        {
            Description = "Cores each node host keeps for itself. Default: 2, below 8 cores 1, below 4 none.",
            HelpName = "N",
            CustomParser = result => CommonOptions.ParseNumber(result, "--reserve", 0, 4096),
        };
        var command = new Command("up", "Start a cluster on this machine and keep it up until Ctrl-C.") { nodes, slots, reserve, detach, runDir, output };
        var places = new PlaceOptions();
        places.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("up");
            call.Terminal.Format = parsed.GetValue(output);
            string[] more = [.. Words("--slots", parsed.GetValue(slots) is > 0 and var given ? given : null), .. Words("--reserve", parsed.GetValue(reserve))];
            var plan = new ClusterPlan("", parsed.GetValue(nodes), parsed.GetValue(detach)) { NodeOptions = more, Places = places.Read(parsed, call.WorkingDirectory, parsed.GetValue(detach) ? "--detach" : null) };
            return UpAsync(call, plan, parsed.GetValue(runDir));
        });
        return command;
    }

    private static string[] Words(string option, int? value) => value is { } given ? [option, $"{given}"] : [];

    private static async Task<int> UpAsync(Call call, ClusterPlan plan, string? runDir)
    {
        var terminal = call.Terminal;
        var named = runDir ?? Environment.GetEnvironmentVariable(RunDirectory.Variable);
        var directory = string.IsNullOrEmpty(named)
            ? RunDirectory.Create(RunDirectory.ParentOf(call.WorkingDirectory), TimeProvider.System.GetUtcNow(), Environment.ProcessId)
            : RunDirectory.Take(named, call.WorkingDirectory);
        var phases = new Phases(TimeProvider.System, terminal.Line);
        terminal.Line($"muster: starting {CommonWords.Hosts(plan.Places.Machines, InAllocation.Read(), plan.Nodes)}, run directory {Path.GetRelativePath(call.WorkingDirectory, directory)}");
        await using var session = await ClusterSession.StartAsync(call, plan with { RunDirectory = directory }, phases).ConfigureAwait(false);
        if (terminal.Format == OutputFormat.Json)
        {
            terminal.Json(new JsonObject
            {
                ["runDirectory"] = directory,
                ["hosts"] = new JsonArray([.. session.Own!.Hosts.Select(host => new JsonObject { ["name"] = host.Name, ["pid"] = host.Pid })]),
            });
            terminal.Out.Flush();
        }

        if (plan.Detached)
        {
            session.Own!.Release();
            terminal.Line($"muster: up; end it with `muster down --run-dir {directory}`");
            return ExitCode.Done;
        }

        terminal.Line("muster: up; Ctrl-C ends it");
        return await StayAsync(call, session.Own!).ConfigureAwait(false);
    }

    /// <summary>Stays until interrupted, until `muster down`, or until no host is left that could hold the coordinator. A lost host is told; the rest goes on.</summary>
    private static async Task<int> StayAsync(Call call, OwnCluster cluster)
    {
        var interrupted = Task.Delay(Timeout.Infinite, call.Ending);
        var told = new HashSet<HostProcess>();
        while (true)
        {
            var watched = cluster.Hosts.Where(host => !told.Contains(host)).Select(host => (Task)host.Exited);
            if (await Task.WhenAny([interrupted, .. watched]).ConfigureAwait(false) == interrupted)
                await interrupted.ConfigureAwait(false);
            foreach (var host in cluster.Hosts.Where(host => host.Exited.IsCompleted && told.Add(host)))
            {
                var code = host.Exited.Result;
                if (!cluster.IsLost)
                {
                    if (code != 0)
                        call.Terminal.Fail($"{host.Name} (pid {host.Pid}) ended with code {code}. Its last lines, from {host.LogPath}:", host.LogTail(5));
                    continue;
                }

                if (code != 0)
                    throw Refusal.Lost($"the cluster is lost: no host is left that could hold the coordinator; {host.Name} (pid {host.Pid}) ended with code {code}. Its last lines, from {host.LogPath}:", host.LogTail());
                call.Terminal.Line("muster: the cluster was ended");
                return ExitCode.Done;
            }
        }
    }
}
