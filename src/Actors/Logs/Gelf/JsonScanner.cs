using System.Buffers;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What a member's value is.</summary>
internal enum JsonKind
{
    Text,
    Number,
    Container,
    True,
    False,
    Null,
    NaN,
    Infinity,
    NegativeInfinity,
}

/// <summary>
/// Goes over the members of one JSON object, where the bytes lie. It takes what real clients send and strict readers refuse: NaN and the infinities, raw control characters in
/// strings, a comma behind the last member, a byte order mark, nesting of any depth.
/// </summary>
internal ref struct JsonScanner
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> NestedStops = SearchValues.Create("\"[]{}"u8);

    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private bool _first;

    public JsonScanner(ReadOnlySpan<byte> json)
    {
        _json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        _first = true;
        Name = default;
        Value = default;
        Fault = "";
    }

    /// <summary>The member's name, without quotes, escapes as they were written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    public bool NameEscaped { get; private set; }

    public JsonKind Kind { get; private set; }

    /// <summary>A text's bytes without quotes; a number's or a container's bytes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool ValueEscaped { get; private set; }

    /// <summary>Why Read answered false; empty at the end of the object.</summary>
    public string Fault { get; private set; }

    /// <summary>Goes to the next member.</summary>
    public bool Read()
    {
        if (_first)
        {
            _first = false;
            if (Next() != '{')
                return Fail(_at >= _json.Length ? "it is empty" : "it is no JSON object");
            _at++;
        }
        else
        {
            var separator = Next();
            if (separator == ',')
                _at++;
            else if (separator != '}')
                return Fail("a comma or the end of the object is missing");
        }

        if (Next() == '}')
        {
            _at++;
            return Next() < 0 ? false : Fail("there is something behind the object");
        }

        if (!ReadString(out var name, out var escaped))
            return false;
        Name = name;
        NameEscaped = escaped;
        if (Next() != ':')
            return Fail("a colon is missing behind a name");
        _at++;
        return ReadValue();
    }

    private bool ReadValue()
    {
        ValueEscaped = false;
        switch (Next())
        {
            case '"':
                Kind = JsonKind.Text;
                if (!ReadString(out var text, out var escaped))
                    return false;
                Value = text;
                ValueEscaped = escaped;
                return true;
            case '{' or '[':
                Kind = JsonKind.Container;
                return ReadContainer();
            case < 0:
                return Fail("it ends within a member");
            default:
                return ReadWord();
        }
    }

    private bool ReadString(out ReadOnlySpan<byte> text, out bool escaped)
    {
        text = default;
        escaped = false;
        if (Next() != '"')
            return Fail(_at >= _json.Length ? "it ends within the object" : "a name in quotes is missing");
        var start = ++_at;
        while (true)
        {
            var stop = _json[_at..].IndexOfAny(StringStops);
            if (stop < 0)
                return Fail("it ends within a string");
            _at += stop;
            if (_json[_at] == '"')
            {
                text = _json[start.._at++];
                return true;
            }

            escaped = true;
            _at += 2;
            if (_at > _json.Length)
                return Fail("it ends within a string");
        }
    }

    // Counts brackets without a stack: whether they pair is looked at by who uses the value.
    private bool ReadContainer()
    {
        var (start, depth) = (_at, 0);
        while (true)
        {
            var stop = _json[_at..].IndexOfAny(NestedStops);
            if (stop < 0)
                return Fail("it ends within a nested object or array");
            _at += stop;
            switch (_json[_at])
            {
                case (byte)'"':
                    if (!ReadString(out _, out _))
                        return false;
                    continue;
                case (byte)'[' or (byte)'{':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            _at++;
            if (depth == 0)
            {
                Value = _json[start.._at];
                return true;
            }
        }
    }

    private bool ReadWord()
    {
        var start = _at;
        while (_at < _json.Length && _json[_at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'"' or (byte)':' or (byte)'{' or (byte)'['))
            _at++;
        Value = _json[start.._at];
        if (Value.Length > 0 && (Value[0] is (byte)'-' or (byte)'+' or (byte)'.' || char.IsAsciiDigit((char)Value[0])) && char.IsAsciiDigit((char)Value[^1]))
        {
            Kind = JsonKind.Number;
            return true;
        }

        JsonKind? word = Value switch
        {
            _ when Value.SequenceEqual("null"u8) => JsonKind.Null,
            _ when Value.SequenceEqual("true"u8) => JsonKind.True,
            _ when Value.SequenceEqual("false"u8) => JsonKind.False,
            _ when Value.SequenceEqual("NaN"u8) => JsonKind.NaN,
            _ when Value.SequenceEqual("Infinity"u8) => JsonKind.Infinity,
            _ when Value.SequenceEqual("-Infinity"u8) => JsonKind.NegativeInfinity,
            _ => null,
        };
        if (word is null)
            return Fail("a value is neither a string, a number, an object, an array, true, false nor null");
        Kind = word.Value;
        return true;
    }

    // The next byte that is no white space; -1 at the end.
    private int Next()
    {
        while (_at < _json.Length)
        {
            var b = _json[_at];
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return b;
            _at++;
        }

        return -1;
    }

    private bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }
}
