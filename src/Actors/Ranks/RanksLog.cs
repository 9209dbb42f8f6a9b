using Akka.Event;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What rank hosts log, each event once.</summary>
internal static class RanksLog
{
    public static void WardenUp(this ILoggingAdapter log, string node, int pid) =>
        log.Debug("warden of node {0} runs as pid {1}", node, pid);

    public static void WardenLost(this ILoggingAdapter log, string node, string how) =>
        log.Error("the warden of node {0} is gone ({1}): every rank here ended with it; a new one is started", node, how);

    public static void WardenCame(this ILoggingAdapter log, string node) =>
        log.Info("node {0} can start ranks now", node);

    public static void WardenFailed(this ILoggingAdapter log, string node, string how) =>
        log.Error("node {0} can start no ranks: {1}", node, how);

    public static void LeftoversRemoved(this ILoggingAdapter log, string node, string names) =>
        log.Info("removed from shared memory of node {0} what killed ranks had left: {1}", node, names);

    public static void LeftoversNamed(this ILoggingAdapter log, string node, string names) =>
        log.Info("in shared memory of node {0} lies what was made while runs were here and nobody uses; it was left there, for it may not be theirs: {1}", node, names);

    public static void EscapedEnded(this ILoggingAdapter log, string node, string names) =>
        log.Warning("ended on node {0} what had escaped the warden: {1}", node, names);

    public static void GroupStarted(this ILoggingAdapter log, RunKey key, int ranks, string program, string mpi) =>
        log.Debug("run {0} attempt {1}: {2} ranks of {3} run here (MPI: {4})", key.Run, key.Attempt, ranks, program, mpi);

    public static void GroupRefused(this ILoggingAdapter log, RunKey key, string reason) =>
        log.Info("run {0} attempt {1} refused: {2}", key.Run, key.Attempt, reason);

    public static void GroupFailed(this ILoggingAdapter log, RunKey key, string reason) =>
        log.Info("run {0} attempt {1} fails: {2}", key.Run, key.Attempt, reason);

    public static void GroupStopped(this ILoggingAdapter log, RunKey key, string reason) =>
        log.Debug("run {0} attempt {1} is stopped: {2}", key.Run, key.Attempt, reason);

    public static void GroupEnded(this ILoggingAdapter log, RunKey key, int strays) =>
        log.Debug("run {0} attempt {1}: nobody is left here ({2} strays ended)", key.Run, key.Attempt, strays);

    public static void OldEpoch(this ILoggingAdapter log, string message, long epoch, long seen) =>
        log.Warning("{0} of coordinator epoch {1} refused: epoch {2} was seen", message, epoch, seen);

    public static void StoreSilent(this ILoggingAdapter log, RunKey key, TimeSpan silence) =>
        log.Warning("run {0} attempt {1}: nothing was stored for {2}; its unstored output is given up", key.Run, key.Attempt, silence);

    public static void RankRestarts(this ILoggingAdapter log, RunKey key, int rank, string reason, int restart, int most, int pauseMs) =>
        log.Info("run {0}: rank {1} ended ({2}) and is started again in {3} ms, {4} of {5}", key.Run, rank, reason, pauseMs, restart, most);

    public static void Hanging(this ILoggingAdapter log, RunKey key, string node, int processes) =>
        log.Error("run {0} attempt {1}: {2} processes on node {3} hang in the kernel and SIGKILL does not end them; look for state D in ps there", key.Run, key.Attempt, processes, node);

    public static void LauncherEnded(this ILoggingAdapter log, RunKey key, string how) =>
        log.Debug("run {0} attempt {1}: {2}", key.Run, key.Attempt, how);

    public static void NamesSilent(this ILoggingAdapter log, RunKey key, int rank) =>
        log.Warning("run {0} attempt {1}: nobody answered rank {2} about a published name; it is told there is none", key.Run, key.Attempt, rank);

    public static void EarlyDropped(this ILoggingAdapter log, RunKey key, string message) =>
        log.Warning("{0} for run {1} attempt {2} came long before its StartGroup and was dropped", message, key.Run, key.Attempt);
}
