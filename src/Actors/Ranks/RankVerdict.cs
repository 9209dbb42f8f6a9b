using System.Globalization;

namespace Muster.Actors.Ranks;

/// <summary>What a rank's end means. Pure.</summary>
/// <param name="Failed">The group fails with it.</param>
/// <param name="Reason">The true reason in words, empty for a good end.</param>
/// <param name="StoppedByUs">It ended because we told it to.</param>
public readonly record struct RankVerdict(bool Failed, string Reason, bool StoppedByUs)
{
    /// <summary>How the reason of a rank begins that its launcher ended: for another one's sake.</summary>
    public const string ByLauncher = "ended by its launcher";

    private const string Abort = "MPI_Abort(";

    /// <summary>
    /// Whether one failure is likelier the cause than another that was heard of before it. An MPI that loses a peer calls MPI_Abort, and across nodes the word of
    /// that may overtake the word of the peer's end. A launcher that saw one rank fail ends the others.
    /// </summary>
    public static bool Outranks(string later, string earlier) => IsConsequence(earlier) && !IsConsequence(later);

    /// <summary>Judges an end.</summary>
    /// <param name="code">Exit code, valid when <paramref name="signal"/> is 0.</param>
    /// <param name="signal">The signal that killed it, or 0.</param>
    /// <param name="phase">How far its PMI conversation went.</param>
    /// <param name="mustJoin">It is an MPI program in a group of more than one.</param>
    /// <param name="abortCode">The code of its MPI_Abort, if it called it.</param>
    /// <param name="stopping">The group was being stopped before.</param>
    /// <param name="outOfMemory">The control group's count of processes killed for want of memory rose.</param>
    public static RankVerdict Of(int code, int signal, PmiPhase phase, bool mustJoin, int? abortCode, bool stopping, bool outOfMemory = false)
    {
        if (abortCode is { } aborted)
            return new RankVerdict(true, string.Create(CultureInfo.InvariantCulture, $"{Abort}{aborted})"), false);
        if (signal == Signals.Kill && !stopping && outOfMemory)
            return new RankVerdict(true, "killed by SIGKILL: the node ran out of memory (oom_kill of the control group rose)", false);
        if (signal != 0)
            return new RankVerdict(!stopping, $"killed by {Signals.NameOf(signal)}", stopping);
        if (code != 0)
            return new RankVerdict(!stopping, string.Create(CultureInfo.InvariantCulture, $"exit code {code}"), stopping);
        if (stopping)
            return new RankVerdict(false, "", true);
        if (phase == PmiPhase.Joined)
            return new RankVerdict(true, "ended with exit code 0 but without MPI_Finalize", false);
        if (phase == PmiPhase.Silent && mustJoin)
            return new RankVerdict(true, "ended with exit code 0 but never joined its group: the program does not call MPI_Init, or its MPI does not speak PMI-1 and ran it as a single rank", false);
        return new RankVerdict(false, "", false);
    }

    private static bool IsConsequence(string reason) => reason.StartsWith(Abort, StringComparison.Ordinal) || reason.StartsWith(ByLauncher, StringComparison.Ordinal);
}
