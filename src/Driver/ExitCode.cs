namespace Muster.Driver;

/// <summary>What the `muster` command tells the shell. Help prints this table; docs/driver.md explains it.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int RunFailed = 1;
    public const int Refused = 2;
    public const int NothingParsed = 3;
    public const int ClusterLost = 4;
    public const int Defect = 70;
    public const int Interrupted = 130;

    public static readonly IReadOnlyList<(int Code, string Meaning)> Table =
    [
        (Done, "everything asked for was done"),
        (RunFailed, "a run failed: a rank exited non-zero, was killed, or its node was lost"),
        (Refused, "refused before anything started: bad options, bad program, bad regex, no room"),
        (NothingParsed, "the runs ended, but no line matched --parse"),
        (ClusterLost, "the cluster did not start, does not answer, or was lost on the way"),
        (Defect, "a defect of muster itself"),
        (Interrupted, "ended by Ctrl-C (143 by SIGTERM, 129 by a closed terminal)"),
    ];

    /// <summary>The code for runs that have all ended: a failure outweighs an empty result.</summary>
    public static int OfRuns(int failed, long rows) =>
        failed > 0 ? RunFailed : rows == 0 ? NothingParsed : Done;

    /// <summary>The shell's convention for a death by signal.</summary>
    public static int OfSignal(int signal) => 128 + signal;
}
