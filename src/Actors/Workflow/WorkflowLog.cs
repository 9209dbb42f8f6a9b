using Akka.Event;

namespace Muster.Actors.Workflow;

/// <summary>What the workflow logs. Info: what a person wants to see of a healthy run; it fits on a screen.</summary>
internal static class WorkflowLog
{
    public static void CoordinatorStarted(this ILoggingAdapter log, long epoch, int runsKnown) =>
        log.Info("Coordinator started, epoch {0}, {1} runs in the journal", epoch, runsKnown);

    public static void JournalCut(this ILoggingAdapter log, long bytes) =>
        log.Warning("Cut {0} bytes of a half-written record from the end of the run journal: the last host was killed while writing", bytes);

    public static void JournalUnusable(this ILoggingAdapter log, string reason) =>
        log.Error("The run journal cannot be used: {0}", reason);

    public static void JournalWorks(this ILoggingAdapter log) =>
        log.Info("The run journal can be written again");

    public static void PutOut(this ILoggingAdapter log) =>
        log.Info("This host was put out of the cluster: its coordinator decides nothing any more, another one takes over");

    public static void TakingOver(this ILoggingAdapter log, int runs) =>
        log.Warning("The coordinator before this one was lost with {0} runs on; asking every host what it runs", runs);

    public static void TookOver(this ILoggingAdapter log, double seconds) =>
        log.Info("Everything that runs is known after {0:0.00} s", seconds);

    public static void RunAdopted(this ILoggingAdapter log, long run, int attempt, string node) =>
        log.Info("Run {0} attempt {1} goes on; its producer is on {2}", run, attempt, node);

    public static void RunDisowned(this ILoggingAdapter log, long run, int attempt, string node) =>
        log.Warning("Run {0} attempt {1}, whose producer is on {2}, is in no journal: it is ended", run, attempt, node);

    public static void StrangerStopped(this ILoggingAdapter log, long run, int attempt, string node) =>
        log.Warning("Ranks of run {0} attempt {1} on {2} are in no journal: they are ended", run, attempt, node);

    public static void SubmissionInterrupted(this ILoggingAdapter log, string submission, int runs) =>
        log.Warning("Submission {0} was not done when the cluster before this one ended: {1} runs are left; go on with: muster resume", submission, runs);

    public static void SubmissionResumed(this ILoggingAdapter log, string submission, int runs) =>
        log.Info("Submission {0} goes on with the {1} runs that are left", submission, runs);

    public static void StoreWaits(this ILoggingAdapter log, long run, string reason) =>
        log.Warning("Run {0} waits for the store: {1}", run, reason);

    public static void ResultSuperseded(this ILoggingAdapter log, long run) =>
        log.Warning("The rows of run {0} were taken over by another host: this one was taken for dead", run);

    public static void JournalFailed(this ILoggingAdapter log, Exception cause) =>
        log.Error(cause, "The run journal cannot be written: submissions are refused until it can");

    public static void SubmissionAccepted(this ILoggingAdapter log, string submission, string owner, int count, int concurrent, int ranks, string program) =>
        log.Info("Submission {0} of {1}: {2} runs, {3} at once, {4} ranks each, of {5}", submission, owner, count, concurrent, ranks, program);

    public static void SubmissionRefused(this ILoggingAdapter log, string submission, string reason) =>
        log.Warning("Submission {0} refused: {1}", submission, reason);

    public static void SubmissionCancelled(this ILoggingAdapter log, string submission, string reason) =>
        log.Info("Submission {0} cancelled: {1}", submission, reason);

    public static void RunStarting(this ILoggingAdapter log, long run, int attempt, int ranks, string placement) =>
        log.Info("Run {0} attempt {1}: starting {2} ranks, {3}", run, attempt, ranks, placement);

    public static void RunEnded(this ILoggingAdapter log, long run, int attempt, string state, long rows, long lines, double seconds) =>
        log.Info("Run {0} attempt {1}: {2}, {3} rows of {4} lines in {5:0.00} s", run, attempt, state, rows, lines, seconds);

    public static void RunFailed(this ILoggingAdapter log, long run, int attempt, string reason, long rows, long lines) =>
        log.Warning("Run {0} attempt {1} failed: {2} ({3} rows of {4} lines stored)", run, attempt, reason, rows, lines);

    public static void AttemptFailed(this ILoggingAdapter log, long run, int attempt, string reason, int next, double delay) =>
        log.Warning("Run {0} attempt {1} failed: {2}; attempt {3} follows in {4:0.0} s", run, attempt, reason, next, delay);

    public static void ParserReplaced(this ILoggingAdapter log, long run, int attempt, string node) =>
        log.Warning("Run {0} attempt {1}: its parser was lost; one on {2} goes on from the stored cursor", run, attempt, node);

    public static void ProducerReplaced(this ILoggingAdapter log, long run, int attempt, string reason) =>
        log.Warning("Run {0} attempt {1}: {2}; another producer takes its ranks over", run, attempt, reason);

    public static void NodeReady(this ILoggingAdapter log, string node, int slots, string address) =>
        log.Info("Node {0} is ready: {1} slots, {2}", node, slots, address);

    public static void NameTaken(this ILoggingAdapter log, string node, string newcomer, string owner) =>
        log.Warning("The host at {1} also calls itself {0}, which {2} is: it is told to end", node, newcomer, owner);

    public static void NodeLeft(this ILoggingAdapter log, string node) =>
        log.Info("Node {0} has left", node);

    public static void NodeLost(this ILoggingAdapter log, string node, string reason) =>
        log.Warning("Node {0} is lost: {1}", node, reason);

    public static void ProcessEndSeen(this ILoggingAdapter log, string address) =>
        log.Warning("The host process at {0} has ended: downing the member", address);

    public static void UnknownMessage(this ILoggingAdapter log, string manifest, object sender) =>
        log.Warning("A message of the unknown kind '{0}' came from {1}", manifest, sender);

    public static void RowsCut(this ILoggingAdapter log, long run, long bytes) =>
        log.Warning("Cut {0} bytes of a half-written frame from the rows of run {1}", bytes, run);

    public static void StoreFailed(this ILoggingAdapter log, Exception cause, long run) =>
        log.Error(cause, "Rows of run {0} cannot be stored", run);

    public static void ReadFailed(this ILoggingAdapter log, Exception cause, long run) =>
        log.Warning(cause, "Rows of run {0} cannot be read now", run);

    public static void BatchGap(this ILoggingAdapter log, long run, int rank, long got, long expected) =>
        log.Warning("Run {0} rank {1}: batch {2} came before batch {3}; asking again", run, rank, got, expected);
}
