using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Gelf;

/// <summary>
/// A connection of one of our own role loggers. Its first frame names a source; behind some frames it sends their batch's number; it is told which number is stored, and sends again
/// what is not when it comes back. So each of its records is in the store once, whatever is killed between.
/// </summary>
internal sealed class ClientLink
{
    private const int MostBatchBytes = 4 * 1024 * 1024;
    private const int MostSource = 256;

    private readonly GelfDecoder _decoder = new();
    private readonly GelfOrigin _origin;
    private readonly Func<long> _nowUs;
    // A few words a batch, and a batch is sent only while few are not answered: it never fills.
    private readonly Channel<byte[]> _words = Channel.CreateUnbounded<byte[]>();
    private LogBatchWriter? _writer;

    private ClientLink(string source, GelfOrigin origin, Func<long> nowUs) => (Source, _origin, _nowUs) = (source, origin, nowUs);

    public string Source { get; }

    /// <summary>What is to be said to the client.</summary>
    public ChannelReader<byte[]> Words => _words.Reader;

    /// <summary>True of a frame that is meant for this and is no message.</summary>
    public static bool IsControl(ReadOnlySpan<byte> frame) => frame.StartsWith("{\"muster\":"u8);

    /// <summary>The link that a connection's first frame opens; null when it opens none.</summary>
    public static ClientLink? Open(ReadOnlySpan<byte> frame, GelfOrigin origin, Func<long> nowUs)
    {
        var (what, source, _) = Read(frame);
        if (what != "source" || source is not { Length: > 0 and <= MostSource } || !source.StartsWith("client/", StringComparison.Ordinal))
            return null;
        var link = new ClientLink(source, origin, nowUs);
        link.Say("{\"muster\":\"welcome\"}");
        return link;
    }

    /// <summary>Takes a frame. Answers the batch that it ends, if it ends one.</summary>
    /// <param name="frame">A message, or the number of those before it.</param>
    /// <param name="counters">Of the input.</param>
    public LogRecords? Take(ReadOnlySpan<byte> frame, GelfCounters counters)
    {
        if (!IsControl(frame))
        {
            var writer = _writer ??= new LogBatchWriter();
            if (writer.Bytes > MostBatchBytes)
                throw new IOException($"A client sent more than {MostBatchBytes} bytes without the number of the batch.");
            if (_decoder.Decode(frame, writer, _origin, _nowUs()) is { } fault)
            {
                counters.Rejected++;
                GelfReject.Add(writer, _origin, fault, frame, frame.Length, _nowUs());
            }
            else
            {
                counters.Accepted++;
            }

            return null;
        }

        var (what, _, number) = Read(frame);
        if (what != "batch" || number < 1 || _writer is not { Count: > 0 } ended)
            throw new IOException("A client sent the number of a batch that has no messages, or something else that is not understood.");
        // A client that waits holds no buffer.
        _writer = null;
        return ended.Take(Source, number, _nowUs());
    }

    public void Stored(long number) => Say($$"""{"muster":"stored","number":{{number}}}""");

    public void Expects(long number) => Say($$"""{"muster":"expected","number":{{number}}}""");

    public void Close() => _words.Writer.TryComplete();

    private void Say(string words) => _words.Writer.TryWrite(Encoding.UTF8.GetBytes(words + "\0"));

    private static (string? What, string? Source, long Number) Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            var reader = new Utf8JsonReader(frame);
            using var json = JsonDocument.ParseValue(ref reader);
            var root = json.RootElement;
            return (
                root.GetProperty("muster").GetString(),
                root.TryGetProperty("source", out var source) ? source.GetString() : null,
                root.TryGetProperty("number", out var number) && number.TryGetInt64(out var told) ? told : 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return default;
        }
    }
}

/// <summary>To the input's actor: a batch of a client of ours.</summary>
internal sealed record ClientBatch(ClientLink Link, LogRecords Records);

/// <summary>To the input's actor: the connection has ended.</summary>
internal sealed record ClientGone(ClientLink Link);
