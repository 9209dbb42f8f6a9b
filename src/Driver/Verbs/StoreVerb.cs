using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;

namespace Muster.Driver.Verbs;

/// <summary>`muster store check`: is everything that a run directory keeps still whole?</summary>
internal static class StoreVerb
{
    public static Command Build(Call call)
    {
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var check = new Command("check", "Read the store of a run directory from end to end and name what is damaged. Needs no cluster.") { runDir, output };
        check.SetAction((parsed, _) =>
        {
            call.RefuseProgram("store check");
            call.Terminal.Format = parsed.GetValue(output);
            return CheckAsync(call, parsed.GetValue(runDir));
        });
        return new Command("store", "Look after the store of a run directory.") { check };
    }

    // Only the host programs know what a store holds.
    private static async Task<int> CheckAsync(Call call, string? runDir)
    {
        var directory = RunDirectory.WithStore(runDir, Environment.GetEnvironmentVariable(RunDirectory.Variable), call.WorkingDirectory)
            ?? throw Refusal.Before("no run directory with a store is here. Name one with --run-dir.");
        var start = new ProcessStartInfo(HostPrograms.Find(HostPrograms.Seed), ["store-check", directory]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw Refusal.Lost("the store cannot be checked: the host program gave no process.");
        var text = await process.StandardOutput.ReadToEndAsync(call.Ending).ConfigureAwait(false);
        await process.WaitForExitAsync(call.Ending).ConfigureAwait(false);
        var found = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(cells => cells.Length == 6).ToList();
        var damaged = found.Where(cells => cells[0] == "damaged").ToList();
        if (call.Terminal.Format == OutputFormat.Json)
        {
            call.Terminal.Json(new JsonObject
            {
                ["runDirectory"] = directory,
                ["logs"] = new JsonArray([.. found.Select(cells => new JsonObject
                {
                    ["log"] = cells[1], ["state"] = cells[0], ["records"] = Number(cells[2]), ["bytes"] = Number(cells[3]), ["bytesCut"] = Number(cells[4]), ["damage"] = cells[5],
                })]),
            });
        }

        call.Terminal.Line($"muster: {CommonWords.Count(found.Count, "log")}, {found.Sum(cells => Number(cells[2]))} records, {CommonWords.Bytes(found.Sum(cells => Number(cells[3])))}; "
            + $"{found.Count(cells => cells[0] == "torn")} with a torn tail, {damaged.Count} damaged");
        foreach (var cells in found.Where(cells => cells[0] == "behind"))
            call.Terminal.Line($"muster: {cells[5]}");
        foreach (var cells in damaged)
            call.Terminal.Fail($"damaged: {cells[5]}");
        return damaged.Count > 0 || process.ExitCode != 0 ? ExitCode.RunFailed : ExitCode.Done;
    }

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);
}
