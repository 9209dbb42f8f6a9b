using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>The events of one submission, numbered from 1 without gaps, read by cursor.</summary>
public sealed class EventLog(string submission)
{
    /// <summary>Bytes of events in one answer: well below the frame size of remoting.</summary>
    public const int MaxAnswerBytes = 64 * 1024;

    private readonly List<SubmissionEvent> _events = [];
    private int _taken;
    private int _shown;

    /// <summary>Called when an event was added that is not in the journal yet.</summary>
    public Action? OnAdded { get; set; }

    /// <summary>Number of the next event that followers may see.</summary>
    public long Next => _shown + 1;

    /// <summary>True when the last event there will be is shown.</summary>
    public bool Complete { get; private set; }

    /// <summary>No event will come, though the submission is not over: nobody is there to do the rest.</summary>
    public bool Interrupted { get; set; }

    /// <summary>All events of a run, those that are not shown yet included.</summary>
    public IEnumerable<SubmissionEvent> Of(long run) => _events.Where(e => e.Run == run);

    /// <summary>Numbers and keeps an event. Followers see it once it is in the journal: see <see cref="Show"/>.</summary>
    public void Add(SubmissionEvent happened)
    {
        happened.Number = _events.Count + 1;
        _events.Add(happened);
        OnAdded?.Invoke();
    }

    /// <summary>Takes events back from the journal.</summary>
    public void Restore(IEnumerable<SubmissionEvent> events)
    {
        // A number that is there already comes from a segment that was written before a takeover and again after it.
        _events.AddRange(events.Where(e => e.Number > _events.Count));
        _taken = _events.Count;
        Show(_taken);
    }

    /// <summary>The events that no journal has yet, once.</summary>
    public IReadOnlyList<SubmissionEvent> TakeUnsaved()
    {
        var unsaved = _events.GetRange(_taken, _events.Count - _taken);
        _taken = _events.Count;
        return unsaved;
    }

    /// <summary>The events up to this number are in the journal: followers see them.</summary>
    public void Show(long number)
    {
        _shown = (int)Math.Max(_shown, Math.Min(number, _events.Count));
        Complete = _shown > 0 && _events[_shown - 1].EventCase == SubmissionEvent.EventOneofCase.SubmissionEnded;
    }

    /// <summary>True when a follower that asks from a number can be answered at once.</summary>
    public bool HasNewsFrom(long from) => Complete || Interrupted || Math.Max(1, from) < Next;

    /// <summary>The answer to a follower.</summary>
    public SubmissionEvents Read(long from, int max)
    {
        var answer = new SubmissionEvents { Submission = submission };
        var next = Math.Clamp(from, 1, Next);
        var bytes = 0;
        while (next < Next && (max <= 0 || answer.Events.Count < max))
        {
            var happened = _events[(int)(next - 1)];
            bytes += happened.CalculateSize() + 8;
            if (bytes > MaxAnswerBytes && answer.Events.Count > 0)
                break;
            answer.Events.Add(happened);
            next++;
        }
        answer.Next = next;
        answer.Complete = (Complete || Interrupted) && next == Next;
        return answer;
    }
}
