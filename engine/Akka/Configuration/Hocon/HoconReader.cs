using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>The characters of a text with line and column, and the small pieces every part of the grammar needs.</summary>
internal sealed class HoconReader
{
    internal const char End = '\0';
    private const string Reserved = "$\"{}[]:=,#`^?!@*&\\";

    private readonly string _text;
    private readonly string _origin;
    private int _index;
    private int _line = 1;
    private int _lineStart;

    internal HoconReader(string text, string origin)
    {
        _text = text;
        _origin = origin;
        if (text.Length > 0 && text[0] == '\uFEFF')
            _lineStart = _index = 1;
    }

    internal bool AtEnd => _index >= _text.Length;

    internal char Current => _index < _text.Length ? _text[_index] : End;

    internal SourcePosition At => new(_line, _index - _lineStart + 1, _origin);

    internal bool Starts(string what) => string.CompareOrdinal(_text, _index, what, 0, what.Length) == 0;

    internal bool AtComment => Current == '#' || (Current == '/' && Starts("//"));

    internal bool AtNewline => Current is '\n' or '\r';

    internal void Skip(int count = 1)
    {
        for (; count > 0 && _index < _text.Length; count--, _index++)
        {
            if (_text[_index] == '\n')
            {
                _line++;
                _lineStart = _index + 1;
            }
        }
    }

    internal bool Take(string what)
    {
        if (!Starts(what))
            return false;
        Skip(what.Length);
        return true;
    }

    internal int Index => _index;

    /// <summary>What follows a word and blanks on this line, without reading it; null when no blank or quote follows.</summary>
    internal string PeekAfterWord(string word)
    {
        var i = _index + word.Length;
        var start = i;
        while (i < _text.Length && _text[i] is (' ' or '\t'))
            i++;
        if (i >= _text.Length || (i == start && _text[i] != '"'))
            return null;
        return _text.Substring(i, Math.Min(12, _text.Length - i));
    }

    internal string Since(int start) => _text.Substring(start, _index - start);

    internal void SkipBlanks()
    {
        while (!AtEnd && !AtNewline && char.IsWhiteSpace(Current))
            Skip();
    }

    internal void SkipComment()
    {
        while (!AtEnd && Current != '\n')
            Skip();
    }

    /// <summary>Blanks, line ends and comments; with <paramref name="commas"/> also commas, which only separate.</summary>
    internal void SkipSpace(bool commas = false)
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current) || (commas && Current == ','))
                Skip();
            else if (AtComment)
                SkipComment();
            else
                return;
        }
    }

    internal bool AtUnquoted => !AtEnd && !char.IsWhiteSpace(Current) && !Reserved.Contains(Current) && !AtComment;

    internal string TakeUnquoted()
    {
        var start = _index;
        while (AtUnquoted)
            Skip();
        return Since(start);
    }

    internal string TakeQuoted()
    {
        var at = At;
        if (Take("\"\"\""))
            return TakeTripleQuoted(at);
        Skip();
        var start = _index;
        StringBuilder text = null;
        while (Current != '"' || AtEnd)
        {
            if (AtEnd)
                throw at.Error("this quoted text does not end; a closing \" is missing.");
            if (Current == '\\')
            {
                text ??= new StringBuilder().Append(_text, start, _index - start);
                text.Append(TakeEscape());
            }
            else
            {
                text?.Append(Current);
                Skip();
            }
        }

        var result = text?.ToString() ?? Since(start);
        Skip();
        return result;
    }

    private string TakeTripleQuoted(SourcePosition at)
    {
        var start = _index;
        var end = _text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0)
            throw at.Error("this triple-quoted text does not end; a closing \"\"\" is missing.");
        Skip(end - start);
        var text = Since(start);
        Skip(3);
        return text;
    }

    private char TakeEscape()
    {
        var at = At;
        Skip();
        var c = Current;
        Skip();
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _index + 4 <= _text.Length && ushort.TryParse(_text.AsSpan(_index, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code):
                Skip(4);
                return (char)code;
            default:
                throw at.Error("unknown escape in a quoted text; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits. Write \\\\ for a backslash.");
        }
    }

    internal ConfigurationException Unexpected(string where)
    {
        if (AtEnd)
            return At.Error($"the text ends {where}.");
        var shown = char.IsControl(Current) ? $"character 0x{(int)Current:x2}" : $"'{Current}'";
        var hint = Reserved.Contains(Current) && Current is not ('{' or '}' or '[' or ']' or ',' or '=') ? " Put a text that contains it in quotes." : "";
        return At.Error($"{shown} cannot stand {where}.{hint}");
    }
}
