using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>From a run to what the rank hosts are asked: unless the run says otherwise, the head rank's stdout goes to the parser, that of all others to the null device.</summary>
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
            Outputs = coordinator + Messages.WellKnown.Outputs,
            PuidBase = run.PuidBase,
            Mpi = run.Spec.Mpi,
            Parser_ = run.Parser_,
            Late = run.Late,
            StopPatienceMs = run.Spec.StopPatienceMs,
            StopPatiences = run.Spec.StopPatiences,
            NoPreload = run.Spec.NoPreload,
            BindNuma = run.Spec.Binding == Binding.Numa,
            GpusPerRank = run.Spec.GpusPerRank,
            Yield = run.Spec.Yield,
            IgnoreErrors = run.Spec.IgnoreErrors,
            Launcher = run.Spec.Launcher,
        };
        group.LauncherOptions.Add(run.Spec.LauncherOptions);
        group.Limits.Add(run.Spec.Limits);
        group.Nodes.Add(run.Shares);
        var first = run.Ranks - run.Spec.More.Sum(m => m.Count);
        group.Templates.Add(Head(run));
        if (first > 1)
            group.Templates.Add(Rest(run.Spec, OfSpec(run.Spec, first - 1)));
        group.Templates.Add(run.Spec.More.Select(m => Rest(run.Spec, m.Clone())));
        return group;
    }

    private static RankTemplate Head(StartRun run)
    {
        var head = OfSpec(run.Spec, 1);
        head.Stdout = run.Spec.Stdout?.Target switch
        {
            StreamTarget.File => run.Spec.Stdout,
            StreamTarget.Pipe => new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Both },
            _ => new StreamSpec { Target = StreamTarget.Pipe },
        };
        head.Stderr = ErrorOf(run.Spec);
        if (run.Spec.Input)
            head.Stdin = new StreamSpec { Target = StreamTarget.Pipe };
        return head;
    }

    private static RankTemplate Rest(RunSpec spec, RankTemplate template)
    {
        template.Stdout ??= spec.Stdout?.Target switch
        {
            StreamTarget.File => spec.Stdout,
            StreamTarget.Pipe => new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper },
            _ => new StreamSpec(),
        };
        template.Stderr ??= ErrorOf(spec);
        // Only the head rank has a parser.
        if (template.Stdout is { Target: StreamTarget.Pipe, Consumer: not StreamConsumer.Keeper })
            template.Stdout = new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper };
        return template;
    }

    private static StreamSpec ErrorOf(RunSpec spec) => spec.Stderr?.Target switch
    {
        StreamTarget.File => spec.Stderr,
        StreamTarget.Pipe => new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper },
        // The last lines, for the report of a rank that fails.
        _ => new StreamSpec { Target = StreamTarget.Pipe },
    };

    private static RankTemplate OfSpec(RunSpec spec, int count)
    {
        var template = new RankTemplate { Program = spec.Program, Cwd = spec.Cwd, Count = count, Stdin = spec.Stdin, Restart = spec.Restart };
        template.Args.Add(spec.Args);
        template.Env.Add(spec.Env);
        return template;
    }
}
