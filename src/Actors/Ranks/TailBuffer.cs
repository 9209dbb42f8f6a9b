using System.Text;

namespace Muster.Actors.Ranks;

/// <summary>The last lines of a stream, within a bound, whatever bytes come.</summary>
public sealed class TailBuffer(int lines = 50, int lineBytes = 1024)
{
    // A replacement of one byte, so that the text is no longer than the bytes: all lines together fit a message.
    private static readonly Encoding Text = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("?"));

    private readonly Queue<string> _lines = new();
    private byte[] _line = [];  // most ranks never complain
    private int _used;
    private bool _pending;

    /// <summary>Takes what was read. A line beyond the bound keeps its beginning.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_line.Length == 0)
            _line = new byte[lineBytes];
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            var take = Math.Min(part.Length, _line.Length - _used);
            part[..take].CopyTo(_line.AsSpan(_used));
            _used += take;
            _pending |= part.Length > 0;
            if (end < 0)
                return;
            _pending = true;
            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The lines, oldest first, an unfinished one last. Bytes that are no UTF-8 are replaced.</summary>
    public IReadOnlyList<string> Lines()
    {
        if (_pending)
            EndLine();
        return [.. _lines];
    }

    private void EndLine()
    {
        _lines.Enqueue(Text.GetString(_line.AsSpan(0, _used)).TrimEnd('\r'));
        if (_lines.Count > lines)
            _lines.Dequeue();
        _used = 0;
        _pending = false;
    }
}
