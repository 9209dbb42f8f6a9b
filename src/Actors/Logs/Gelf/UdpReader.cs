using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Muster.Actors.Logs.Gelf;

/// <summary>Takes datagrams: messages plain, in gzip or zlib, whole or in chunks.</summary>
internal sealed class UdpReader : IGelfReader
{
    private const int MostClients = 4096;
    private const int MostDatagram = 64 * 1024;
    private static readonly TimeSpan ExpiryPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket;
    private readonly string _input;
    private readonly GelfFeed _feed;
    private readonly Action<string> _warn;
    private readonly ChunkTable _chunks = new();
    private readonly ArrayBufferWriter<byte> _inflated = new();
    private readonly Dictionary<SocketAddress, (IPEndPoint Client, GelfOrigin Origin)> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Task _reading;
    private readonly Task _expiring;

    public UdpReader(Socket socket, string input, GelfFeed feed, Action<string> warn)
    {
        (_socket, _input, _feed, _warn) = (socket, input, feed, warn);
        _reading = Task.Run(ReadAsync);
        _expiring = Task.Run(ExpireAsync);
    }

    public int Connections => 0;

    public async Task DrainAsync(Func<bool> isSilent, TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < patience && (!isSilent() || _socket.Available > 0))
            await Task.Delay(DrainPoll).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_reading, _expiring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[MostDatagram];
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var read = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _end.Token).ConfigureAwait(false);
                lock (_feed.Turn)
                {
                    // A datagram cannot wait for the store: nobody is told to send it again.
                    if (_feed.Gate.IsOpen)
                        Take(buffer.AsMemory(0, read), ClientOf(from));
                    else
                        _feed.Drop(1);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // An ICMP answer to something that was sent, or a shortage: the next datagram is another one.
                _warn($"{_input}: a datagram cannot be received: {e.Message}");
                await Task.Delay(DrainPoll).ConfigureAwait(false);
            }
        }
    }

    private (IPEndPoint Client, GelfOrigin Origin) ClientOf(SocketAddress from)
    {
        if (_clients.TryGetValue(from, out var known))
            return known;
        if (_clients.Count >= MostClients)
            _clients.Clear();
        var copy = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(copy.Buffer.Span);
        var client = (IPEndPoint)new IPEndPoint(IPAddress.Any, 0).Create(copy);
        return _clients[copy] = (client, new GelfOrigin(_input, client));
    }

    private void Take(ReadOnlyMemory<byte> datagram, (IPEndPoint Client, GelfOrigin Origin) from)
    {
        if (Inflation.Sniff(datagram.Span) != Packing.Chunk)
        {
            Unpack(datagram, from.Origin);
            return;
        }

        switch (_chunks.Take(datagram.Span, from.Client, _clock.Elapsed, out var whole, out var reason))
        {
            case ChunkResult.Whole:
                Unpack(whole, from.Origin);
                break;
            case ChunkResult.Duplicate:
                _feed.Duplicate();
                break;
            case ChunkResult.Rejected:
                _feed.Reject(reason, datagram.Span, datagram.Length, from.Origin);
                break;
        }
    }

    private void Unpack(ReadOnlyMemory<byte> payload, GelfOrigin origin)
    {
        var packing = Inflation.Sniff(payload.Span);
        if (packing is Packing.Plain or Packing.Chunk)
            _feed.Message(payload.Span, origin);
        else if (Inflation.TryInflate(payload, packing, _inflated) is { } fault)
            _feed.Reject(fault, payload.Span, payload.Length, origin);
        else
            _feed.Message(_inflated.WrittenSpan, origin);
    }

    private async Task ExpireAsync()
    {
        using var timer = new PeriodicTimer(ExpiryPeriod);
        while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
        {
            lock (_feed.Turn)
            {
                if (!_chunks.IsWaiting)
                    continue;
                foreach (var lost in _chunks.Expire(_clock.Elapsed))
                    _feed.Reject(lost.Reason, lost.Begin, lost.Size, new GelfOrigin(_input, lost.From));
            }
        }
    }
}
