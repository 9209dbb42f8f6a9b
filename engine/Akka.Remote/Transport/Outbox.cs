using System.Buffers;

namespace Akka.Remote.Transport;

/// <summary>A run of whole frames that is handed to the socket in one go.</summary>
internal sealed class Chunk
{
    public byte[] Buffer;
    public int Start;
    public int End;
    public bool Control;

    public int Free => Buffer.Length - End;
    public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(Start, End - Start);
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(Start, End - Start);
}

internal enum AppendResult
{
    Appended,
    /// <summary>Appended, and the transport has to be told, because nobody is at work on this outbox.</summary>
    AppendedWake,
    /// <summary>The user lane is at its limit.</summary>
    Full,
    /// <summary>The link has ended.</summary>
    Closed,
}

/// <summary>
/// The bytes that wait for one connection, in two lanes. The control lane (handshake, heartbeats, acknowledgements, system messages,
/// membership) goes first, so it waits for at most one chunk of user frames, never for a full lane. Senders of any thread
/// append whole frames; the transport takes chunks. What gathers while the transport is busy leaves in one batch; when it is idle the
/// first frame leaves at once.
/// </summary>
internal sealed class Outbox
{
    /// <summary>User bytes that may wait here; beyond them senders keep their messages as objects.</summary>
    public const int UserLimit = 256 * 1024;

    private const int ChunkSize = 32 * 1024;

    // Heartbeats come one at a time; a node with a hundred peers must not touch megabytes for them.
    private const int ControlChunkSize = 2 * 1024;
    private const int SpareChunks = 4;

    private readonly Lock _lock = new();
    private readonly Queue<Chunk> _control = new();
    private readonly Queue<Chunk> _user = new();
    private readonly Stack<Chunk> _spare = new();
    private Chunk _controlTail;
    private Chunk _userTail;
    private int _userBytes;
    private long _controlBytes;
    private long _appended;
    private bool _refused;
    private bool _scheduled;
    private bool _closed;

    /// <summary>Held while a frame is written into the span that <see cref="Reserve"/> gave.</summary>
    public Lock Lock => _lock;

    public int UserBytes => Volatile.Read(ref _userBytes);

    /// <summary>All bytes that were ever appended.</summary>
    public long Appended => Volatile.Read(ref _appended);

    /// <summary>Nothing refuses control frames; whoever makes them for the asking looks here whether the peer reads any.</summary>
    public long ControlBytes => Volatile.Read(ref _controlBytes);

    /// <summary>Under <see cref="Lock"/>: whether a frame of this size may be appended now.</summary>
    public AppendResult Check(bool control, int size)
    {
        if (_closed)
            return AppendResult.Closed;
        // A frame larger than the limit still has to pass when the lane is empty.
        if (!control && _userBytes > 0 && _userBytes + size > UserLimit)
        {
            _refused = true;
            return AppendResult.Full;
        }
        return AppendResult.Appended;
    }

    /// <summary>Under <see cref="Lock"/>, after <see cref="Check"/>: room for a whole frame at the end of a lane.</summary>
    public Span<byte> Reserve(bool control, int size)
    {
        var tail = control ? _controlTail : _userTail;
        if (tail == null || tail.Free < size)
        {
            tail = _spare.Count > 0 ? _spare.Pop() : new Chunk();
            tail.Buffer = ArrayPool<byte>.Shared.Rent(Math.Max(control ? ControlChunkSize : ChunkSize, size));
            tail.Start = tail.End = 0;
            tail.Control = control;
            if (control)
            {
                _control.Enqueue(tail);
                _controlTail = tail;
            }
            else
            {
                _user.Enqueue(tail);
                _userTail = tail;
            }
        }
        var place = tail.Buffer.AsSpan(tail.End, size);
        tail.End += size;
        _appended += size;
        if (control)
            _controlBytes += size;
        else
            _userBytes += size;
        return place;
    }

    /// <summary>Under <see cref="Lock"/>: takes back the room just reserved, for a frame that could not be written.</summary>
    public void Unreserve(bool control, int size)
    {
        (control ? _controlTail : _userTail).End -= size;
        _appended -= size;
        if (control)
            _controlBytes -= size;
        else
            _userBytes -= size;
    }

    /// <summary>Under <see cref="Lock"/>, after the frame was written: true when the transport has to be told.</summary>
    public bool Schedule()
    {
        if (_scheduled)
            return false;
        _scheduled = true;
        return true;
    }

    /// <summary>Appends a frame that must not be refused: control frames, and system messages that keep their place among user frames.</summary>
    public AppendResult Append(bool control, ReadOnlySpan<byte> frame)
    {
        lock (_lock)
        {
            if (_closed)
                return AppendResult.Closed;
            frame.CopyTo(Reserve(control, frame.Length));
            return Schedule() ? AppendResult.AppendedWake : AppendResult.Appended;
        }
    }

    /// <summary>
    /// Called by the transport: the next chunk to send, or null when there is none, from which moment on the next append wakes the
    /// transport again. A chunk that was taken is no longer appended to.
    /// </summary>
    public Chunk Take(out bool drained)
    {
        lock (_lock)
        {
            drained = false;
            if (_control.TryDequeue(out var chunk))
            {
                if (chunk == _controlTail)
                    _controlTail = null;
                _controlBytes -= chunk.End;
                return chunk;
            }
            if (_user.TryDequeue(out chunk))
            {
                if (chunk == _userTail)
                    _userTail = null;
                _userBytes -= chunk.End;
                if (_refused && _userBytes <= UserLimit / 2)
                {
                    _refused = false;
                    drained = true;
                }
                return chunk;
            }
            _scheduled = false;
            return null;
        }
    }

    /// <summary>Called by the transport when a taken chunk has been sent.</summary>
    public void Return(Chunk chunk)
    {
        ArrayPool<byte>.Shared.Return(chunk.Buffer);
        chunk.Buffer = null;
        lock (_lock)
        {
            if (_spare.Count < SpareChunks)
                _spare.Push(chunk);
        }
    }

    /// <summary>Refuses everything from now on; what waits can still be taken.</summary>
    public void Seal()
    {
        lock (_lock)
            _closed = true;
    }

    /// <summary>Refuses everything from now on and gives the memory back.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _closed = true;
            while (_control.TryDequeue(out var chunk) || _user.TryDequeue(out chunk))
                ArrayPool<byte>.Shared.Return(chunk.Buffer);
            _controlTail = _userTail = null;
            _userBytes = 0;
            _controlBytes = 0;
            _scheduled = true;
        }
    }
}
