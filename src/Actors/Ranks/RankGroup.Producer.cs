using Akka.Actor;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// Who takes the group's reports. A producer that ends by itself has given the ranks up; one whose host is lost has not: another one comes and is told everything from
/// the beginning.
/// </summary>
internal sealed partial class RankGroup
{
    private static readonly TimeSpan ProducerPatience = TimeSpan.FromMinutes(2);

    // What the rank host keeps of a group that is over, for a producer that comes late.
    private const int MostLastWords = 8;

    private readonly List<GroupReport> _told = [];
    private IActorRef _producer;
    private string _producerPath;
    private bool _producerGone;

    private void ReceiveProducerNews()
    {
        Receive<UseProducer>(OnUseProducer);
        Receive<ProducerMissing>(_ => Stop($"its producer is gone, and no other took its place within {ProducerPatience.TotalSeconds:0} s", Signals.Interrupt));
    }

    private void OnProducerGone(Terminated gone)
    {
        _producerGone = true;
        // Everything reported and only the store is waited for: nothing to stop.
        if (!_reported && gone.AddressTerminated)
            Timers.StartSingleTimer(ProducerMissing.Instance, ProducerMissing.Instance, ProducerPatience);
        else if (!_reported)
            Stop("its producer is gone", Signals.Interrupt);
        StopWhenDone();
    }

    private void OnUseProducer(UseProducer use)
    {
        if (use.Producer != _producerPath)
        {
            var former = Context.Unwatch(_producer);
            (_producer, _producerPath, _producerGone) = (Context.Watch(Resolve(use.Producer)), use.Producer, false);
            Timers.Cancel(ProducerMissing.Instance);
            if (_up.Equals(former))
                _up = _producer;
        }
        // From the producer itself: the node above has nothing of the group any more.
        if (Sender.Path.Equals(_producer.Path))
            _up = _producer;
        UseNames(use.Names);
        PassDown(use);
        foreach (var report in _told)
            Report(report);
    }

    private void ReportOwn(GroupReport report, bool canWait = false)
    {
        _told.Add(report);
        Report(report, canWait);
    }

    private void ReportLast(GroupReport last)
    {
        ReportOwn(last);
        var failures = _told.Where(r => r.RankEnded is { Reason.Length: > 0, StoppedByUs: false, Ignored: false }).Take(MostLastWords);
        Context.Parent.Tell(new LastWords(Key, [.. failures, last]));
    }

    private sealed record ProducerMissing
    {
        public static ProducerMissing Instance { get; } = new();
    }
}

/// <summary>What must be told of a group's part here when it is over and somebody asks.</summary>
internal sealed record LastWords(RunKey Key, IReadOnlyList<GroupReport> Reports);
