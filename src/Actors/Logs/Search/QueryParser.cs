using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Muster.Actors.Logs.Blocks;

namespace Muster.Actors.Logs.Search;

/// <summary>
/// Reads a query in the part of Lucene's language that Graylog's users know: words, "phrases", field:value, field:(a OR b), AND OR NOT, + and -, _exists_:field, /expressions/, * and ?,
/// word~1, "some words"~3, [a TO b], {a TO b}, field:&gt;=5. Words side by side: any of them. AND binds more than OR.
/// </summary>
internal sealed class QueryParser
{
    private const int MaxDepth = 64;
    private const int MaxLength = 16 * 1024;
    private const string Special = "()[]{}\"/:^~ \t\r\n";

    private readonly string _text;
    private readonly DateTimeOffset _now;
    private int _at;
    private int _depth;

    private QueryParser(string text, DateTimeOffset now)
    {
        (_text, _now) = (text, now);
    }

    /// <summary>Reads a query; an empty one is every record.</summary>
    /// <exception cref="QueryException">It cannot be understood.</exception>
    public static QueryNode Parse(string text, DateTimeOffset now)
    {
        if (text.Length > MaxLength)
            throw new QueryException($"it is longer than {MaxLength} characters", MaxLength);
        var parser = new QueryParser(text, now);
        parser.SkipBlanks();
        if (parser.AtEnd || text.Trim() == "*")
            return new QueryNode.All();
        var node = parser.Either(null);
        if (!parser.AtEnd)
            throw parser.Error($"'{parser.Current}' closes nothing");
        return node;
    }

    private bool AtEnd => _at >= _text.Length;

    private char Current => _text[_at];

    private QueryException Error(string reason) => new(reason, _at + 1);

    private QueryNode Either(string? field)
    {
        if (++_depth > MaxDepth)
            throw Error($"more than {MaxDepth} parentheses are open");
        var parts = new List<QueryNode> { Beside(field) };
        while (TakeWord("OR") || Take("||"))
            parts.Add(Beside(field));
        _depth--;
        return Or(parts);
    }

    // Side by side: any of them, all those with +, none of those with - or NOT.
    private QueryNode Beside(string? field)
    {
        var (may, must, not) = (new List<QueryNode>(), new List<QueryNode>(), new List<QueryNode>());
        do
        {
            SkipBlanks();
            var needed = !AtEnd && Current == '+';
            if (needed)
                _at++;
            var part = Both(field);
            if (needed)
                must.Add(part);
            else if (part is QueryNode.Not negated)
                not.Add(negated);
            else
                may.Add(part);
            SkipBlanks();
        }
        while (!AtEnd && Current != ')' && !IsWord("OR") && !Is("||"));
        if (must.Count == 0 && may.Count > 0)
            must.Add(Or(may));
        must.AddRange(not);
        return And(must);
    }

    private QueryNode Both(string? field)
    {
        var parts = new List<QueryNode> { One(field) };
        while (TakeWord("AND") || Take("&&"))
            parts.Add(One(field));
        return And(parts);
    }

    private QueryNode One(string? field)
    {
        SkipBlanks();
        if (TakeWord("NOT") || Take("!") || TakeMinus())
        {
            if (++_depth > MaxDepth)
                throw Error($"more than {MaxDepth} negations stand in a row");
            var part = One(field);
            _depth--;
            return part is QueryNode.Not twice ? twice.Part : new QueryNode.Not(part);
        }
        if (AtEnd)
            throw Error("something to look for is missing here");
        foreach (var word in new[] { "AND", "OR" })
        {
            if (IsWord(word))
                throw Error($"{word} needs something to look for on both sides");
        }
        if (Current == '(')
            return Group(field);
        if (field is not null || Current is '"' or '/' or '[' or '{')
            return ValueOf(field);
        var start = _at;
        var (name, wild) = Bare();
        if (AtEnd || Current != ':')
        {
            _at = start;
            return ValueOf(null);
        }
        if (wild)
            throw new QueryException("a field's name has no * or ?", start + 1);
        _at++;
        return OfField(name, start);
    }

