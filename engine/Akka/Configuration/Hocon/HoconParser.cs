using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads text into raw objects; <see cref="HoconResolver"/> then puts references in.</summary>
internal sealed class HoconParser
{
    /// <summary>Deeper nesting is refused, so that no text can exhaust the stack.</summary>
    internal const int MaxDepth = 200;

    private readonly HoconReader _reader;
    private readonly HoconIncludes _includes;
    private readonly bool _dump;
    private readonly List<HoconSubstitution> _substitutions = new();

    private HoconParser(HoconReader reader, HoconIncludes includes, bool dump)
    {
        _reader = reader;
        _includes = includes;
        _dump = dump;
    }

    /// <param name="text">The text.</param>
    /// <param name="includes">Where included texts come from.</param>
    /// <param name="origin">The name of the text for error messages, or null.</param>
    /// <param name="dump">The text is what Config.ToString wrote: nothing after the colon is an empty text.</param>
    internal static HoconRoot Parse(string text, HoconIncludes includes, string origin = null, bool dump = false)
    {
        var parser = new HoconParser(new HoconReader(text, origin), includes, dump);
        return HoconResolver.Resolve(parser.ParseRoot(), parser._substitutions);
    }

    private RawObject ParseRoot()
    {
        var root = new RawObject { At = new SourcePosition(1, 1) };
        _reader.SkipSpace();
        if (_reader.Current == '{' && !_reader.AtEnd)
        {
            var at = _reader.At;
            _reader.Skip();
            ParseFields(root, at, null, 1);
            _reader.SkipSpace(commas: true);
        }

        ParseFields(root, null, null, 0);
        return root;
    }

    /// <summary>Fields up to the closing brace, or to the end of the text where no brace was opened.</summary>
    private void ParseFields(RawObject target, SourcePosition? opened, string path, int depth)
    {
        if (depth > MaxDepth)
            throw _reader.At.Error($"objects and lists are nested deeper than {MaxDepth} levels.");
        while (true)
        {
            _reader.SkipSpace(commas: true);
            if (_reader.AtEnd)
                return;
            if (_reader.Current == '}')
            {
                if (opened is null)
                    throw _reader.At.Error("this '}' closes nothing; there is one too many here, or a '{' is missing before.");
                _reader.Skip();
                return;
            }

            if (!ParseInclude(target, path))
                ParseField(target, path, depth);
        }
    }

    private void ParseField(RawObject target, string path, int depth)
    {
        var at = _reader.At;
        var key = ParseKey();
        var full = path is null ? string.Join('.', key) : path + "." + string.Join('.', key);
        var append = false;
        if (_reader.Current == '{' && !_reader.AtEnd)
        {
            target.Add(key, ParseValue(full, depth, false, at), path);
            return;
        }

        if (_reader.Take("+="))
            append = true;
        else if (_reader.Current is '=' or ':' && !_reader.AtEnd)
            _reader.Skip();
        else
            throw _reader.Unexpected($"after the name '{full}' (line {at.Line}), where =, : or {{ is expected");
        target.Add(key, ParseValue(full, depth, append, null), path);
    }

    private string[] ParseKey()
    {
        var elements = new List<string>(2);
        while (true)
        {
            elements.Add(ParseKeyElement());
            if (_reader.Current != '.' || _reader.AtEnd)
                break;
            _reader.Skip();
        }

        _reader.SkipSpace();
        return elements.ToArray();
    }

    private string ParseKeyElement()
    {
        _reader.SkipBlanks();
        var at = _reader.At;
        var text = new StringBuilder();
        var quoted = false;
        while (!_reader.AtEnd)
        {
            if (_reader.Current == '"')
            {
                quoted = true;
                text.Append(_reader.TakeQuoted());
            }
            else if (_reader.Current is '.' or '\n' or '\r' || _reader.Starts("+="))
            {
                break;
            }
            else if (_reader.AtUnquoted || (char.IsWhiteSpace(_reader.Current) && !_reader.AtNewline))
            {
                text.Append(_reader.Current);
                _reader.Skip();
            }
            else
            {
                break;
            }
        }

        var name = quoted ? TrimBlanksAfterQuotes(text) : text.ToString().TrimEnd();
        if (name.Length == 0 && !quoted)
            throw _reader.AtEnd || _reader.Current is '=' or ':' or '.' or '{' ? at.Error("a name is missing here.") : _reader.Unexpected("in a name");
        return name;
    }

    private static string TrimBlanksAfterQuotes(StringBuilder text) => text.ToString().Trim(' ', '\t');

