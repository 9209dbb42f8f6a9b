using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// The way of a run's lines: its parser, its result actor, and others in their place.
public sealed partial class Coordinator
{
    private void OnResultOpened(ResultOpened opened)
    {
        // One that was given up meanwhile may answer late.
        if (_active.TryGetValue(opened.Key.Run, out var run) && !HostOf(Sender).Equals(HostOfResults(run)))
            return;
        Feed(opened.Key, (machine, now) => machine.On(opened, now));
        if (run?.Machine?.Result is not null)
            AskAgain(run);
    }

    private void OnStoreFailed(StoreFailed failed)
    {
        if (!failed.Waiting)
        {
            Feed(failed.Key, (machine, now) => machine.LoseStream(failed.Reason, now));
            return;
        }
        _log.StoreWaits(failed.Key.Run, failed.Reason);
        Feed(failed.Key, (machine, now) => machine.WaitForStore(failed.Reason, now));
    }

    /// <summary>Where a run's result actor is, or shall be: hosts that may hold the coordinator take turns.</summary>
    private Address HostOfResults(ActiveRun run)
    {
        if (run.ResultHost is { } known && _nodes.At(known) is { State: NodeState.Up or NodeState.Unreachable or NodeState.Leaving })
            return known;
        var hosts = _nodes.All.Where(n => n.State == NodeState.Up && n.Roles.Contains(WellKnown.SeedRole)).Select(n => n.Address).ToArray();
        run.ResultHost = hosts.Length == 0 ? _cluster.SelfAddress : hosts[(int)(run.Run % hosts.Length)];
        return run.ResultHost;
    }

    private IActorRef ResultsOf(ActiveRun run) => Context.Resolve(HostOfResults(run) + WellKnown.Results);

    private void OnParserOpened(ParserOpened opened)
    {
        if (_active.TryGetValue(opened.Key.Run, out var run) && run.Machine?.Key.Equals(opened.Key) == true && run.Parser.IsNobody())
            run.Parser = Context.Watch(Sender);
        else if (!run?.Parser.Equals(Sender) ?? true)
            Sender.Tell(new CloseParser { Key = opened.Key, Epoch = _epoch });
        Feed(opened.Key, (machine, now) => machine.On(opened, now));
    }

    /// <summary>The rows go on elsewhere, from the stored cursor; the parser that sent them to the lost host is replaced with it.</summary>
    private void LoseResult(ActiveRun run, string reason)
    {
        run.ResultHost = null;
        if (!run.Parser.IsNobody())
        {
            Context.Unwatch(run.Parser);
            run.Parser.Tell(new CloseParser { Key = run.Machine!.Key, Epoch = _epoch });
            run.Parser = ActorRefs.Nobody;
        }
        run.Machine!.LoseResult(reason, Context.NowMicros());
    }

    private void LoseParser(ActiveRun run, string reason)
    {
        run.Parser = ActorRefs.Nobody;
        run.Machine!.LoseParser(reason, Context.NowMicros());
    }

    private OpenParser ToOpenParser(ActiveRun run)
    {
        var parser = SubmissionRules.ParserOf(run.Submission.Request.Spec);
        // What the first parser learnt from the lines binds those after it.
        if (parser.Columns.Count == 0)
            parser.Columns.Add(run.Machine!.Stored.Columns);
        return ToOpenParser(run, parser);
    }

    private OpenParser ToOpenParser(ActiveRun run, ParserSpec parser) => new()
    {
        Key = run.Machine!.Key,
        Parse = SubmissionRules.ParseOf(run.Submission.Request.Spec),
        Parser_ = parser,
        Result = run.Machine.Result,
        Producer = run.Machine.Producer,
        Epoch = _epoch,
    };
}
