using System.Net.Sockets;
using System.Threading.Channels;

namespace Muster.RoleLoggers;

/// <summary>
/// Brings messages to a server over one TCP connection, in order. Who posts never waits: a task of its own sends, and keeps what cannot be sent in a spool on disk. A Muster server says how far it
/// has stored them, and is sent again from there after any break; any other server is given them and that is that.
/// </summary>
internal sealed class GelfSender : IAsyncDisposable
{
    private const int BatchBytes = 48 * 1024;
    private const long MostUnstored = 4 * 1024 * 1024;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WelcomePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(5);

    private readonly string _server;
    private readonly int _port;
    private readonly string _name;
    private readonly Delivery _delivery;
    private readonly Channel<byte[]> _queue;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _pump;
    private readonly Queue<Batch> _unstored = new();
    private Spool? _spool;
    private long _spooled;
    private Connection? _connection;
    private long _unstoredBytes;
    private long _number;
    private string _source;
    private bool? _acknowledged;
    private DateTimeOffset _tryAt;
    private TimeSpan _pause = LeastPause;
    private long _posted;
    private long _delivered;
    private long _dropped;

    public GelfSender(string server, int port, string name, Delivery delivery)
    {
        (_server, _port, _name, _delivery) = (server, port, name, delivery);
        _source = NewSource();
        _acknowledged = delivery.Acknowledged;
        _queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(delivery.QueueMessages) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _pump = Task.Run(PumpAsync);
    }

    public DeliveryAccount Account
    {
        get
        {
            var (posted, delivered, dropped) = (Interlocked.Read(ref _posted), Interlocked.Read(ref _delivered), Interlocked.Read(ref _dropped));
            return new DeliveryAccount(posted, delivered, Math.Max(0, posted - delivered - dropped), dropped);
        }
    }

