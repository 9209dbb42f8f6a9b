using System.Globalization;
using System.Text;

namespace Petabridge.Cmd.Wire;

/// <summary>
/// Just enough JSON for the client: what a host greets with and answers, the access file, and strings to write. The library for it takes longer to load and compile than all else
/// of a short command. Objects are dictionaries, arrays lists, numbers long or double.
/// </summary>
internal sealed class JsonText
{
    private const int MaxDepth = 64;
    private static readonly object Yes = true;
    private static readonly object No = false;

    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonText(string text) => _text = text;

    /// <summary>The value a text stands for.</summary>
    /// <exception cref="FormatException">It is no JSON; the message names the character.</exception>
    public static object Read(string text)
    {
        var reader = new JsonText(text);
        var value = reader.Value();
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Wrong();
    }

    /// <summary>An object's string; null when it has none of that name.</summary>
    public static string String(Dictionary<string, object> of, string name) => of.TryGetValue(name, out var value) ? value as string : null;

    /// <summary>An object's truth; false when it has none of that name.</summary>
    public static bool Flag(Dictionary<string, object> of, string name) => of.TryGetValue(name, out var value) && ReferenceEquals(value, Yes);

    /// <summary>Appends a string in quotes.</summary>
    public static void Append(StringBuilder to, string value)
    {
        to.Append('"');
        foreach (var c in value)
        {
            // A half of a character outside of the basic plane stays in one piece that way, too.
            if (c is '"' or '\\')
                to.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c))
                to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                to.Append(c);
        }
        to.Append('"');
    }

    private object Value()
    {
        SkipSpace();
        switch (Next())
        {
            case '{':
                return Object();
            case '[':
                return Array();
            case '"':
                return Text();
            case 't':
                return Word("rue", Yes);
            case 'f':
                return Word("alse", No);
            case 'n':
                return Word("ull", null);
            default:
                _at--;
                return Number();
        }
    }

    private Dictionary<string, object> Object()
    {
        Deeper();
        var members = new Dictionary<string, object>();
        if (!Ends('}'))
        {
            do
            {
                Expect('"');
                var name = Text();
                Expect(':');
                members[name] = Value();
            }
            while (Goes('}'));
        }
        _depth--;
        return members;
    }

    private List<object> Array()
    {
        Deeper();
        var items = new List<object>();
        if (!Ends(']'))
        {
            do
                items.Add(Value());
            while (Goes(']'));
        }
        _depth--;
        return items;
    }

    private string Text()
    {
        var start = _at;
        // As a rule nothing is escaped.
        while (_at < _text.Length && _text[_at] is not '"' and not '\\' and >= ' ')
            _at++;
        if (_at < _text.Length && _text[_at] == '"')
            return _text.Substring(start, _at++ - start);
        var text = new StringBuilder().Append(_text, start, _at - start);
        while (Next() is var c && c != '"')
        {
            if (c < ' ')
                throw Wrong();
            text.Append(c == '\\' ? Escaped() : c);
        }
        return text.ToString();
    }

    private char Escaped() => Next() switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        'u' => Code(),
        var c and ('"' or '\\' or '/') => c,
        _ => throw Wrong(),
    };

    private char Code()
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var c = Next();
            code = (code * 16) + (char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : throw Wrong());
        }
        return (char)code;
    }

    private object Number()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
            _at++;
        var digits = _text.Substring(start, _at - start);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : throw Wrong();
    }

    private object Word(string rest, object value)
    {
        if (string.CompareOrdinal(_text, _at, rest, 0, rest.Length) != 0)
            throw Wrong();
        _at += rest.Length;
        return value;
    }

    private void Deeper()
    {
        if (++_depth > MaxDepth)
            throw Wrong();
    }

    private bool Ends(char end)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != end)
            return false;
        _at++;
        return true;
    }

    private bool Goes(char end)
    {
        SkipSpace();
        var c = Next();
        return c == ',' || (c == end ? false : throw Wrong());
    }

    private void Expect(char wanted)
    {
        SkipSpace();
        if (Next() != wanted)
            throw Wrong();
    }

    private char Next() => _at < _text.Length ? _text[_at++] : throw Wrong();

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t')
            _at++;
    }

    private FormatException Wrong() => new($"character {_at} is not as JSON wants it");
}
