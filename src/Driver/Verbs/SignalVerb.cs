using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Muster.Driver.Rendering;
using Muster.Driver.Running;

namespace Muster.Driver.Verbs;

/// <summary>`muster signal RUN SIGNAL`: a signal to every rank of a run, and to what it started in its process group.</summary>
internal static class SignalVerb
{
    // As Linux counts them, from 1.
    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    public static Command Build(Call call)
    {
        var run = new Argument<long>("run") { Description = "The run's number." };
        var signal = new Argument<int>("signal") { Description = "A name such as USR1 or SIGTERM, or a number.", CustomParser = Parse };
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("signal", "Send a signal to every rank of a run. To end a run use cancel.") { run, signal, runDir, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("signal");
            call.Terminal.Format = parsed.GetValue(output);
            return SignalAsync(call, parsed.GetValue(run), parsed.GetValue(signal), parsed.GetValue(runDir));
        });
        return command;
    }

    /// <summary>The signal's number, or 0.</summary>
    internal static int NumberOf(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is >= 1 and <= 64 ? number : 0;
        var name = text.ToUpperInvariant();
        return Array.IndexOf(Names, name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name) + 1;
    }

    private static int Parse(ArgumentResult result)
    {
        var number = NumberOf(result.Tokens[^1].Value);
        if (number == 0)
            result.AddError($"'{result.Tokens[^1].Value}' is no signal; use a name such as USR1 or a number from 1 to 64.");
        return number;
    }

    private static async Task<int> SignalAsync(Call call, long run, int signal, string? runDir)
    {
        await using var session = await ClusterSession.AttachAsync(call, runDir).ConfigureAwait(false);
        var signalled = await session.Client.SignalAsync(run, signal, call.Ending).ConfigureAwait(false);
        if (call.Terminal.Format == OutputFormat.Json)
            call.Terminal.Json(new JsonObject { ["run"] = run, ["signal"] = signal, ["ranks"] = signalled.Ranks });
        else
            call.Terminal.Line($"muster: signal {signal} is sent to {CommonWords.Count(signalled.Ranks, "rank")} of run {run}");
        return ExitCode.Done;
    }
}
