using Akka.Actor;
using Akka.Routing;
using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

// Watchers that leave.
public sealed partial class Collector
{
    private const int MostRemembered = 64;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly List<(string Session, IActorRef Asker)> _ending = [];
    private readonly Dictionary<string, TelemetryEnded> _answers = [];
    private List<string> _endingNodes = [];

    private void OnEnd(EndTelemetry end)
    {
        // Asked again because the answer was lost.
        if (_answers.TryGetValue(end.Session, out var answer))
        {
            Sender.Tell(answer);
            return;
        }
        _watchers.End(end.Session);
        if (!_watchers.None)
        {
            Answer(end.Session, Sender, _monitors.Observing);
            return;
        }
        _ending.Add((end.Session, Sender));
        if (_observing)
            Rest();
        AnswerEndingWhenAllRest();
    }

    // Nobody watches: the monitors end, and say so.
    private void Rest()
    {
        _observing = false;
        _recent.Clear();
        _endingNodes = [.. _monitors.Observing];
        _router.Tell(new Broadcast(new EndObserving { Term = _term }));
        Timers.StartSingleTimer(EndPatienceOver.Instance, EndPatienceOver.Instance, EndPatience);
    }

    private void OnObservingEnded(ObservingEnded ended)
    {
        if (ended.Term != _term)
            return;
        _monitors.Rest(HostOf(Sender));
        AnswerEndingWhenAllRest();
    }

    private void AnswerEndingWhenAllRest()
    {
        if (!_monitors.Observing.Any())
            AnswerEnding();
    }

    private void AnswerEnding()
    {
        Timers.Cancel(EndPatienceOver.Instance);
        foreach (var (session, asker) in _ending)
            Answer(session, asker, _endingNodes);
        _ending.Clear();
    }

    private void Answer(string session, IActorRef asker, IEnumerable<string> nodes)
    {
        if (_answers.Count >= MostRemembered)
            _answers.Clear();
        var answer = new TelemetryEnded();
        answer.Nodes.Add(nodes);
        _answers[session] = answer;
        asker.Tell(answer);
    }

    private sealed record EndPatienceOver
    {
        public static EndPatienceOver Instance { get; } = new();
    }
}
