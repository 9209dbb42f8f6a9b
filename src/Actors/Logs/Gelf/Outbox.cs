using Akka.Actor;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What one source has for the store: sent, and kept until the store has it. Used by its actor only.</summary>
internal sealed class Outbox(IActorRef aggregator, IActorRef sender)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private readonly UnstoredBatches _unstored = new();
    private TimeSpan _asked;
    private long _stored;

    /// <summary>The client that waits for word; null for the input itself.</summary>
    public ClientLink? Link { get; init; }

    public long Bytes => _unstored.Bytes;

    public bool IsEmpty => _unstored.Count == 0;

    public int Records => _unstored.All.Sum(b => b.Count);

    /// <summary>The store takes nothing for now.</summary>
    public bool Refused { get; private set; }

    public void Add(LogRecords batch, TimeSpan now)
    {
        if (IsEmpty)
            _asked = now;
        // A store that has not heard of the source for long goes on from there.
        batch.Stored = _stored;
        _unstored.Add(batch);
        // While the store does not take any, it waits with the others.
        if (!Refused)
            aggregator.Tell(batch, sender);
    }

    public void Stored(long number, TimeSpan now)
    {
        _unstored.Stored(number);
        _stored = Math.Max(_stored, number);
        _asked = now;
        Link?.Stored(number);
    }

    /// <summary>The store wants to go on from a number. True when this can.</summary>
    public bool Refuse(LogsRefused refused, TimeSpan now)
    {
        _asked = now;
        if (Link is not null && _unstored.All.FirstOrDefault() is { } oldest && refused.Expected < oldest.Number)
        {
            Link.Expects(refused.Expected);
            return false;
        }

        Refused = true;
        return true;
    }

    /// <summary>Sends again from a number on.</summary>
    public void Again(long number, TimeSpan now)
    {
        Refused = false;
        _asked = now;
        foreach (var batch in _unstored.All.Where(b => b.Number >= number))
            aggregator.Tell(batch, sender);
    }

    /// <summary>The store should have answered by now.</summary>
    public bool IsOverdue(TimeSpan now) => !Refused && !IsEmpty && now - _asked > AnswerPatience;

    public int Batches => _unstored.Count;
}
