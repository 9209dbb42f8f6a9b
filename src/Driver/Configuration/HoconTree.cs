using System.Globalization;
using System.Text;

namespace Muster.Driver.Configuration;

/// <summary>A value in a HOCON or JSON text, and where it stands.</summary>
internal abstract record HoconNode(Place At);

/// <summary>A text, number, truth value or null: what is written, without its quotes.</summary>
internal sealed record HoconText(Place At, string Text) : HoconNode(At);

internal sealed record HoconItems(Place At, IReadOnlyList<HoconNode> Items) : HoconNode(At);

internal sealed record HoconFields(Place At, List<HoconField> Fields) : HoconNode(At);

/// <summary>A name, where it stands, and its value.</summary>
internal sealed record HoconField(string Name, Place At, HoconNode Value);

/// <summary>
/// Reads a file of the user's, in HOCON or JSON, with the place of everything in it, so that each fault can be told with line and column. References, includes and +=
/// belong to configuration, not to such files, and are refused.
/// </summary>
internal sealed class HoconTree : HoconCursor
{
    private HoconTree(string text)
        : base(text)
    {
    }

    /// <summary>The text's value: a list where it begins with a bracket, else an object, with or without braces.</summary>
    /// <exception cref="HoconSyntaxException">The text is not understood.</exception>
    public static HoconNode Read(string text)
    {
        var tree = new HoconTree(text);
        tree.SkipSpace();
        HoconNode root;
        if (tree.Current == '[')
        {
            root = tree.List(0);
        }
        else
        {
            var fields = new HoconFields(tree.Here, []);
            tree.Object(fields, tree.Current == '{', 0);
            root = fields;
        }

        tree.SkipSpace();
        return tree.AtEnd ? root : throw tree.Error($"'{tree.Current}' stands behind the end");
    }

    private void Object(HoconFields into, bool braced, int depth)
    {
        CheckDepth(depth);
        var opened = Here;
        if (braced)
            Skip();
        while (true)
        {
            SkipSpace(commas: true);
            if (AtEnd && braced)
                throw new HoconSyntaxException(opened, "this { is not closed");
            if (AtEnd)
                return;
            if (Current == '}' && braced)
            {
                Skip();
                return;
            }

            Field(into, depth);
        }
    }

    private void Field(HoconFields into, int depth)
    {
        var at = Here;
        var names = Names();
        foreach (var name in names.SkipLast(1))
            into = Inner(into, name, at);
        if (Current == '{')
        {
            Object(Inner(into, names[^1], at), braced: true, depth + 1);
            EndValue();
            return;
        }

        if (Current is not ('=' or ':'))
            throw Error($"after the name '{names[^1]}' one of = : {{ is expected");
        Skip();
        SkipSpace();
        if (Current == '{')
        {
            Object(Inner(into, names[^1], at), braced: true, depth + 1);
            EndValue();
            return;
        }

        var value = Value(names[^1], depth + 1);
        if (into.Fields.Find(f => f.Name == names[^1]) is { } earlier)
            throw new HoconSyntaxException(at, $"'{names[^1]}' stands in line {earlier.At.Line} already");
        into.Fields.Add(new HoconField(names[^1], at, value));
    }

    // As everywhere in HOCON an object may be written in several pieces.
    private static HoconFields Inner(HoconFields fields, string name, Place at)
    {
        if (fields.Fields.Find(f => f.Name == name) is { } there)
            return there.Value as HoconFields ?? throw new HoconSyntaxException(at, $"'{name}' stands in line {there.At.Line} already");
        var inner = new HoconFields(at, []);
        fields.Fields.Add(new HoconField(name, at, inner));
        return inner;
    }

    private HoconNode Value(string name, int depth)
    {
        switch (Current)
        {
            case '{':
                var fields = new HoconFields(Here, []);
                Object(fields, braced: true, depth);
                EndValue();
                return fields;
            case '[':
                var list = List(depth);
                EndValue();
                return list;
            default:
                return Plain(name);
        }
    }

    private HoconItems List(int depth)
    {
        CheckDepth(depth);
        var opened = Here;
        var items = new List<HoconNode>();
        Skip();
        while (true)
        {
            SkipSpace(commas: true);
            if (AtEnd)
                throw new HoconSyntaxException(opened, "this [ is not closed");
            if (Current == ']')
            {
                Skip();
                return new HoconItems(opened, items);
            }

            items.Add(Value("an element of the list", depth + 1));
        }
    }

    // Words and quoted texts beside each other are one text, with the blanks between them.
    private HoconText Plain(string name)
    {
        var at = Here;
        var text = new StringBuilder();
        var parts = 0;
        while (true)
        {
            var blanks = Index;
            SkipBlanks();
            if (AtEnd || Current is '\n' or '\r' or ',' or '}' or ']' || AtComment)
                break;
            if (parts++ > 0)
                text.Append(Text, blanks, Index - blanks);
            if (Starts("${"))
                throw Error("nothing is put in for ${...} in this file: write the value itself, in quotes where it holds a $");
            if (Current == '"')
                text.Append(Starts("\"\"\"") ? Quoted() : Unescaped());
            else
                text.Append(Word());
        }

        return parts > 0 ? new HoconText(at, text.ToString()) : throw Error($"the value of '{name}' is missing");
    }

    private string Unescaped()
    {
        var at = Here;
        var raw = Quoted();
        if (!raw.Contains('\\', StringComparison.Ordinal))
            return raw;
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            var code = 0;
            var unicode = raw[i + 1] == 'u' && i + 6 <= raw.Length && int.TryParse(raw.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            text.Append(raw[i + 1] switch
            {
                '"' or '\\' or '/' => raw[i + 1],
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'u' when unicode => (char)code,
                var other => throw new HoconSyntaxException(at, $"\\{other} means nothing in this quoted text; a backslash is written \\\\"),
            });
            i += unicode ? 5 : 1;
        }

        return text.ToString();
    }

    private void EndValue()
    {
        SkipBlanks();
        if (!AtEnd && !AtComment && Current is not ('\n' or '\r' or ',' or '}' or ']'))
            throw Error($"'{Current}' stands behind a value that is complete: a comma or a new line is missing");
    }

    private void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
            throw Error($"objects and lists are nested deeper than {MaxDepth} levels");
    }
}
