namespace Akka.Configuration.Hocon;

/// <summary>Finds what a text includes: by the caller's function, or as files beside the including one.</summary>
internal sealed class HoconIncludes
{
    private const int MaxNesting = 20;

    private readonly Func<string, HoconRoot> _callback;
    private readonly string _directory;
    private readonly int _nesting;

    internal HoconIncludes(Func<string, HoconRoot> callback)
    {
        _callback = callback;
    }

    internal HoconIncludes(string directory, int nesting = 0)
    {
        _directory = directory;
        _nesting = nesting;
    }

    internal readonly record struct Include(string Name, bool Required, SourcePosition At);

    /// <summary>
    /// Reads <c>include "name"</c>, <c>include file("name")</c>, <c>include required(...)</c>; null, with nothing read, when the
    /// word is an ordinary name.
    /// </summary>
    internal static Include? TryRead(HoconReader reader)
    {
        var at = reader.At;
        if (reader.PeekAfterWord("include") is not { } next || !(next.StartsWith('"') || IsForm(next)))
            return null;
        reader.Skip("include".Length);
        reader.SkipBlanks();
        var closing = 0;
        var required = Open(reader, "required", ref closing);
        if (reader.Starts("url") || reader.Starts("classpath"))
            throw reader.At.Error("only files can be included: write include \"name\" or include file(\"name\").");
        Open(reader, "file", ref closing);
        if (reader.Current != '"' || reader.AtEnd)
            throw reader.Unexpected("after include, where a quoted file name is expected");
        var name = reader.TakeQuoted();
        for (; closing > 0; closing--)
        {
            reader.SkipBlanks();
            if (!reader.Take(")"))
                throw reader.Unexpected("after the included name, where ) is expected");
        }

        return new Include(name, required, at);
    }

    internal HoconRoot Load(Include include)
    {
        if (_callback is not null)
            return _callback(include.Name);
        if (_nesting >= MaxNesting)
            throw include.At.Error($"includes are nested deeper than {MaxNesting} levels; does '{include.Name}' include itself?");
        var file = Path.Combine(_directory ?? Environment.CurrentDirectory, include.Name);
        if (!File.Exists(file))
            return include.Required ? throw include.At.Error($"the included file '{file}' does not exist.") : null;
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(include.At.Error($"the included file '{file}' cannot be read: {e.Message}").Message, e);
        }

        return HoconParser.Parse(text, new HoconIncludes(Path.GetDirectoryName(file), _nesting + 1), file);
    }

    private static bool IsForm(string text) =>
        text.StartsWith("file(", StringComparison.Ordinal) || text.StartsWith("required(", StringComparison.Ordinal)
        || text.StartsWith("url(", StringComparison.Ordinal) || text.StartsWith("classpath(", StringComparison.Ordinal);

    private static bool Open(HoconReader reader, string form, ref int closing)
    {
        if (!reader.Take(form + "("))
            return false;
        closing++;
        reader.SkipBlanks();
        return true;
    }
}
