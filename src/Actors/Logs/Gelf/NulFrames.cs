using System.Buffers;

namespace Muster.Actors.Logs.Gelf;

/// <summary>Takes the frames of one connection, each ended by a zero byte.</summary>
internal interface IFrameTaker
{
    void Frame(ReadOnlySpan<byte> frame);

    /// <summary>A frame could not be held; everything up to its zero byte is gone but its beginning.</summary>
    void Dropped(string reason, ReadOnlySpan<byte> begin, long size);
}

/// <summary>Bytes that unfinished frames of all connections together may hold.</summary>
internal sealed class FrameBudget(long most)
{
    private long _held;

    public long Held => Interlocked.Read(ref _held);

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= most)
            return true;
        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _held, -bytes);
}

/// <summary>
/// Cuts what a connection brings into frames. Whole frames are handed on where they lie; only one that is not finished is kept, in a buffer that grows with it
/// and goes back when it is done: a connection that waits holds nothing.
/// </summary>
internal sealed class NulFrames(int most, FrameBudget budget) : IDisposable
{
    /// <summary>Largest frame.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private byte[]? _held;
    private int _length;
    private long _size;
    private string? _fault;

    public void Take(ReadOnlySpan<byte> bytes, IFrameTaker taker)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)0);
            if (end < 0)
            {
                Hold(bytes);
                return;
            }

            var frame = bytes[..end];
            bytes = bytes[(end + 1)..];
            if (_size == 0 && frame.Length <= most)
            {
                taker.Frame(frame);
                continue;
            }

            Hold(frame);
            Finish(taker);
        }
    }

    /// <summary>The connection has ended: what is there without a zero byte is a frame all the same.</summary>
    public void End(IFrameTaker taker)
    {
        if (_size > 0)
            Finish(taker);
    }

    public void Dispose() => Release();

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        _size += bytes.Length;
        if (_fault is null && _size > most)
            Drop($"it is longer than {most} bytes");
        if (_fault is null)
            Keep(bytes);
        // The beginning is kept for the reject.
        else if (_length < GelfReject.MostBytes)
            Keep(bytes[..Math.Min(bytes.Length, GelfReject.MostBytes - _length)]);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var needed = _length + bytes.Length;
        if (_held is null || _held.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min((_held?.Length ?? 0) * 2, most)));
            if (!budget.TryTake(larger.Length))
            {
                ArrayPool<byte>.Shared.Return(larger);
                Drop("unfinished messages of all connections hold as much as they may");
                return;
            }

            _held.AsSpan(0, _length).CopyTo(larger);
            Release();
            _held = larger;
        }

        bytes.CopyTo(_held.AsSpan(_length));
        _length = needed;
    }

    private void Drop(string fault)
    {
        _fault = fault;
        _length = Math.Min(_length, GelfReject.MostBytes);
    }

    private void Finish(IFrameTaker taker)
    {
        var frame = _held.AsSpan(0, _length);
        if (_fault is null)
            taker.Frame(frame);
        else
            taker.Dropped(_fault, frame, _size);
        (_length, _size, _fault) = (0, 0, null);
        Release();
    }

    private void Release()
    {
        if (_held is null)
            return;
        budget.Give(_held.Length);
        ArrayPool<byte>.Shared.Return(_held);
        _held = null;
    }
}
