using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Gelf;

/// <summary>
/// Where the connections of one input put their messages: they become records in one buffer, and batches of it go to the input's actor. A connection takes the lock
/// for what one read has brought, not for each message.
/// </summary>
internal sealed class GelfFeed(string source, TimeProvider clock, Action<LogRecords> send, Action soon)
{
    // Below what crosses between hosts in one message, with room for one record more.
    private const int BatchBytes = 56 * 1024;

    private readonly GelfDecoder _decoder = new();
    private readonly LogBatchWriter _writer = new();
    private readonly GelfCounters _counters = new();
    private long _number;

    /// <summary>Held around everything but <see cref="Snapshot"/>.</summary>
    public Lock Turn { get; } = new();

    /// <summary>Closed while too much waits for the store: who reads waits.</summary>
    public Gate Gate { get; } = new();

    public GelfCounters Snapshot()
    {
        lock (Turn)
            return _counters with { };
    }

    /// <summary>Takes a message that is inflated and whole.</summary>
    public void Message(ReadOnlySpan<byte> json, GelfOrigin origin)
    {
        // What clients send between messages, and netcat at its end.
        if (json.Trim("\r\n\t "u8).Length == 0)
            return;
        var now = NowUs();
        if (_decoder.Decode(json, _writer, origin, now) is { } fault)
        {
            Reject(fault, json, json.Length, origin);
            return;
        }

        _counters.Accepted++;
        Added();
    }

    /// <summary>Takes note of what is no message.</summary>
    public void Reject(string reason, ReadOnlySpan<byte> bytes, long size, GelfOrigin origin)
    {
        _counters.Rejected++;
        GelfReject.Add(_writer, origin, reason, bytes, size, NowUs());
        Added();
    }

    /// <summary>Datagrams that were thrown away while the gate was closed.</summary>
    public void Drop(int datagrams) => _counters.Dropped += datagrams;

    /// <summary>A chunk that was there before.</summary>
    public void Duplicate() => _counters.Duplicates++;

    /// <summary>Sends what there is.</summary>
    public void Flush()
    {
        if (_writer.Count > 0)
            send(_writer.Take(source, ++_number, NowUs()));
    }

    private void Added()
    {
        if (_writer.Bytes >= BatchBytes)
            Flush();
        else if (_writer.Count == 1)
            soon();
    }

    /// <summary>Takes a frame of a client of ours.</summary>
    public LogRecords? Take(ClientLink link, ReadOnlySpan<byte> frame) => link.Take(frame, _counters);

    /// <summary>Microseconds since 1970.</summary>
    public long NowUs() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>What an input has taken since it began.</summary>
public sealed record GelfCounters
{
    /// <summary>Messages that became records.</summary>
    public long Accepted { get; set; }

    /// <summary>What was no message.</summary>
    public long Rejected { get; set; }

    /// <summary>Datagrams thrown away because the store was behind.</summary>
    public long Dropped { get; set; }

    /// <summary>Chunks that came twice.</summary>
    public long Duplicates { get; set; }
}

/// <summary>Open or closed; who comes to a closed one waits.</summary>
internal sealed class Gate
{
    private volatile TaskCompletionSource? _closed;

    public bool IsOpen => _closed is null;

    public Task OpenedAsync() => _closed?.Task ?? Task.CompletedTask;

    public void Close() => _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open()
    {
        var closed = _closed;
        _closed = null;
        closed?.TrySetResult();
    }
}
