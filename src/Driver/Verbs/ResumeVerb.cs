using System.CommandLine;
using System.CommandLine.Parsing;
using Muster.Driver.Running;

namespace Muster.Driver.Verbs;

/// <summary>`muster resume RUNDIR`: does what an earlier cluster left undone.</summary>
internal static class ResumeVerb
{
    public static Command Build(Call call)
    {
        var runDir = new Argument<string>("rundir") { Description = "The run directory of the cluster that ended." };
        var nodes = CommonOptions.Nodes(1);
        var keep = new Option<bool>("--keep") { Description = "Leave the cluster up that this call started." };
        var output = CommonOptions.Output();
        var command = new Command("resume", "Go on with the runs that were not over when the cluster of a run directory ended.") { runDir, nodes, keep, output };
        var places = new PlaceOptions();
        places.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("resume");
            call.Terminal.Format = parsed.GetValue(output);
            return new Resumption(call, parsed.GetValue(runDir)!, parsed.GetValue(nodes), parsed.GetValue(keep), places.Read(parsed, call.WorkingDirectory, parsed.GetValue(keep) ? "--keep" : null)).RunAsync();
        });
        return command;
    }
}
