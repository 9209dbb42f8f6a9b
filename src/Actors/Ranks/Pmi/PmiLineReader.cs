namespace Muster.Actors.Ranks;

/// <summary>Puts together lines from what a socket gives, within a bound.</summary>
public sealed class PmiLineReader
{
    private readonly byte[] _held = new byte[PmiLimits.LineBytes + 1];
    private int _used;

    /// <summary>Takes bytes and calls <paramref name="line"/> for each whole line; false when a line passes the bound.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes, LineHandler line)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            if (_used + part.Length > PmiLimits.LineBytes)
                return false;
            if (end >= 0 && _used == 0)
            {
                line(part);
            }
            else
            {
                part.CopyTo(_held.AsSpan(_used));
                _used += part.Length;
                if (end < 0)
                    return true;
                var length = _used;
                _used = 0;
                line(_held.AsSpan(0, length));
            }
            bytes = bytes[(end + 1)..];
        }
        return true;
    }

    /// <summary>Called with a line, without its end.</summary>
    public delegate void LineHandler(ReadOnlySpan<byte> line);
}
