using Google.Protobuf;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// One rank's stream on its way to the store: numbers its batches, keeps each until it is stored, and knows at the end what became of every byte.
/// </summary>
public sealed class StreamBook(RunKey key, int rank, RankStream stream = RankStream.Stdout)
{
    private readonly Queue<LineBatch> _kept = new();
    private readonly List<LineBatch> _openLine = [];   // stored, but the line they end with goes on
    private long _last;
    private long _stored;
    private long _bytesProduced;
    private long _linesProduced;
    private long _bytesDropped;
    private long _linesDropped;
    private string _dropReason = "";
    private bool _silent;

    /// <summary>The rank whose stream this is.</summary>
    public int Rank { get; } = rank;

    /// <summary>The end mark was made.</summary>
    public bool Ended { get; private set; }

    /// <summary>The end mark is stored: nothing is left to do.</summary>
    public bool Finished => Ended && _stored == _last;

    /// <summary>Number of the last batch that is stored; 0 before the first.</summary>
    public long LastStored => _stored;

    /// <summary>Batches made and not yet stored, in order.</summary>
    public IEnumerable<LineBatch> Kept => _kept;

    /// <summary>What another reader needs: all that is not stored, and before it the stored beginning of a line that goes on there.</summary>
    public IEnumerable<LineBatch> ForAnother => _openLine.Concat(_kept);

    /// <summary>Makes the next batch.</summary>
    public LineBatch Add(in Cut cut, bool end = false)
    {
        if (Ended)
            throw new InvalidOperationException($"rank {Rank}: the stream has its end mark already");
        Ended = end;
        _bytesProduced += cut.Data.Length;
        _linesProduced += cut.Lines;
        var batch = new LineBatch
        {
            Key = key,
            Rank = Rank,
            Number = ++_last,
            Data = cut.Data.Length == 0 ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(cut.Data),
            Lines = cut.Lines,
            End = end,
            SplitLine = cut.SplitLine,
            CutLine = cut.CutLine,
            Stream = stream,
        };
        _kept.Enqueue(batch);
        return batch;
    }

    /// <summary>Nothing was written, and nobody reads it: it ends without an end mark. False when something was.</summary>
    public bool TryEndSilently()
    {
        if (_last > 0 || Ended)
            return false;
        return Ended = _silent = true;
    }

    /// <summary>Everything up to this number is durable. Answers the bytes that need no more keeping.</summary>
    public int Stored(long number)
    {
        var bytes = 0;
        while (_kept.TryPeek(out var batch) && batch.Number <= number)
        {
            bytes += batch.Data.Length;
            _stored = batch.Number;
            _kept.Dequeue();
            KeepOpenLine(batch);
        }
        return bytes;
    }

    // At most as long as a line may be.
    private void KeepOpenLine(LineBatch batch)
    {
        if (!batch.SplitLine || batch.End || batch.Data.Span.Contains((byte)'\n'))
            _openLine.Clear();
        if (batch.SplitLine && !batch.End)
            _openLine.Add(batch);
    }

    /// <summary>Nobody will store what is kept. Answers the bytes that need no more keeping.</summary>
    public int DropKept()
    {
        foreach (var batch in _kept)
            (_bytesDropped, _linesDropped) = (_bytesDropped + batch.Data.Length, _linesDropped + batch.Lines);
        return Stored(long.MaxValue);
    }

    /// <summary>Bytes that were produced but will never be batched, and why.</summary>
    public void Drop(long bytes, long lines, string reason)
    {
        _bytesProduced += bytes;
        _linesProduced += lines;
        _bytesDropped += bytes;
        _linesDropped += lines;
        _dropReason = _dropReason.Length == 0 ? reason : $"{_dropReason}; {reason}";
    }

    /// <summary>Produced = stored + dropped, once everything kept is stored.</summary>
    public StreamAccount Account() => new()
    {
        Rank = Rank,
        BytesProduced = _bytesProduced,
        LinesProduced = _linesProduced,
        BytesDropped = _bytesDropped,
        LinesDropped = _linesDropped,
        DropReason = _dropReason,
        Stream = stream,
        Silent = _silent,
    };
}
