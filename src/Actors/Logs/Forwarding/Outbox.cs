using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Forwarding;

/// <summary>A source's batches until they are stored: those under way, those that wait in memory, those that wait on disk; in this order.</summary>
internal sealed class Outbox(BatchSpool spool, long maxMemory, long window) : IDisposable
{
    private readonly UnstoredBatches _sent = new();
    private readonly Queue<LogRecords> _waiting = new();
    private long _waitingBytes;

    /// <summary>Records that found no place anywhere.</summary>
    public long Dropped { get; private set; }

    /// <summary>Batches that are not stored.</summary>
    public int Count => _sent.Count + _waiting.Count + spool.Count;

    /// <summary>Batches that are under way.</summary>
    public int UnderWay => _sent.Count;

    /// <summary>Batches on disk.</summary>
    public int Spooled => spool.Count;

    /// <summary>Adds a batch. False when there was no place for it: the next one gets its number.</summary>
    public bool Add(LogRecords batch)
    {
        if (spool.Count == 0 && _waitingBytes + batch.Rows.Length <= maxMemory)
        {
            _waiting.Enqueue(batch);
            _waitingBytes += batch.Rows.Length;
            return true;
        }
        try
        {
            if (spool.TryAdd(batch))
                return true;
        }
        catch (IOException)
        {
            // Counted below, and told by whoever owns this.
        }
        Dropped += batch.Count;
        return false;
    }

    /// <summary>The next batch to send; null while enough are under way.</summary>
    public LogRecords? Next()
    {
        if (_sent.Count > 0 && _sent.Bytes >= window)
            return null;
        if (!_waiting.TryDequeue(out var batch))
        {
            batch = spool.Take();
            if (batch is null)
                return null;
        }
        else
        {
            _waitingBytes -= batch.Rows.Length;
        }
        _sent.Add(batch);
        return batch;
    }

    /// <summary>All that are under way, to be sent again.</summary>
    public IEnumerable<LogRecords> Again => _sent.All;

    /// <summary>Everything up to this number is stored.</summary>
    public void Stored(long number) => _sent.Stored(number);

    /// <inheritdoc/>
    public void Dispose() => spool.Dispose();
}
