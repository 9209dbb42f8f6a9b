using System.CommandLine;
using System.Net;
using Muster.Driver.Hosting;

namespace Muster.Driver.Verbs;

/// <summary>`muster logs serve`: a standing server for log records: this process becomes a seed host with inputs, and stays until it is ended.</summary>
internal static class LogServeVerb
{
    private const string UsualData = "muster-logs";

    public static Command Build(Call call)
    {
        var data = new Option<string>("--data")
        {
            Description = "Where records are kept: a run directory.",
            HelpName = "DIR",
            DefaultValueFactory = _ => UsualData,
        };
        var bind = new Option<string>("--bind")
        {
            Description = "Where inputs listen; 0.0.0.0 is every address of this machine.",
            HelpName = "ADDR",
            DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
        };
        var command = new Command("serve", "Take log records of other programs as GELF and keep them, for ever (docs/logs.md).") { data, bind };
        command.SetAction(parsed =>
        {
            call.RefuseProgram("logs serve");
            if (!IPAddress.TryParse(parsed.GetValue(bind), out var address))
                throw Refusal.Before($"--bind is '{parsed.GetValue(bind)}'; it must be an address such as 127.0.0.1 or 0.0.0.0.");
            var directory = RunDirectory.Take(parsed.GetValue(data)!, call.WorkingDirectory);
            return HostExec.Become(["seed", "--run-dir", directory, "--gelf", address.ToString()], call.Terminal);
        });
        return command;
    }
}
