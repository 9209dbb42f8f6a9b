using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>What each rank gets for its own.</summary>
internal enum BindChoice
{
    Core,
    Numa,
    None,
}

/// <summary>Which MPI a program has.</summary>
internal enum MpiChoice
{
    Auto,
    Mpich,
    Openmpi,
    None,
}

/// <summary>The options of `muster run` about what a rank is given: cores, GPUs, limits, environment, its MPI.</summary>
internal sealed class RankOptions
{
    private readonly Option<BindChoice?> _bind = new("--bind")
    {
        Description = "Bind each rank to a core, or to the run's cores in one NUMA domain. Default: core where every rank can have one, else none.",
        HelpName = "core|numa|none",
        CustomParser = result => CommonOptions.Choose<BindChoice>(result, "--bind"),
    };

    private readonly Option<int> _gpusPerRank = CommonOptions.Number("--gpus-per-rank", 0, 1, 64, "GPUs of its own for each rank. Default: none, and none is seen.");
    private readonly Option<int> _gpus = CommonOptions.Number("--gpus", 0, 1, 65_536, "GPUs for each run, shared by its ranks on a node.");

    private readonly Option<MpiChoice> _mpi = new("--mpi")
    {
        Description = "Which MPI the program has. Default: auto, found out from the program.",
        HelpName = "auto|mpich|openmpi|none",
        CustomParser = result => CommonOptions.Choose<MpiChoice>(result, "--mpi"),
    };

    private readonly Option<bool> _noPreload = new("--no-preload") { Description = "Never preload the cure of MPICH's two faults (see docs/ranks.md)." };
    private readonly Option<bool> _yield = new("--yield") { Description = "MPICH ranks that wait give up their core even when they do not share it." };
    private readonly Option<bool> _ignoreErrors = new("--ignore-errors") { Description = "A rank that fails neither ends the others nor fails the run." };

    private readonly Option<TimeSpan[]> _patience = new("--patience")
    {
        Description = "How long a stopped run has after SIGINT, after SIGTERM, and after SIGKILL, until it is given up: one time for the first two, or three with commas. Default: 2s,2s,10s.",
        HelpName = "TIME[,TIME[,TIME]]",
        CustomParser = ParsePatience,
    };

    private readonly Option<ResourceLimit[]> _limits = new("--limit")
    {
        Description = "A resource limit of every rank, such as nofile=4096 or core=0:unlimited; may be given several times.",
        HelpName = "NAME=SOFT[:HARD]",
        CustomParser = ParseLimits,
    };

    private readonly Option<string[]> _env = new("--env")
    {
        Description = "A variable of every rank's environment; may be given several times.",
        HelpName = "NAME=VALUE",
        CustomParser = ParseVariables,
    };

    private readonly Option<int> _restarts = CommonOptions.Number("--restarts", 0, 1, 1000, "Start a rank that fails again, at most so often; not for MPI programs. Default: not at all.");
    private readonly Option<TimeSpan> _restartDelay = CommonOptions.Duration("--restart-delay", "Pause before a rank is started again; doubles each time, up to a minute. Default: 100ms.");

    private readonly Option<string?> _launcher = new("--launcher")
    {
        Description = "The site's launcher starts the ranks, for an MPI that needs its own: srun, mpirun, or the path of one. Default: the hosts start them.",
        HelpName = "srun|mpirun|PATH",
    };

