using System.Text;
using System.Text.RegularExpressions;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// A pure function from the bytes of a batch to rows: one line, at most one row. Bytes that are no UTF-8 are replaced and counted; header lines become parameters of the run; a
/// line that gives no row is counted, and the first of them are kept.
/// </summary>
public abstract class LineParser
{
    private const int MaxUnmatchedLines = 100;
    private const int MaxUnmatchedChars = 16 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private HeaderLine? _header;

    /// <summary>Names of the values; empty as long as only the lines can tell.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Lines of a batch, sorted out.</summary>
    public sealed class Parsed
    {
        /// <summary>The rows, in the lines' order.</summary>
        public List<Row> Rows { get; } = [];

        /// <summary>Parameters of the run, from header lines.</summary>
        public List<Parameter> Headers { get; } = [];

        /// <summary>The first of the lines that gave no row.</summary>
        public List<string> UnmatchedLines { get; } = [];

        /// <summary>Lines seen.</summary>
        public int Lines { get; internal set; }

        /// <summary>Lines that gave no row and are no header.</summary>
        public int Unmatched { get; internal set; }

        /// <summary>Lines with bytes that are no UTF-8.</summary>
        public int Undecodable { get; internal set; }

        internal int UnmatchedChars { get; set; }
    }

    /// <summary>Makes the parser of a regular expression; a wrong one gives null and says in <paramref name="error"/> what is wrong and where.</summary>
    public static LineParser? TryCreate(string expression, out string error) => TryCreate(new ParserSpec { Expression = expression }, out error);

    /// <summary>Makes the parser a run asked for; a wrong one gives null and says in <paramref name="error"/> what is wrong.</summary>
    public static LineParser? TryCreate(ParserSpec spec, out string error)
    {
        error = "";
        try
        {
            LineParser parser = spec.Kind switch
            {
                ParserKind.Columns => new ColumnParser(spec),
                ParserKind.JsonLines => new JsonLineParser(spec),
                ParserKind.Command => new CommandParser(spec),
                _ => new RegexParser(spec.Expression),
            };
            parser._header = spec.Header.Length > 0 ? new HeaderLine(spec.Header) : null;
            return parser;
        }
        catch (RegexParseException e)
        {
            error = $"The expression {(spec.Header.Length > 0 && e.Message.Contains(spec.Header, StringComparison.Ordinal) ? spec.Header : spec.Expression)} does not compile: {e.Message}";
            return null;
        }
        catch (ArgumentException e)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>Parses the lines of a batch. What follows the last line end is a line too: a stream's last batch may lack it.</summary>
    public Parsed Parse(ReadOnlySpan<byte> data, int producer)
    {
        var parsed = new Parsed();
        while (data.Length > 0)
        {
            var newline = data.IndexOf((byte)'\n');
            var line = newline < 0 ? data : data[..newline];
            data = newline < 0 ? [] : data[(newline + 1)..];
            if (line.Length > 0 && line[^1] == (byte)'\r')
                line = line[..^1];
            ParseLine(line, producer, parsed);
        }
        return parsed;
    }

    /// <summary>Fills a row from a line. False when it gives none.</summary>
    protected abstract bool TryParse(string line, Row row);

    private void ParseLine(ReadOnlySpan<byte> line, int producer, Parsed parsed)
    {
        parsed.Lines++;
        string text;
        try
        {
            text = Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            parsed.Undecodable++;
            text = Encoding.UTF8.GetString(line);
        }
        if (_header?.TryParse(text) is { } header)
        {
            parsed.Headers.Add(header);
            return;
        }
        var row = new Row { Producer = producer };
        if (TryParse(text, row))
        {
            parsed.Rows.Add(row);
            return;
        }
        parsed.Unmatched++;
        if (parsed.UnmatchedLines.Count >= MaxUnmatchedLines || parsed.UnmatchedChars + text.Length > MaxUnmatchedChars)
            return;
        parsed.UnmatchedChars += text.Length;
        parsed.UnmatchedLines.Add(text);
    }
}
