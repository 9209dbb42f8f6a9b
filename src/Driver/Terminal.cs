using Spectre.Console;

namespace Muster.Driver;

internal enum OutputFormat
{
    Table,
    Json,
    Quiet,
}

/// <summary>
/// Where a command's words go. Table: everything to standard output. Json: one JSON value on standard output and nothing else. Quiet:
/// nothing. Errors go to standard error in every format. Colours and live lines appear only when standard output is a terminal.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool interactive, Stream? rawOutput = null, Stream? rawError = null)
{
    private static readonly System.Text.Json.JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private IAnsiConsole? _ansi;

    public OutputFormat Format { get; set; } = OutputFormat.Table;

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>A person watches: live lines and colours are welcome.</summary>
    public bool Live => interactive && Format == OutputFormat.Table;

    /// <summary>Spectre's console over the same writer; made on first use because loading it costs start-up time.</summary>
    public IAnsiConsole Ansi => _ansi ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        Out = interactive ? new AnsiConsoleOutput(Out) : new PlainOutput(Out),
    });

    public static Terminal OfConsole() => new(
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        Console.OpenStandardOutput(),
        Console.OpenStandardError());

    /// <summary>Bytes of a rank, unchanged. Not in json, where standard output is one value.</summary>
    public void Raw(Messages.Ranks.RankStream stream, ReadOnlyMemory<byte> bytes)
    {
        if (Format == OutputFormat.Json)
            return;
        var (raw, text) = stream == Messages.Ranks.RankStream.Stdout ? (rawOutput, Out) : (rawError, Error);
        if (raw is null)
        {
            text.Write(System.Text.Encoding.UTF8.GetString(bytes.Span));
            return;
        }

        // What was said before comes before.
        text.Flush();
        raw.Write(bytes.Span);
        raw.Flush();
    }

    /// <summary>A line for people.</summary>
    public void Line(string text)
    {
        if (Format != OutputFormat.Table)
            return;
        if (_ansi is null)
            Out.WriteLine(text);
        else
            _ansi.WriteLine(text);
    }

    /// <summary>Lines for people, written at once: a live line below them is drawn again only once.</summary>
    public void Lines(IReadOnlyCollection<string> lines)
    {
        if (lines.Count > 0)
            Line(string.Join(Environment.NewLine, lines));
    }

    /// <summary>The one JSON value of this call.</summary>
    public void Json(System.Text.Json.Nodes.JsonNode value) => Out.WriteLine(value.ToJsonString(Readable));

    public void Fail(string message, IEnumerable<string>? details = null)
    {
        Error.WriteLine($"muster: {message}");
        foreach (var line in details ?? [])
            Error.WriteLine($"    {line}");
    }

    /// <summary>A file or pipe has no width: tables are as wide as they need to be.</summary>
    private sealed class PlainOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => 400;

        public int Height => 100;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
