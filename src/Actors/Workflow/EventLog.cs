using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>The events of one submission, numbered from 1 without gaps, read by cursor.</summary>
public sealed class EventLog(string submission)
{
    /// <summary>Bytes of events in one answer: well below the frame size of remoting.</summary>
    public const int MaxAnswerBytes = 64 * 1024;

    private readonly List<SubmissionEvent> _events = [];

    /// <summary>Number of the next event.</summary>
    public long Next => _events.Count + 1;

    /// <summary>True when no further event will come.</summary>
    public bool Complete { get; private set; }

    /// <summary>Numbers and keeps an event.</summary>
    public void Add(SubmissionEvent happened)
    {
        happened.Number = Next;
        _events.Add(happened);
        if (happened.EventCase == SubmissionEvent.EventOneofCase.SubmissionEnded)
            Complete = true;
    }

    /// <summary>True when a follower that asks from a number can be answered at once.</summary>
    public bool HasNewsFrom(long from) => Complete || Math.Max(1, from) < Next;

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
        answer.Complete = Complete && next == Next;
        return answer;
    }
}