    /// <summary>Takes a message; drops it when memory is full.</summary>
    public void Post(byte[] message)
    {
        Interlocked.Increment(ref _posted);
        if (!_queue.Writer.TryWrite(message))
            Interlocked.Increment(ref _dropped);
    }

    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
            _end.CancelAfter(_delivery.EndPatience);
        await _pump.ConfigureAwait(false);
    }

    private string NewSource() => $"client/{Environment.MachineName}/{_name}/{Environment.ProcessId}-{DateTime.UtcNow.Ticks:x}";

    private async Task PumpAsync()
    {
        try
        {
            if (Spool.IsLeft(_delivery.SpoolFolder, _name) && TrySpool() is { } left)
                Interlocked.Add(ref _posted, left.Adopted);
            while (!_end.IsCancellationRequested && !IsDone)
                await StepAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The patience of the end is over.
        }

        Close();
        KeepTheRest();
        _spool?.Dispose();
    }

    // Nothing comes any more, and nothing is left.
    private bool IsDone => _queue.Reader.Completion.IsCompleted && _unstored.Count == 0 && _spool is null or { Bytes: 0 };

    private async Task StepAsync()
    {
        if (_connection is null && DateTimeOffset.UtcNow >= _tryAt)
            await ConnectAsync().ConfigureAwait(false);
        if (_connection is { } connection)
        {
            try
            {
                await SendAsync(connection).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or TimeoutException)
            {
                Close();
            }
        }

        // Nobody is there: what comes meanwhile goes to the disk.
        while (_queue.Reader.TryRead(out var message))
            ToSpool(message);
        var wait = _tryAt - DateTimeOffset.UtcNow;
        if (wait <= TimeSpan.Zero)
            return;
        using var until = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        until.CancelAfter(wait);
        try
        {
            if (!await _queue.Reader.WaitToReadAsync(until.Token).ConfigureAwait(false))
                await Task.Delay(wait, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_end.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ConnectAsync()
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            patience.CancelAfter(ConnectPatience + ConnectPatience);
            var connection = await Connection.OpenAsync(_server, _port, _acknowledged == false ? null : _source, _acknowledged is null ? WelcomePatience : ConnectPatience, _acknowledged == true, patience.Token).ConfigureAwait(false);
            _connection = connection;
            // A server that did so once will do so again: silence of that one is trouble, and no other kind of server.
            _acknowledged ??= connection.Acknowledges ? true : null;
            _pause = LeastPause;
            // What the server before did not say it had.
            foreach (var batch in _unstored)
                await connection.SendAsync(batch.Frames, batch.Number, _end.Token).ConfigureAwait(false);
            if (!connection.Acknowledges)
                Forget(long.MaxValue);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException && !_end.IsCancellationRequested)
        {
            Close();
        }
    }

    private async Task SendAsync(Connection connection)
    {
        while (connection.Answers.TryRead(out var answer))
            Take(answer);
        if (IsDone)
            return;
        if (connection.Broken is { } broken)
            throw new IOException(broken);
        if (_unstoredBytes >= MostUnstored)
        {
            await WaitAsync(connection, _queue.Reader.Completion).ConfigureAwait(false);
            return;
        }

        // Older ones first.
        if (_spool is { } spool && spool.Bytes > _spooled)
        {
            var frames = spool.Peek(_spooled, BatchBytes);
            if (frames.Length == 0)
            {
                spool.Forget(spool.Bytes);
                _spooled = 0;
                return;
            }

            _spooled += frames.Length;
            await SendAsync(connection, new Batch(++_number, frames, frames.AsSpan().Count((byte)0), FromSpool: true)).ConfigureAwait(false);
            return;
        }

        if (_queue.Reader.TryRead(out var message))
        {
            var frames = new MemoryStream();
            var count = 0;
            do
            {
                frames.Write(message);
                frames.WriteByte(0);
                count++;
            }
            while (frames.Length < BatchBytes && _queue.Reader.TryRead(out message));
            await SendAsync(connection, new Batch(++_number, frames.ToArray(), count, FromSpool: false)).ConfigureAwait(false);
            return;
        }

        var more = _queue.Reader.WaitToReadAsync(_end.Token).AsTask();
        await WaitAsync(connection, more).ConfigureAwait(false);
    }

    // For something from the server, or something else.
    private async Task WaitAsync(Connection connection, Task other)
    {
        var ended = _queue.Reader.Completion.IsCompleted;
        var answered = connection.Answers.WaitToReadAsync(_end.Token).AsTask();
        await Task.WhenAny(ended ? [answered] : [answered, other]).ConfigureAwait(false);
        _end.Token.ThrowIfCancellationRequested();
        if (answered.IsCompletedSuccessfully && !answered.Result)
            throw new IOException(connection.Broken ?? "The server has closed the connection.");
    }

    private async Task SendAsync(Connection connection, Batch batch)
    {
        _unstored.Enqueue(batch);
        _unstoredBytes += batch.Frames.Length;
        await connection.SendAsync(batch.Frames, batch.Number, _end.Token).ConfigureAwait(false);
        if (!connection.Acknowledges)
            Forget(batch.Number);
    }

    private void Take(Answer answer)
    {
        if (answer.Stored is { } stored)
            Forget(stored);
        if (answer.Expected is { } expected && _unstored.TryPeek(out var oldest) && expected != oldest.Number)
        {
            // Another server than the one before, which knows nothing of what that had: a source of its own for what is left.
            _source = NewSource();
            _number = 0;
            var left = _unstored.ToList();
            _unstored.Clear();
            foreach (var batch in left)
                _unstored.Enqueue(batch with { Number = ++_number });
            throw new IOException("The server wants other messages than there are.");
        }
    }

    private void Forget(long number)
    {
        while (_unstored.TryPeek(out var batch) && batch.Number <= number)
        {
            _unstored.Dequeue();
            _unstoredBytes -= batch.Frames.Length;
            Interlocked.Add(ref _delivered, batch.Count);
            if (!batch.FromSpool)
                continue;
            _spool!.Forget(batch.Frames.Length);
            _spooled -= batch.Frames.Length;
        }
    }

    private void ToSpool(byte[] message)
    {
        if (TrySpool() is not { } spool || !spool.TryAdd(message))
            Interlocked.Increment(ref _dropped);
    }

    private Spool? TrySpool()
    {
        try
        {
            return _spool ??= Spool.Open(_delivery.SpoolFolder, _name, _delivery.SpoolBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Whoever logs by this name next finds it.
    private void KeepTheRest()
    {
        var sent = new MemoryStream();
        foreach (var batch in _unstored.Where(b => !b.FromSpool))
            sent.Write(batch.Frames);
        var waiting = new List<byte[]>();
        while (_queue.Reader.TryRead(out var message))
            waiting.Add(message);
        if (sent.Length == 0 && waiting.Count == 0)
            return;
        if (sent.Length > 0)
            TrySpool()?.PutBack(sent.ToArray());
        waiting.ForEach(ToSpool);
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
        _tryAt = DateTimeOffset.UtcNow + _pause;
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, MostPause.Ticks));
    }

    private sealed record Batch(long Number, byte[] Frames, int Count, bool FromSpool);
}

/// <summary>What a server says: up to which number it has stored, or which it wants next.</summary>
internal sealed record Answer(long? Stored, long? Expected);