    private RawValue ParseValue(string path, int depth, bool append, SourcePosition? start)
    {
        _reader.SkipBlanks();
        if (_dump && _reader.AtNewline)
            return new RawValue { At = _reader.At, Pieces = [new RawText { Text = "", At = _reader.At }] };
        _reader.SkipSpace();
        var at = start ?? _reader.At;
        var pieces = new List<RawPiece>(1);
        while (true)
        {
            var before = _reader.Index;
            var gapAt = _reader.At;
            _reader.SkipBlanks();
            var gap = _reader.Since(before);
            if (_reader.AtEnd || _reader.AtNewline || _reader.AtComment || _reader.Current is ',' or '}' or ']')
                break;
            // After an object or a list comes another of its kind, or the next field on the same line.
            if (pieces.Count > 0 && pieces[^1] is RawObject or RawArray && _reader.Current != (pieces[^1] is RawObject ? '{' : '[') && !_reader.Starts("${"))
                break;
            if (gap.Length > 0 && pieces.Count > 0)
                pieces.Add(new RawText { Text = gap, Blank = true, At = gapAt });
            pieces.Add(ParsePiece(path, depth));
        }

        if (pieces.Count == 0)
            throw _reader.Unexpected($"where the value of '{path}' is expected");
        return new RawValue { At = at, Pieces = pieces, Append = append };
    }

    private RawPiece ParsePiece(string path, int depth)
    {
        var at = _reader.At;
        switch (_reader.Current)
        {
            case '{':
                _reader.Skip();
                var fields = new RawObject { At = at };
                ParseFields(fields, at, path, depth + 1);
                return fields;
            case '[':
                return ParseArray(path, depth + 1);
            case '"':
                return new RawText { Text = _reader.TakeQuoted(), At = at };
            case '$' when _reader.Starts("${"):
                return ParseReference();
            default:
                if (!_reader.AtUnquoted)
                    throw _reader.Unexpected($"in the value of '{path}'");
                var text = _reader.TakeUnquoted();
                return _dump && text == "<<unknown" && _reader.Take(" value>>") ? new RawArray { At = at } : new RawText { Text = text, At = at };
        }
    }

    private RawArray ParseArray(string path, int depth)
    {
        if (depth > MaxDepth)
            throw _reader.At.Error($"objects and lists are nested deeper than {MaxDepth} levels.");
        var array = new RawArray { At = _reader.At };
        _reader.Skip();
        while (true)
        {
            _reader.SkipSpace(commas: true);
            if (_reader.AtEnd)
                throw array.At.Error($"the list of '{path}' does not end; a closing ] is missing.");
            if (_reader.Current == ']')
            {
                _reader.Skip();
                return array;
            }

            array.Items.Add(ParseValue(path, depth, false, null));
        }
    }

    private RawReference ParseReference()
    {
        var at = _reader.At;
        _reader.Skip(2);
        var optional = _reader.Take("?");
        var path = new List<string>();
        var element = new StringBuilder();
        while (_reader.Current != '}' || _reader.AtEnd)
        {
            if (_reader.AtEnd || _reader.AtNewline)
                throw at.Error("this reference does not end; a closing } is missing.");
            if (_reader.Current == '"')
            {
                element.Append(_reader.TakeQuoted());
                continue;
            }

            if (_reader.Current == '.')
            {
                path.Add(element.ToString().Trim());
                element.Clear();
            }
            else
            {
                element.Append(_reader.Current);
            }

            _reader.Skip();
        }

        _reader.Skip();
        path.Add(element.ToString().Trim());
        if (path.Contains(""))
            throw at.Error("this reference names no path; write ${a.b.c}.");
        var substitution = new HoconSubstitution(string.Join('.', path));
        _substitutions.Add(substitution);
        return new RawReference { At = at, Path = path.ToArray(), Optional = optional, Public = substitution };
    }

    private bool ParseInclude(RawObject target, string path)
    {
        if (!_reader.Starts("include"))
            return false;
        var include = HoconIncludes.TryRead(_reader);
        if (include is null)
            return false;
        if (_includes.Load(include.Value) is not { } included)
            return true;
        if (included.Value?.GetObject() is not { } members)
            throw include.Value.At.Error($"the included '{include.Value.Name}' holds no object.");
        foreach (var (key, value) in members.Items)
            target.Add([key], new RawValue { At = include.Value.At, Pieces = [new RawConstant { Value = value, At = include.Value.At }] }, path);
        return true;
    }
}
