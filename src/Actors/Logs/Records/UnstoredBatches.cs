using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Records;

/// <summary>What a source has sent and is not told to be stored yet, in order: an actor that feeds records keeps one, so that a lost batch or a store that moved costs nothing.</summary>
public sealed class UnstoredBatches
{
    private readonly Queue<LogRecords> _batches = new();
    private long _stored;

    /// <summary>Bytes of rows that wait: a reader pauses its connections above its bound and goes on below.</summary>
    public long Bytes { get; private set; }

    /// <summary>Batches that wait.</summary>
    public int Count => _batches.Count;

    /// <summary>All that wait, the oldest first: what is sent again when no answer came in time.</summary>
    public IEnumerable<LogRecords> All => _batches;

    /// <summary>Adds a batch before it is sent for the first time; its number is one more than the last.</summary>
    public void Add(LogRecords batch)
    {
        batch.Stored = _stored;
        _batches.Enqueue(batch);
        Bytes += batch.Rows.Length;
    }

    /// <summary>Forgets what is stored. Answers how many records that were.</summary>
    public int Stored(long number)
    {
        var records = 0;
        _stored = Math.Max(_stored, number);
        while (_batches.TryPeek(out var batch) && batch.Number <= number)
        {
            _batches.Dequeue();
            Bytes -= batch.Rows.Length;
            records += batch.Count;
        }
        return records;
    }
}
