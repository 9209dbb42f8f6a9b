using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Muster.Actors.Logs.Gelf;

/// <summary>Makes valid UTF-8 of what stands between the quotes of a JSON string: escapes are undone, what is no text becomes U+FFFD.</summary>
internal sealed class JsonText
{
    private byte[] _scratch = new byte[1024];

    /// <summary>The text, trimmed. It is good until the next call.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped && Utf8.IsValid(raw))
            return Trim(raw);
        // No escape and no replacement is longer than three bytes for one of the source.
        if (_scratch.Length < raw.Length * 3)
            _scratch = new byte[Math.Max(raw.Length * 3, _scratch.Length * 2)];
        var length = 0;
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] == '\\' && at + 1 < raw.Length)
            {
                length += Unescape(raw, ref at, _scratch.AsSpan(length));
                continue;
            }

            var run = raw[at..].IndexOf((byte)'\\');
            var plain = run < 0 ? raw[at..] : raw.Slice(at, Math.Max(run, 1));
            length += Copy(plain, _scratch.AsSpan(length));
            at += plain.Length;
        }

        return Trim(_scratch.AsSpan(0, length));
    }

    /// <summary>Lets go of a buffer that one long text has made large.</summary>
    public void Shrink(int most)
    {
        if (_scratch.Length > most)
            _scratch = new byte[1024];
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> into)
    {
        if (Utf8.IsValid(bytes))
        {
            bytes.CopyTo(into);
            return bytes.Length;
        }

        var length = 0;
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            length += (status == OperationStatus.Done ? rune : Rune.ReplacementChar).EncodeToUtf8(into[length..]);
            bytes = bytes[consumed..];
        }

        return length;
    }

    private static int Unescape(ReadOnlySpan<byte> raw, ref int at, Span<byte> into)
    {
        var letter = raw[at + 1];
        at += 2;
        if (letter != 'u')
        {
            into[0] = letter switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                < 0x80 => letter,
                _ => (byte)'?',
            };
            return 1;
        }

        if (!TryUnit(raw, at, out var unit))
            return Rune.ReplacementChar.EncodeToUtf8(into);
        at += 4;
        if (char.IsHighSurrogate(unit) && at + 1 < raw.Length && raw[at] == '\\' && raw[at + 1] == 'u' && TryUnit(raw, at + 2, out var low) && char.IsLowSurrogate(low))
        {
            at += 6;
            return new Rune(unit, low).EncodeToUtf8(into);
        }

        return (Rune.TryCreate(unit, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(into);
    }

    private static bool TryUnit(ReadOnlySpan<byte> raw, int at, out char unit)
    {
        unit = default;
        if (at + 4 > raw.Length || !ushort.TryParse(raw.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        unit = (char)value;
        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && text[0] <= ' ')
            text = text[1..];
        while (text.Length > 0 && text[^1] <= ' ')
            text = text[..^1];
        return text;
    }
}