    private readonly Option<string[]> _launcherOptions = new("--launcher-option")
    {
        Description = "An option for the launcher, such as --launcher-option=--mpi=pmi2; may be given several times.",
        HelpName = "OPTION",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _bind, _gpusPerRank, _gpus, _mpi, _noPreload, _yield, _limits, _env, _ignoreErrors, _restarts, _restartDelay, _patience, _launcher, _launcherOptions })
            command.Add(option);
    }

    public void Fill(ParseResult parsed, RunSpec spec)
    {
        spec.Binding = parsed.GetValue(_bind) switch
        {
            BindChoice.Core => Binding.Core,
            BindChoice.Numa => Binding.Numa,
            BindChoice.None => Binding.Unbound,
            _ => Binding.Fitting,
        };
        spec.GpusPerRank = parsed.GetValue(_gpusPerRank);
        spec.Gpus = parsed.GetValue(_gpus);
        spec.Mpi = parsed.GetValue(_mpi) switch
        {
            MpiChoice.Mpich => MpiFlavor.Mpich,
            MpiChoice.Openmpi => MpiFlavor.Openmpi,
            MpiChoice.None => MpiFlavor.None,
            _ => MpiFlavor.Auto,
        };
        spec.NoPreload = parsed.GetValue(_noPreload);
        spec.Yield = parsed.GetValue(_yield);
        spec.IgnoreErrors = parsed.GetValue(_ignoreErrors);
        spec.StopPatiences = PatienceOf(parsed.GetValue(_patience));
        if (parsed.GetValue(_restarts) is > 0 and var most)
            spec.Restart = new RestartPolicy { Most = most, DelayMs = (int)parsed.GetValue(_restartDelay).TotalMilliseconds };
        spec.Launcher = parsed.GetValue(_launcher) ?? "";
        spec.LauncherOptions.Add(parsed.GetValue(_launcherOptions) ?? []);
        if (spec.LauncherOptions.Count > 0 && spec.Launcher.Length == 0)
            throw Refusal.Before("--launcher-option goes with --launcher srun or --launcher mpirun.");
        if (spec.Launcher.Length > 0 && spec.Restart is not null)
            throw Refusal.Before($"--restarts needs ranks that the hosts start; {spec.Launcher} starts its ranks once. Leave one of the two out.");
        // An mpirun fills one node after the other.
        if (spec.Launcher.Length > 0 && Path.GetFileName(spec.Launcher) != "srun" && parsed.GetResult("--placement") is not OptionResult { Implicit: false })
            spec.Placement = Placement.Block;
        spec.Limits.Add(parsed.GetValue(_limits) ?? []);
        foreach (var variable in parsed.GetValue(_env) ?? [])
            spec.Env[variable[..variable.IndexOf('=', StringComparison.Ordinal)]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }

    private static StopPatiences? PatienceOf(TimeSpan[]? times)
    {
        if (times is null)
            return null;
        int Ms(int place) => place < times.Length ? (int)times[place].TotalMilliseconds : 0;
        return new StopPatiences { InterruptMs = Ms(0), TerminateMs = times.Length == 1 ? Ms(0) : Ms(1), KillMs = Ms(2) };
    }

    private static TimeSpan[]? ParsePatience(ArgumentResult result)
    {
        var words = result.Tokens[^1].Value.Split(',');
        var times = words.Select(CommonOptions.ParseDuration).ToArray();
        if (words.Length <= 3 && times.All(t => t is not null))
            return [.. times.Select(t => t!.Value)];
        result.AddError($"--patience is '{result.Tokens[^1].Value}'; write one to three times such as 5s or 5s,20s,1m.");
        return null;
    }

    private static ResourceLimit[]? ParseLimits(ArgumentResult result)
    {
        var limits = new List<ResourceLimit>();
        foreach (var token in result.Tokens)
        {
            var words = token.Value.Split('=', 2);
            var values = words.Length == 2 ? words[1].Split(':') : [];
            if (words[0].Length == 0 || values.Length is 0 or > 2 || values.Any(v => LimitOf(v) is null))
            {
                result.AddError($"--limit is '{token.Value}'; write it like nofile=4096, nofile=1024:4096 or core=unlimited.");
                return null;
            }
            limits.Add(new ResourceLimit { Name = words[0], Soft = LimitOf(values[0])!.Value, Hard = LimitOf(values[^1])!.Value });
        }
        return [.. limits];
    }

    private static long? LimitOf(string text) =>
        text == "unlimited" ? -1 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[]? ParseVariables(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong)
        {
            result.AddError($"--env is '{wrong.Value}'; write it like NAME=VALUE.");
            return null;
        }
        return [.. result.Tokens.Select(t => t.Value)];
    }
}
