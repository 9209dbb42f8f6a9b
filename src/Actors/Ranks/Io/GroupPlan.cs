using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks.Io;

/// <summary>One rank of a group on this node.</summary>
internal sealed record RankPlan(int Rank, int AppNumber, SpawnRequest Spawn)
{
    /// <summary>Who reads its stdout, when that is a pipe.</summary>
    public StreamConsumer Output { get; init; }

    /// <summary>Its stderr is kept, not only its last lines.</summary>
    public bool KeepsError { get; init; }

    /// <summary>Whether it is started again when it fails.</summary>
    public RestartPolicy? Restart { get; init; }
}

/// <summary>Everything the loop needs to run this node's part of a group.</summary>
internal sealed record GroupPlan
{
    public required ulong Number { get; init; }

    public required IReadOnlyList<RankPlan> Ranks { get; init; }

    public required int GroupSize { get; init; }

    /// <summary>No other rank host takes part, so a barrier is complete when it is complete here.</summary>
    public required bool SingleNode { get; init; }

    public required string SpaceName { get; init; }

    public required string? Mapping { get; init; }

    public required long CreditBytes { get; init; }

    public required StopPatience Patience { get; init; }

    /// <summary>Set where a site's launcher starts the ranks.</summary>
    public LaunchPlan? Launch { get; init; }
}

/// <summary>What the loop tells a group's actor. Never leaves the process.</summary>
internal abstract record GroupNews
{
    private GroupNews()
    {
    }

    public sealed record AllStarted(IReadOnlyList<(int Rank, int Pid)> Ranks) : GroupNews;

    /// <summary>A rank that failed runs again.</summary>
    public sealed record StartedAgain(int Rank, int Pid) : GroupNews;

    public sealed record StartFailed(int Rank, string Reason) : GroupNews;

    public sealed record Reaped(int Rank, WardenEvent.Exited Exit, PmiPhase Phase, IReadOnlyList<string> StderrTail) : GroupNews
    {
        /// <summary>What is known of its end where nobody saw how it exited.</summary>
        public string? How { get; init; }

        public int Code => Exit.Code;

        public int Signal => Exit.Signal;
    }

    public sealed record Batch(int Rank, RankStream Stream, Cut Cut) : GroupNews;

    /// <summary>The rank was reaped and its pipe is empty.</summary>
    public sealed record StreamEnded(int Rank, RankStream Stream, Cut Rest, bool HeldOpen) : GroupNews;

    /// <summary>The head rank's stdin took so many bytes in all; closed: it takes no more.</summary>
    public sealed record InputWritten(long Total, bool Closed) : GroupNews;

    public sealed record FenceReached(IReadOnlyList<KeyValue> Puts) : GroupNews;

    public sealed record Aborted(int Rank, int ExitCode) : GroupNews;

    public sealed record NameAsked(int Rank, NameWish Wish, string Service, string Port) : GroupNews;

    public sealed record Violated(int Rank, string What) : GroupNews;

    public sealed record Stray(int Pid, string Name) : GroupNews;

    /// <summary>Nobody of the group is left on this node, but for so many that hang in the kernel whatever signal they get.</summary>
    public sealed record Gone(int Left = 0) : GroupNews;

    public sealed record WardenGone(string How) : GroupNews;

    /// <summary>The site's launcher ended. What it started ends with it or has ended before.</summary>
    public sealed record LauncherEnded(string How) : GroupNews;
}
