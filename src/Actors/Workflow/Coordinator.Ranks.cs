using Akka.Actor;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// What drivers want of running ranks: their raw output, their stdin, signals.
public sealed partial class Coordinator
{
    private const int LastSignal = 64;

    private void ReceiveRankRequests()
    {
        Receive<FollowOutput>(OnFollowOutput);
        Receive<PutInput>(OnPutInput);
        Receive<SignalRun>(OnSignalRun);
    }

    private void OnFollowOutput(FollowOutput follow)
    {
        if (_book.FindByRun(follow.Run) is not { } submission)
        {
            RefuseUnknown($"There is no run {follow.Run}. See what there is with: muster runs");
            return;
        }
        follow = follow.Clone();
        if (follow.Attempt == 0)
            follow.Attempt = submission.Begun(follow.Run)?.Attempt ?? 0;
        // An attempt that another one follows is over too.
        follow.Over = submission.IsOver(follow.Run) || follow.Attempt < (submission.Begun(follow.Run)?.Attempt ?? 0);
        _outputs.Forward(follow);
    }

    private void OnPutInput(PutInput put)
    {
        var machine = _active.TryGetValue(put.Key.Run, out var run) ? run.Machine : null;
        if (machine is null || !machine.Key.Equals(put.Key))
            Sender.Tell(new InputTaken { Key = put.Key, Closed = true });
        else
            Context.Resolve(machine.Shares.First(s => s.Ranks.Contains(0)).RankHost).Forward(put);
    }

    private void OnSignalRun(SignalRun signal)
    {
        if (signal.Signal is < 1 or > LastSignal)
        {
            Sender.Tell(new RequestRefused { Code = RefusalCode.BadRequest, Reason = $"{signal.Signal} is no signal: use 1 to {LastSignal}." });
            return;
        }
        if (!_active.TryGetValue(signal.Run, out var run) || run.Machine is not { State: RunState.Running } machine)
        {
            RefuseUnknown($"Run {signal.Run} does not run now. See what there is with: muster runs");
            return;
        }
        Context.Resolve(machine.Shares[0].RankHost).Tell(new SignalGroup { Key = machine.Key, Signal = signal.Signal });
        Sender.Tell(new RunSignalled { Run = signal.Run, Ranks = machine.Ranks });
    }
}