    private QueryNode OfField(string name, int start)
    {
        if (AtEnd || char.IsWhiteSpace(Current))
            throw Error($"the value of '{name}' is missing");
        if (name == "_exists_")
            return new QueryNode.Exists(Known(Bare().Text));
        if (name.Length == 0)
            throw new QueryException("the name of a field is missing before ':'", start + 1);
        return Current == '(' ? Group(Known(name)) : ValueOf(Known(name));
    }

    // Clients write GELF's underscore, and Graylog's names of what it adds.
    private static string Known(string field) => field switch
    {
        "_id" or "gl2_message_id" => QueryFields.Id,
        ['_', _, ..] => field[1..],
        _ => field,
    };

    private QueryNode Group(string? field)
    {
        var open = _at++;
        var node = Either(field);
        SkipBlanks();
        if (AtEnd)
            throw new QueryException("this '(' is never closed", open + 1);
        if (Current != ')')
            throw Error($"')' was expected, not '{Current}'");
        _at++;
        return node;
    }

    private QueryNode ValueOf(string? field)
    {
        switch (Current)
        {
            case '"':
                return Phrase(field);
            case '/':
                return Expression(field);
            case '[' or '{':
                return Range(field);
            case '>' or '<' when field is not null:
                return Comparison(field);
        }
        var start = _at;
        var (text, wild) = Bare();
        if (text.Length == 0)
            throw Error(Current == ':' ? "the name of a field is missing before ':'" : $"'{Current}' was not expected; write \\{Current} to look for it");
        if (text == "*" && wild)
            return field is null ? new QueryNode.All() : new QueryNode.Exists(field);
        var distance = Distance(wild ? 0 : 2);
        SkipBoost();
        if (wild)
            return new QueryNode.Pattern(field, Patterns.Wildcard(text), _text[start.._at]);
        if (distance is { } changes)
            return new QueryNode.Pattern(field, Patterns.Near(text.ToLowerInvariant(), changes), _text[start.._at]);
        return Value(field, text, 0);
    }

    private QueryNode Phrase(string? field)
    {
        var text = Quoted();
        var slop = Distance(0) ?? 0;
        SkipBoost();
        return Value(field, text, slop);
    }

    private static QueryNode.Value Value(string? field, string text, int slop) => new(field, text, [.. Tokens.Of(text)], slop);

    private QueryNode Expression(string? field)
    {
        var start = _at++;
        var pattern = new StringBuilder();
        for (; !AtEnd && Current != '/'; _at++)
        {
            if (Current == '\\' && _at + 1 < _text.Length && _text[_at + 1] == '/')
                _at++;
            else if (Current == '\\' && _at + 1 < _text.Length)
                pattern.Append(_text[_at++]);
            pattern.Append(Current);
        }
        if (AtEnd)
            throw new QueryException("this '/' begins an expression that never ends", start + 1);
        _at++;
        try
        {
            return new QueryNode.Pattern(field, Patterns.Expression(pattern.ToString()), _text[start.._at]);
        }
        catch (ArgumentException e)
        {
            throw new QueryException($"/{pattern}/ is no regular expression: {e.Message.TrimEnd('.')}", start + 1);
        }
    }

    private QueryNode Range(string? field)
    {
        if (field is null)
            throw Error("a range needs a field: field:[1 TO 5]");
        var start = _at;
        var withLow = _text[_at++] == '[';
        var low = Bound();
        SkipBlanks();
        if (!TakeWord("TO"))
            throw Error("TO was expected between the two ends of a range");
        var high = Bound();
        SkipBlanks();
        if (AtEnd || Current is not (']' or '}'))
            throw new QueryException("this range is never closed by ] or }", start + 1);
        return new QueryNode.Range(field, Moment(field, low), withLow, Moment(field, high), _text[_at++] == ']');
    }

