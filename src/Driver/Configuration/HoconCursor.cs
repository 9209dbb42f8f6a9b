using System.Text;

namespace Muster.Driver.Configuration;

internal readonly record struct Place(int Line, int Column);

/// <summary>A text that is no HOCON for any parser.</summary>
internal sealed class HoconSyntaxException(Place at, string message) : Exception(message)
{
    public Place At { get; } = at;
}

/// <summary>Goes through a HOCON text sign by sign and knows where it is: what all that read HOCON have in common.</summary>
internal abstract class HoconCursor
{
    protected const int MaxDepth = 200;
    private const string Reserved = "$\"{}[]:=,#`^?!@*&\\";

    private int _line = 1;
    private int _lineStart;

    protected HoconCursor(string text)
    {
        Text = text;
        if (text.StartsWith('\uFEFF'))
            Index = _lineStart = 1;
    }

    protected string Text { get; }

    protected int Index { get; private set; }

    protected bool AtEnd => Index >= Text.Length;

    protected char Current => AtEnd ? '\0' : Text[Index];

    protected Place Here => new(_line, Index - _lineStart + 1);

    protected bool AtComment => Current == '#' || Starts("//");

    protected bool IsBlank => !AtEnd && Current is not ('\n' or '\r') && char.IsWhiteSpace(Current);

    protected bool AtPlain => !AtEnd && !char.IsWhiteSpace(Current) && !Reserved.Contains(Current, StringComparison.Ordinal) && !AtComment;

    /// <summary>The names of a path such as a.b."c.d", and the space behind it.</summary>
    protected List<string> Names()
    {
        var names = new List<string>();
        while (true)
        {
            var element = new StringBuilder();
            var quoted = false;
            while (!AtEnd && Current is not ('.' or '\n' or '\r') && !Starts("+="))
            {
                if (Current == '"')
                {
                    element.Append(Quoted());
                    quoted = true;
                }
                else if (AtPlain || IsBlank)
                {
                    element.Append(Current);
                    Skip();
                }
                else
                {
                    break;
                }
            }

            var name = element.ToString().Trim();
            if (name.Length == 0 && !quoted)
                throw Error("a name is missing");
            names.Add(name);
            if (Current != '.')
                break;
            Skip();
        }

        SkipSpace();
        return names;
    }

    protected string Word()
    {
        if (!AtPlain)
            throw Error($"'{Current}' must stand inside quotes");
        var start = Index;
        while (AtPlain)
            Skip();
        return Text[start..Index];
    }

    protected string Quoted()
    {
        var at = Here;
        var marks = Starts("\"\"\"") ? "\"\"\"" : "\"";
        Skip(marks.Length);
        var start = Index;
        while (!Starts(marks))
        {
            if (AtEnd)
                throw new HoconSyntaxException(at, "this quoted text does not end");
            Skip(marks.Length == 1 && Current == '\\' ? 2 : 1);
        }

        var text = Text[start..Index];
        Skip(marks.Length);
        return text;
    }

    protected bool Starts(string what) => string.CompareOrdinal(Text, Index, what, 0, what.Length) == 0;

    protected void SkipBlanks()
    {
        while (IsBlank)
            Skip();
    }

    protected void SkipSpace(bool commas = false)
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current) || (commas && Current == ','))
            {
                Skip();
            }
            else if (AtComment)
            {
                while (!AtEnd && Current != '\n')
                    Skip();
            }
            else
            {
                return;
            }
        }
    }

    protected void Skip(int count = 1)
    {
        for (; count > 0 && !AtEnd; count--, Index++)
        {
            if (Current == '\n')
            {
                _line++;
                _lineStart = Index + 1;
            }
        }
    }

    protected HoconSyntaxException Error(string message) => new(Here, AtEnd ? $"the text ends here; {message}" : message);
}
