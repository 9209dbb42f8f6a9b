using Muster.Messages.Ranks;
using Muster.Messages.Runs;

namespace Muster.Actors.Workflow;

/// <summary>From a run to what the rank hosts are asked: the head rank's stdout goes to the parser, that of all others to the null device.</summary>
public static class GroupPlan
{
    /// <summary>The message for node 0, from where it goes on to the others.</summary>
    /// <param name="run">The run.</param>
    /// <param name="producer">Serialized path of the actor that takes the reports.</param>
    /// <param name="coordinator">Address of the coordinator's host.</param>
    public static StartGroup ToStartGroup(StartRun run, string producer, string coordinator)
    {
        var group = new StartGroup
        {
            Key = run.Key,
            Epoch = run.Epoch,
            Producer = producer,
            Names = coordinator + Messages.WellKnown.Names,
            PuidBase = run.PuidBase,
            Mpi = run.Spec.Mpi,
            Parser_ = run.Parser_,
            StopPatienceMs = run.Spec.StopPatienceMs,
            NoPreload = run.Spec.NoPreload,
            BindNuma = run.Spec.Binding == Messages.Workflow.Binding.Numa,
            GpusPerRank = run.Spec.GpusPerRank,
            Yield = run.Spec.Yield,
            IgnoreErrors = run.Spec.IgnoreErrors,
        };
        group.Limits.Add(run.Spec.Limits);
        group.Nodes.Add(run.Shares);
        group.Templates.Add(Template(run, 1, StreamTarget.Pipe));
        if (run.Ranks > 1)
            group.Templates.Add(Template(run, run.Ranks - 1, StreamTarget.NullDevice));
        return group;
    }

    private static RankTemplate Template(StartRun run, int count, StreamTarget stdout)
    {
        var template = new RankTemplate
        {
            Program = run.Spec.Program,
            Cwd = run.Spec.Cwd,
            Count = count,
            Stdout = new StreamSpec { Target = stdout },
            Stderr = new StreamSpec { Target = StreamTarget.Pipe },
        };
        template.Args.Add(run.Spec.Args);
        template.Env.Add(run.Spec.Env);
        return template;
    }
}