    private QueryNode Comparison(string field)
    {
        var up = _text[_at++] == '>';
        var with = !AtEnd && Current == '=';
        if (with)
            _at++;
        if (AtEnd)
            throw Error($"what '{field}' is compared with is missing");
        var bound = Moment(field, Bound() ?? throw Error("* is no number"));
        return up ? new QueryNode.Range(field, bound, with, null, true) : new QueryNode.Range(field, null, true, bound, with);
    }

    private string? Bound()
    {
        SkipBlanks();
        if (AtEnd)
            throw Error("the end of a range is missing");
        if (Current == '"')
            return Quoted();
        var start = _at;
        // Times have colons.
        while (!AtEnd && !char.IsWhiteSpace(Current) && Current is not (']' or '}' or ')' or '('))
            _at++;
        if (_at == start)
            throw Error("the end of a range is missing");
        var text = _text[start.._at];
        return text == "*" ? null : text;
    }

    // "now-5d", or a time as people write it, becomes microseconds.
    private string? Moment(string field, string? text)
    {
        if (text is null || field != QueryFields.Timestamp)
            return text;
        return Times.Parse(text, _now) is { } us ? us.ToString(CultureInfo.InvariantCulture) : throw Error($"'{text}' is no time: write now-5m, 2026-11-20 or \"2026-11-20 06:55:37\"");
    }

    private string Quoted()
    {
        var start = _at++;
        var text = new StringBuilder();
        for (; !AtEnd && Current != '"'; _at++)
        {
            if (Current == '\\' && _at + 1 < _text.Length)
                _at++;
            text.Append(Current);
        }
        if (AtEnd)
            throw new QueryException("this quote is never closed", start + 1);
        _at++;
        return text.ToString();
    }

    private (string Text, bool IsWild) Bare()
    {
        var (text, wild) = (new StringBuilder(), false);
        for (; !AtEnd && !Special.Contains(Current, StringComparison.Ordinal); _at++)
        {
            if (Current == '\\')
            {
                if (++_at == _text.Length)
                    throw Error("a \\ at the end escapes nothing");
            }
            else if (Current is '*' or '?')
            {
                wild = true;
            }
            text.Append(Current);
        }
        return (text.ToString(), wild);
    }

    private int? Distance(int usual)
    {
        if (AtEnd || Current != '~')
            return null;
        var start = ++_at;
        while (!AtEnd && (char.IsAsciiDigit(Current) || Current == '.'))
            _at++;
        if (start == _at)
            return usual;
        return int.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100
            ? number
            : throw new QueryException("a distance behind ~ is a whole number up to 100", start + 1);
    }

    // What is found is not ranked.
    private void SkipBoost()
    {
        if (AtEnd || Current != '^')
            return;
        _at++;
        while (!AtEnd && (char.IsAsciiDigit(Current) || Current == '.'))
            _at++;
    }

    private bool TakeMinus()
    {
        if (!Is("-"))
            return false;
        _at++;
        return true;
    }

    private bool Take(string text)
    {
        SkipBlanks();
        if (!Is(text))
            return false;
        _at += text.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        if (!IsWord(word))
            return false;
        _at += word.Length;
        return true;
    }

    private bool Is(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private bool IsWord(string word) => Is(word) && (_at + word.Length == _text.Length || char.IsWhiteSpace(_text[_at + word.Length]) || _text[_at + word.Length] is '(' or ')');

    private void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
            _at++;
    }

    private static QueryNode And(List<QueryNode> parts) => parts.Count == 1 ? parts[0] : new QueryNode.And([.. parts]);

    private static QueryNode Or(List<QueryNode> parts) => parts.Count == 1 ? parts[0] : new QueryNode.Or([.. parts]);
}

/// <summary>Fields that are not columns of text, or that a search treats apart.</summary>
internal static class QueryFields
{
    public const string Id = "id";
    public const string Timestamp = "timestamp";
    public const string Level = "level";
    public const string Streams = "streams";

    /// <summary>Texts of many words: a value is looked for among them.</summary>
    public static bool IsProse(string field) => field is "message" or "full_message";
}
