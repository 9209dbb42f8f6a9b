using System.Text;

namespace Muster.Driver.Configuration;

/// <summary>One `${path}` or `${?path}`, in the value of a path.</summary>
internal sealed record HoconReference(string Path, bool Optional, string Owner, Place At);

/// <summary>One assignment: what its value is made of.</summary>
internal sealed record HoconAssignment(string Path, Place At, bool Append, bool HasObject, bool HasReference, string? Word);

/// <summary>What stands in a HOCON text and where, as far as readers of HOCON disagree about it. Nothing is resolved.</summary>
internal sealed class HoconScan : HoconCursor
{
    private HoconScan(string text)
        : base(text)
    {
    }

    public List<HoconAssignment> Assignments { get; } = [];

    public List<HoconReference> References { get; } = [];

    public List<Place> Includes { get; } = [];

    /// <summary>The first closing brace that closes nothing.</summary>
    public Place? ExtraBrace { get; private set; }

    public static HoconScan Of(string text)
    {
        var scan = new HoconScan(text);
        scan.SkipSpace();
        var braced = scan.Current == '{';
        if (braced)
            scan.Skip();
        scan.Fields("", braced, 0);
        if (braced)
            scan.Fields("", false, 0);
        return scan;
    }

    private void Fields(string path, bool opened, int depth)
    {
        if (depth > MaxDepth)
            throw Error($"objects and lists are nested deeper than {MaxDepth} levels");
        while (true)
        {
            SkipSpace(commas: true);
            if (AtEnd)
                return;
            if (Current == '}')
            {
                if (!opened)
                    ExtraBrace ??= Here;
                Skip();
                if (opened)
                    return;
            }
            else if (!Include())
            {
                Field(path, depth);
            }
        }
    }

    private void Field(string path, int depth)
    {
        var at = Here;
        var full = Join(path, Key());
        var append = false;
        if (Current != '{')
        {
            append = Starts("+=");
            if (!append && Current is not ('=' or ':'))
                throw Error($"after the name '{full}' one of = : {{ is expected");
            Skip(append ? 2 : 1);
        }

        Value(full, at, append, depth);
    }

    private string Key() => Names().Aggregate("", (path, name) => Join(path, name.Contains('.', StringComparison.Ordinal) ? $"\"{name}\"" : name));

    private void Value(string path, Place at, bool append, int depth)
    {
        SkipSpace();
        var parts = 0;
        var hasObject = false;
        var hasReference = false;
        string? word = null;
        var last = '\0';
        while (true)
        {
            SkipBlanks();
            if (AtEnd || Current is '\n' or '\r' or ',' or '}' or ']' || AtComment || (last is '{' or '[' && Current != last && !Starts("${")))
                break;
            last = Current;
            parts++;
            switch (Current)
            {
                case '{':
                    hasObject = true;
                    Skip();
                    Fields(path, true, depth + 1);
                    break;
                case '[':
                    List(path, depth + 1);
                    break;
                case '"':
                    Quoted();
                    break;
                case '$' when Starts("${"):
                    hasReference = true;
                    Reference(path);
                    break;
                default:
                    word = word is null ? Word() : word + " " + Word();
                    break;
            }
        }

        if (parts == 0)
            throw Error($"the value of '{path}' is missing");
        Assignments.Add(new HoconAssignment(path, at, append, hasObject, hasReference, parts == 1 || !hasReference ? word : null));
    }

    private void List(string path, int depth)
    {
        if (depth > MaxDepth)
            throw Error($"objects and lists are nested deeper than {MaxDepth} levels");
        var opened = Here;
        Skip();
        while (true)
        {
            SkipSpace(commas: true);
            if (AtEnd)
                throw new HoconSyntaxException(opened, $"the list of '{path}' does not end");
            if (Current == ']')
            {
                Skip();
                return;
            }

            Value(path + "[]", Here, false, depth);
        }
    }

    private void Reference(string owner)
    {
        var at = Here;
        Skip(2);
        var optional = Current == '?';
        if (optional)
            Skip();
        var path = new StringBuilder();
        while (Current != '}')
        {
            if (AtEnd || Current is '\n')
                throw new HoconSyntaxException(at, "this reference does not end");
            path.Append(Current);
            Skip();
        }

        Skip();
        References.Add(new HoconReference(path.ToString().Trim(), optional, owner, at));
    }

    private bool Include()
    {
        if (!Starts("include"))
            return false;
        var next = Index + "include".Length;
        while (next < Text.Length && Text[next] is (' ' or '\t'))
            next++;
        if (next >= Text.Length || !(Text[next] == '"' || IsForm(next, "file(") || IsForm(next, "required(") || IsForm(next, "url(") || IsForm(next, "classpath(")))
            return false;
        Includes.Add(Here);
        while (!AtEnd && Current != '\n')
            Skip();
        return true;
    }

    private bool IsForm(int at, string form) => string.CompareOrdinal(Text, at, form, 0, form.Length) == 0;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
