using System.Buffers;
using System.Globalization;
using System.Text;

namespace Muster.Actors.Logs.Gelf;

/// <summary>A request's body, or why there is none.</summary>
internal readonly record struct HttpBody(ReadOnlyMemory<byte> Bytes, string? Fault);

/// <summary>What a connection has brought and was not used yet: bounded, on a rented buffer that goes back whenever nothing is there.</summary>
internal sealed class BoundedReader(Stream stream, FrameBudget budget) : IDisposable
{
    private const int FirstBytes = 4096;
    private const string TooLarge = "413 Content Too Large";
    private const string Bad = "400 Bad Request";
    private const string Busy = "503 Service Unavailable";

    private byte[]? _buffer;
    private int _start;
    private int _end;

    /// <summary>What is there.</summary>
    public ReadOnlySpan<byte> Here => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Waits for something; holds nothing meanwhile. False at the end.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        if (_end > _start)
            return true;
        Release();
        await stream.ReadAsync(Memory<byte>.Empty, cancel).ConfigureAwait(false);
        return await MoreAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>The next request's head; null when there is none that can be understood.</summary>
    public async Task<HttpHead?> HeadAsync(CancellationToken cancel)
    {
        while (true)
        {
            var end = HttpHead.EndOf(Here);
            if (end >= 0)
            {
                var head = HttpHead.Parse(Here[..end]);
                if (head is not null)
                    _start += end;
                return head;
            }

            if (_end - _start >= HttpHead.MostBytes || !await MoreAsync(cancel).ConfigureAwait(false))
                return null;
        }
    }

    /// <summary>The body. It is good until the next call of anything.</summary>
    public async Task<HttpBody> BodyAsync(long length, int most, CancellationToken cancel)
    {
        if (length < 0)
            return await PiecesAsync(most, cancel).ConfigureAwait(false);
        while (_end - _start < length)
        {
            if (!await MoreAsync(cancel).ConfigureAwait(false))
                return new HttpBody(_buffer.AsMemory(_start, _end - _start), Bad);
        }

        var body = _buffer.AsMemory(_start, (int)length);
        _start += (int)length;
        return new HttpBody(body, null);
    }

    /// <summary>Reads to the end, or up to a bound, and keeps nothing.</summary>
    public async Task ThrowAwayAsync(long most, CancellationToken cancel)
    {
        for (var thrown = 0L; thrown < most; thrown += _end - _start)
        {
            (_start, _end) = (0, 0);
            if (!await MoreAsync(cancel).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>Gives the buffer back when nothing is in it.</summary>
    public void Release()
    {
        if (_end > _start || _buffer is null)
            return;
        budget.Give(_buffer.Length);
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (null, 0, 0);
    }

    public void Dispose()
    {
        _start = _end;
        Release();
    }

    // A line with the size in hexadecimal, the piece, a line end; a piece of size 0 is the last, trailers may follow it.
    private async Task<HttpBody> PiecesAsync(int most, CancellationToken cancel)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            if (await LineAsync(cancel).ConfigureAwait(false) is not { } line || !int.TryParse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
                return new HttpBody(body.WrittenMemory, Bad);
            if (size == 0)
                break;
            if (body.WrittenCount + size > most)
                return new HttpBody(body.WrittenMemory, TooLarge);
            var piece = await BodyAsync(size, most, cancel).ConfigureAwait(false);
            if (piece.Fault is not null)
                return piece;
            body.Write(piece.Bytes.Span);
            if (await LineAsync(cancel).ConfigureAwait(false) is not "")
                return new HttpBody(body.WrittenMemory, Bad);
        }

        while (true)
        {
            switch (await LineAsync(cancel).ConfigureAwait(false))
            {
                case null:
                    return new HttpBody(body.WrittenMemory, Bad);
                case "":
                    return new HttpBody(body.WrittenMemory, null);
            }
        }
    }

    private async Task<string?> LineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var end = Here.IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(Here[..end]).TrimEnd('\r');
                _start += end + 1;
                return line;
            }

            if (_end - _start > HttpHead.MostBytes || !await MoreAsync(cancel).ConfigureAwait(false))
                return null;
        }
    }

    private async Task<bool> MoreAsync(CancellationToken cancel)
    {
        if (_buffer is null || _end == _buffer.Length)
            Grow();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancel).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private void Grow()
    {
        var here = _end - _start;
        if (_buffer is not null && _start > _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, here).CopyTo(_buffer);
            (_start, _end) = (0, here);
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBytes, here * 2));
        if (!budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            throw new IOException($"{Busy}: the bodies of all connections hold as much as they may.");
        }

        _buffer.AsSpan(_start, here).CopyTo(larger);
        if (_buffer is not null)
        {
            budget.Give(_buffer.Length);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _start, _end) = (larger, 0, here);
    }
}
