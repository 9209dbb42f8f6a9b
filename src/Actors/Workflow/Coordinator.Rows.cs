using Akka.Actor;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// Who asks for a run's rows is sent to the actor that has them; until there is one, the question waits here.
public sealed partial class Coordinator
{
    private void OnFollowRows(FollowRows follow) => OnFollowRows(follow, Sender);

    private void OnFollowRows(FollowRows follow, IActorRef follower)
    {
        if (_book.FindByRun(follow.Run) is not { } submission)
        {
            RefuseUnknown(follower, $"There is no run {follow.Run}. See what there is with: muster runs");
            return;
        }
        var opened = _active.TryGetValue(follow.Run, out var active) ? active.Machine?.Result is not null : submission.IsOver(follow.Run) || submission.Interrupted;
        if (opened)
        {
            var results = active is null ? Context.Resolve(_cluster.SelfAddress + WellKnown.Results) : ResultsOf(active);
            if (active is null && submission.WasSilent(follow.Run))
                follower.Tell(NoRows(submission, follow, complete: true));
            else
                results.Tell(active is null ? follow : new FollowRows(follow) { Running = true }, follower);
            return;
        }
        if (active?.Machine is not null && follow.WaitMs > 0)
        {
            active.RowFollowers.Add((follow, follower, Context.NowMicros() + Math.Min(follow.WaitMs, MaxWaitMs) * 1000L));
            return;
        }
        // No rows yet and no actor to wait at: answer empty, soon. The attempt is the one asked for: between two attempts the cursor still means the earlier.
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(follow.WaitMs, 0, NotStartedPollMs));
        Context.System.Scheduler.ScheduleTellOnce(wait, follower, NoRows(submission, follow, complete: false), Self);
    }

    private static Rows NoRows(Submission submission, FollowRows follow, bool complete)
    {
        var from = Math.Max(1, follow.From);
        var rows = new Rows { Run = follow.Run, Producer = submission.ProducerOf(follow.Run), Attempt = follow.Attempt, First = from, Next = from, Complete = complete };
        if (complete)
        {
            rows.Parameters.Add(submission.ParametersOf(follow.Run));
            rows.Columns.Add(submission.Columns);
        }
        return rows;
    }

    /// <summary>Where rows are, or that none will come, is known now.</summary>
    private void AskAgain(ActiveRun run)
    {
        if (run.RowFollowers.Count == 0)
            return;
        var waiting = run.RowFollowers.ToArray();
        run.RowFollowers.Clear();
        var now = Context.NowMicros();
        foreach (var (request, follower, deadline) in waiting)
            OnFollowRows(new FollowRows(request) { WaitMs = (int)Math.Max(0, (deadline - now) / 1000) }, follower);
    }

    private void AnswerExpiredRowFollowers(long now)
    {
        foreach (var run in _active.Values.Where(r => r.RowFollowers.Count > 0))
        {
            foreach (var (request, follower, _) in run.RowFollowers.Where(f => f.DeadlineUs <= now))
                follower.Tell(NoRows(run.Submission, request, complete: false));
            run.RowFollowers.RemoveAll(f => f.DeadlineUs <= now);
        }
    }
}
