using System.CommandLine;
using Muster.Driver.Hosting;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster demo`: the example workflow on a cluster of its own.</summary>
internal static class DemoVerb
{
    public static Command Build(Call call)
    {
        var output = CommonOptions.Output();
        var command = new Command("demo", "Run the example workflow: 5 runs of 4 MPI ranks, 2 at a time, on a seed host and two node hosts.") { output };
        var places = new PlaceOptions();
        places.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("demo");
            call.Terminal.Format = parsed.GetValue(output);
            return Start(call, places.Read(parsed, call.WorkingDirectory));
        });
        return command;
    }

    private static Task<int> Start(Call call, HostPlaces places)
    {
        var program = HostPrograms.FindWorkload("alltoall", AppContext.BaseDirectory, Environment.GetEnvironmentVariable("MUSTER_HOME"), call.WorkingDirectory)
            ?? throw Refusal.Before("the demo's program workloads/alltoall is not built. `./muster build` compiles it; it needs MPICH (Debian: mpich libmpich-dev).");
        var request = EnsembleRequest.Check(
            [program, "--warmup", "10", "-m", "4096", "-i", "200"], [], new RunSpec { Ranks = 4, Oversubscribe = true }, 5, 2, call.WorkingDirectory);
        return new Ensemble(call, request, new EnsembleOptions(null, Nodes: 2, Keep: false, DryRun: false, Fresh: true) { Places = places }).RunAsync();
    }
}
