namespace Muster.Actors.Ranks;

/// <summary>A piece of a stream: unchanged bytes, cut at a line end wherever a line is not longer than a batch.</summary>
/// <param name="Data">The bytes, at most <see cref="LineCutter.BatchBytes"/>.</param>
/// <param name="Lines">Lines that end in this piece.</param>
/// <param name="SplitLine">The last line goes on in the next piece.</param>
/// <param name="CutLine">The last line passed <see cref="LineCutter.LineBytes"/> and is ended here though it has no line end.</param>
public readonly record struct Cut(byte[] Data, int Lines, bool SplitLine, bool CutLine);

/// <summary>
/// Cuts a stream of bytes into batches at line ends, without decoding. Holds at most one batch. The caller reads into <see cref="Space"/>,
/// tells with <see cref="Filled"/> how much, and takes batches out.
/// </summary>
public sealed class LineCutter
{
    /// <summary>The most bytes in a batch.</summary>
    public const int BatchBytes = 64 * 1024;

    /// <summary>The longest line, its end included, that stays one line.</summary>
    public const int LineBytes = 1024 * 1024;

    private const byte LineEnd = (byte)'\n';

    private byte[]? _buffer;
    private int _used;
    private int _lineEnd;      // bytes up to and with the last line end in the buffer
    private int _lines;        // line ends in the buffer
    private int _lineBefore;   // bytes of the unfinished line that went out already

    /// <summary>Bytes read so far.</summary>
    public long BytesProduced { get; private set; }

    /// <summary>Lines ended so far; an unfinished last one counts when the stream ends.</summary>
    public long LinesProduced { get; private set; }

    /// <summary>Bytes waiting to be taken.</summary>
    public int Held => _used;

    /// <summary>Whether a whole line waits.</summary>
    public bool HasLines => _lineEnd > 0;

    /// <summary>Whether the buffer is full: take a batch before reading on.</summary>
    public bool IsFull => _used == BatchBytes;

    /// <summary>Where to read into; empty when the buffer is full.</summary>
    public Span<byte> Space => (_buffer ??= new byte[BatchBytes]).AsSpan(_used);

    /// <summary>So many bytes were read into <see cref="Space"/>.</summary>
    public void Filled(int count)
    {
        var fresh = _buffer.AsSpan(_used, count);
        var last = fresh.LastIndexOf(LineEnd);
        if (last >= 0)
        {
            _lines += fresh.Count(LineEnd);
            _lineEnd = _used + last + 1;
        }
        _used += count;
        BytesProduced += count;
    }

    /// <summary>Takes the whole lines there are or, when the buffer is full without a line end, the piece of the long line it holds.</summary>
    public bool TryTake(out Cut cut)
    {
        if (_lineEnd > 0)
        {
            cut = Take(_lineEnd, split: false, cutLine: false);
            _lineBefore = 0;
            return true;
        }
        if (!IsFull)
        {
            cut = default;
            return false;
        }
        _lineBefore += _used;
        var tooLong = _lineBefore >= LineBytes;
        if (tooLong)
        {
            _lineBefore = 0;
            _lines = 1;
        }
        cut = Take(_used, split: !tooLong, cutLine: tooLong);
        return true;
    }

    /// <summary>The stream ended: takes what is left, an unfinished line among it. Lines are taken with <see cref="TryTake"/> first.</summary>
    public Cut TakeRest()
    {
        if (_used > 0 || _lineBefore > 0)
            _lines++;
        _lineBefore = 0;
        var cut = Take(_used, split: false, cutLine: false);
        _buffer = null;
        return cut;
    }

    private Cut Take(int count, bool split, bool cutLine)
    {
        var data = count == 0 ? [] : _buffer.AsSpan(0, count).ToArray();
        var cut = new Cut(data, _lines, split, cutLine);
        LinesProduced += _lines;
        _lines = 0;
        _lineEnd = 0;
        _used -= count;
        if (_used > 0)
            _buffer.AsSpan(count, _used).CopyTo(_buffer);
        return cut;
    }
}
