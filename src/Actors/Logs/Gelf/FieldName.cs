using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What a member is called in the store.</summary>
internal sealed class FieldName
{
    private const int Longest = 256;
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-@"u8);

    private readonly JsonText _text = new();
    private readonly byte[] _made = new byte[Longest * 4];

    /// <summary>
    /// One leading underscore goes, dots become underscores, as does what Graylog takes in no name and would drop the field for. Empty when nothing is left. Good until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (escaped)
            raw = _text.Of(raw, escaped: true);
        if (raw.Length > 1 && raw[0] == '_')
            raw = raw[1..];
        if (raw.Length <= Longest && raw.IndexOfAnyExcept(Plain) < 0)
            return raw;
        var length = 0;
        while (raw.Length > 0 && length < Longest)
        {
            var status = Rune.DecodeFromUtf8(raw, out var rune, out var consumed);
            raw = raw[consumed..];
            if (status == OperationStatus.Done && (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '@'))
                length += rune.EncodeToUtf8(_made.AsSpan(length));
            else
                _made[length++] = (byte)'_';
        }

        return _made.AsSpan(0, length);
    }
}
