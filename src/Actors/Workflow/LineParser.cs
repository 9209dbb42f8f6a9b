using System.Text;
using System.Text.RegularExpressions;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// A pure function from the bytes of a batch to rows: one line, at most one row, whose values are the expression's groups (the whole match when it
/// has none). Bytes that are no UTF-8 are replaced and counted; a line that does not match is counted.
/// </summary>
public sealed class LineParser
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Regex _expression;
    private readonly int[] _groups;

    private LineParser(Regex expression)
    {
        _expression = expression;
        var numbers = expression.GetGroupNumbers();
        _groups = numbers.Length > 1 ? numbers[1..] : [0];
    }

    /// <summary>Lines of a batch, sorted out.</summary>
    public sealed class Parsed
    {
        /// <summary>The rows, in the lines' order.</summary>
        public List<Row> Rows { get; } = [];

        /// <summary>Lines seen.</summary>
        public int Lines { get; internal set; }

        /// <summary>Lines that gave no row.</summary>
        public int Unmatched { get; internal set; }

        /// <summary>Lines with bytes that are no UTF-8.</summary>
        public int Undecodable { get; internal set; }
    }

    /// <summary>Compiles an expression; a wrong one gives null and says in <paramref name="error"/> what is wrong and where.</summary>
    public static LineParser? TryCreate(string expression, out string error)
    {
        try
        {
            error = "";
            return new LineParser(Compile(expression));
        }
        catch (RegexParseException e)
        {
            error = $"The expression {expression} does not compile: {e.Message}";
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

    // The engine without backtracking takes linear time whatever the line holds; expressions it cannot take (look-around, back references) run
    // with a time limit a line.
    private static Regex Compile(string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(expression, RegexOptions.CultureInvariant, MatchTimeout);
        }
    }

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
        Match match;
        try
        {
            match = _expression.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            parsed.Unmatched++;
            return;
        }
        if (!match.Success)
        {
            parsed.Unmatched++;
            return;
        }
        var row = new Row { Producer = producer };
        foreach (var group in _groups)
            row.Values.Add(match.Groups[group].Value);
        parsed.Rows.Add(row);
    }
}
