using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Muster.RoleLoggers;

/// <summary>
/// A connection to a server. It begins with a frame that says whose messages follow; a Muster server answers it, and acknowledges. Others are given frames as GELF has them: what they make of
/// the first one is an error in their log.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int MostAnswer = 4096;

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly Channel<Answer> _answers = Channel.CreateUnbounded<Answer>();
    private readonly TaskCompletionSource<bool> _welcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Connection(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public bool Acknowledges { get; private set; }

    public ChannelReader<Answer> Answers => _answers.Reader;

    /// <summary>Why nothing can come any more; null while something can.</summary>
    public string? Broken { get; private set; }

    /// <param name="server">Host name or address.</param>
    /// <param name="port">Its port.</param>
    /// <param name="source">Whose messages follow; null to say nothing of it and to expect nothing.</param>
    /// <param name="welcome">How long to wait for an answer to that.</param>
    /// <param name="required">No answer is a failure.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Connection> OpenAsync(string server, int port, string? source, TimeSpan welcome, bool required, CancellationToken cancel)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(server, port, cancel).ConfigureAwait(false);
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var connection = new Connection(client);
            _ = connection.ReadAsync();
            if (source is null)
                return connection;
            await connection._stream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"muster":"source","source":{{JsonSerializer.Serialize(source)}}}""" + "\0"), cancel).ConfigureAwait(false);
            await Task.WhenAny(connection._welcome.Task, Task.Delay(welcome, cancel)).ConfigureAwait(false);
            connection.Acknowledges = connection._welcome.Task is { IsCompletedSuccessfully: true, Result: true };
            if (required && !connection.Acknowledges)
                throw new IOException($"{server}:{port} does not acknowledge what it is sent.");
            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task SendAsync(byte[] frames, long number, CancellationToken cancel)
    {
        await _stream.WriteAsync(frames, cancel).ConfigureAwait(false);
        if (Acknowledges)
            await _stream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"muster":"batch","number":{{number}}}""" + "\0"), cancel).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadAsync()
    {
        var buffer = new byte[MostAnswer];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await _stream.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false);
                if (read == 0)
                    break;
                length += read;
                int end;
                while ((end = Array.IndexOf(buffer, (byte)0, 0, length)) >= 0)
                {
                    Take(buffer.AsSpan(0, end));
                    length -= end + 1;
                    buffer.AsSpan(end + 1, length).CopyTo(buffer);
                }

                // No answer is that long.
                if (length == buffer.Length)
                    length = 0;
            }

            Broken = "The server has closed the connection.";
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or JsonException)
        {
            Broken = e.Message;
        }

        _welcome.TrySetResult(false);
        _answers.Writer.TryComplete();
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        using var answer = JsonDocument.ParseValue(ref reader);
        if (answer.RootElement.ValueKind != JsonValueKind.Object || !answer.RootElement.TryGetProperty("muster", out var what))
            return;
        var number = answer.RootElement.TryGetProperty("number", out var told) && told.TryGetInt64(out var n) ? n : (long?)null;
        switch (what.GetString())
        {
            case "welcome":
                _welcome.TrySetResult(true);
                break;
            case "stored":
                _answers.Writer.TryWrite(new Answer(number, null));
                break;
            case "expected":
                _answers.Writer.TryWrite(new Answer(null, number));
                break;
        }
    }
}
