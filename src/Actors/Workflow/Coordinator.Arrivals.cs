using Akka.Actor;
using Google.Protobuf;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// Requests that wait for nodes: as long as those may come that make another answer possible.
public sealed partial class Coordinator
{
    private const int MaxHeld = 1_000;

    private readonly List<(IMessage Request, IActorRef Driver)> _held = [];

    /// <summary>True when the request waits: it comes again when the nodes change, and from time to time.</summary>
    private bool HoldForNodes(IMessage request, RefusalCode? refusal, bool ranksGiven)
    {
        if (_stopping || _held.Count >= MaxHeld || !NodeArrivals.MayChange(refusal, ranksGiven, [.. _nodes.All], _startedUs, Context.NowMicros()))
            return false;
        // A driver that has asked again is answered once.
        if (request is SubmitRuns { Submission: var submission })
            _held.RemoveAll(h => h.Request is SubmitRuns known && known.Submission == submission);
        _held.Add((request, Sender));
        return true;
    }

    private void JudgeHeld()
    {
        foreach (var (request, driver) in _held)
            Self.Tell(request, driver);
        _held.Clear();
    }
}
