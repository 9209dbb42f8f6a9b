using System.Buffers;
using System.Globalization;
using System.Text;

namespace Muster.Actors.Logs.Gelf;

/// <summary>
/// POST /gelf on one connection: a message, several a line each, or a JSON array of them; plain, gzip or zlib by their first bytes whatever the header says. The answer, 202, comes when the messages are
/// on their way; a bad one among them is a reject and no error.
/// </summary>
internal sealed class HttpServer(GelfFeed feed, FrameBudget budget)
{
    public const string Path = "/gelf";

    /// <summary>Largest body.</summary>
    public const int MostBody = 2 * 1024 * 1024;

    private const long MostThrownAway = 64L * 1024 * 1024;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(30);

    public async Task ServeAsync(Stream stream, GelfOrigin origin, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        var input = new BoundedReader(stream, budget);
        using (input)
        {
            while (true)
            {
                patience.CancelAfter(Idle);
                await feed.Gate.OpenedAsync().WaitAsync(patience.Token).ConfigureAwait(false);
                if (!await input.AnyAsync(patience.Token).ConfigureAwait(false))
                    return;
                patience.CancelAfter(Whole);
                if (!await AnswerAsync(stream, input, origin, patience.Token).ConfigureAwait(false))
                    return;
            }
        }
    }

    // True when another request may follow.
    private async Task<bool> AnswerAsync(Stream stream, BoundedReader input, GelfOrigin origin, CancellationToken patience)
    {
        var head = await input.HeadAsync(patience).ConfigureAwait(false);
        if (head is null)
        {
            RejectHead(input, origin);
            return await RefuseAsync(stream, input, "400 Bad Request", "", patience).ConfigureAwait(false);
        }

        var refusal = head switch
        {
            { Path: not Path } => "404 Not Found",
            { Method: "OPTIONS" } => "200 OK",
            { Method: not "POST" } => "405 Method Not Allowed",
            { Length: > MostBody } => "413 Content Too Large",
            _ => null,
        };
        if (refusal is not null && head.Length != 0)
        {
            if (head.Length > MostBody)
                RejectBody(origin, default, head.Length);
            return await RefuseAsync(stream, input, refusal, head.Origin, patience).ConfigureAwait(false);
        }

        if (refusal is not null)
            return await SayAsync(stream, refusal, head.Origin, head.KeepsOpen, patience).ConfigureAwait(false);
        if (head.WantsContinue)
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), patience).ConfigureAwait(false);
        var body = await input.BodyAsync(head.Length, MostBody, patience).ConfigureAwait(false);
        if (body.Fault is { } fault)
        {
            RejectBody(origin, body.Bytes, body.Bytes.Length);
            return await RefuseAsync(stream, input, fault, head.Origin, patience).ConfigureAwait(false);
        }

        lock (feed.Turn)
            Take(body.Bytes, origin);
        input.Release();
        return await SayAsync(stream, "202 Accepted", head.Origin, head.KeepsOpen, patience).ConfigureAwait(false);
    }

    private void Take(ReadOnlyMemory<byte> body, GelfOrigin origin)
    {
        var packing = Inflation.Sniff(body.Span);
        if (packing is Packing.Plain or Packing.Chunk)
        {
            Messages(body.Span, origin);
            return;
        }

        var inflated = new ArrayBufferWriter<byte>();
        if (Inflation.TryInflate(body, packing, inflated) is { } fault)
            feed.Reject(fault, body.Span, body.Length, origin);
        else
            Messages(inflated.WrittenSpan, origin);
    }

    private void Messages(ReadOnlySpan<byte> text, GelfOrigin origin)
    {
        foreach (var range in BulkSplit.Messages(text))
            feed.Message(text[range], origin);
    }

    private void RejectHead(BoundedReader input, GelfOrigin origin)
    {
        lock (feed.Turn)
            feed.Reject("an HTTP request cannot be understood", input.Here, input.Here.Length, origin);
    }

    private void RejectBody(GelfOrigin origin, ReadOnlyMemory<byte> begin, long size)
    {
        lock (feed.Turn)
            feed.Reject($"an HTTP body is larger than {MostBody} bytes, or is cut off", begin.Span, size, origin);
    }

    // Nothing can follow the body. What still comes of it is thrown away, up to a bound: to close on it would reset the connection, and the client would never see the answer.
    private static async Task<bool> RefuseAsync(Stream stream, BoundedReader input, string status, string origin, CancellationToken patience)
    {
        await SayAsync(stream, status, origin, false, patience).ConfigureAwait(false);
        await input.ThrowAwayAsync(MostThrownAway, patience).ConfigureAwait(false);
        return false;
    }

    private static async Task<bool> SayAsync(Stream stream, string status, string origin, bool keepsOpen, CancellationToken patience)
    {
        var answer = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: {(keepsOpen ? "keep-alive" : "close")}\r\n");
        if (origin.Length > 0)
            answer.Append(CultureInfo.InvariantCulture, $"Access-Control-Allow-Origin: {origin}\r\nAccess-Control-Allow-Credentials: true\r\nAccess-Control-Allow-Headers: Authorization, Content-Type\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Append("\r\n").ToString()), patience).ConfigureAwait(false);
        return keepsOpen;
    }
}
