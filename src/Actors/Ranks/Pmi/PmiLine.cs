using System.Globalization;
using System.Text;

namespace Muster.Actors.Ranks;

/// <summary>One line of the PMI-1 wire: words "key=value", the first "cmd=NAME"; a word "value=" or "port=" takes the rest of the line.</summary>
public readonly struct PmiLine
{
    private readonly string _text;

    private PmiLine(string text, string command, bool several)
    {
        _text = text;
        Command = command;
        Several = several;
    }

    /// <summary>The command's name.</summary>
    public string Command { get; }

    /// <summary>"mcmd=": further lines up to "endcmd" belong to it.</summary>
    public bool Several { get; }

    /// <summary>Parses a line without its end; false when it is no command of printable ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out PmiLine parsed)
    {
        parsed = default;
        if (line.Length > PmiLimits.LineBytes || line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
            return false;
        var text = Encoding.ASCII.GetString(line);
        var several = text.StartsWith("mcmd=", StringComparison.Ordinal);
        if (!several && !text.StartsWith("cmd=", StringComparison.Ordinal))
            return false;
        var start = text.IndexOf('=', StringComparison.Ordinal) + 1;
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var command = end < 0 ? text[start..] : text[start..end];
        if (command.Length == 0)
            return false;
        parsed = new PmiLine(text, command, several);
        return true;
    }

    /// <summary>The text after "word=", or null when the word is not there.</summary>
    public string? Word(string word)
    {
        for (var at = 0; at < _text.Length;)
        {
            var end = _text.IndexOf(' ', at);
            if (end < 0)
                end = _text.Length;
            if (at + word.Length < _text.Length && _text[at + word.Length] == '=' && string.CompareOrdinal(_text, at, word, 0, word.Length) == 0)
                return word is "value" or "port" ? _text[(at + word.Length + 1)..] : _text[(at + word.Length + 1)..end];
            // What follows "value=" is the value, whatever it looks like.
            if (string.CompareOrdinal(_text, at, "value=", 0, 6) == 0 || string.CompareOrdinal(_text, at, "port=", 0, 5) == 0)
                return null;
            at = end + 1;
        }
        return null;
    }

    /// <summary>The number after "word=", or null.</summary>
    public int? Number(string word) =>
        int.TryParse(Word(word), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <inheritdoc />
    public override string ToString() => _text ?? "";
}
