using System.Globalization;
using System.Text;
using Muster.Client;
using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>
/// Renders what happens in a submission as the log lines of the classic example workflow: LEVEL:name:message, with the names main,
/// producer N, parse_results N and consumer. Pure: it holds what came and gives lines.
///
/// Events keep their order. Rows come on a path of their own, so a parser's Done waits until all its rows were shown, and rows wait until
/// their parser was announced. Everything behind a waiting event waits as well: that keeps the order of the whole.
/// </summary>
internal sealed class SeedLog
{
    private readonly Queue<SubmissionEvent> _waiting = new();
    private readonly Dictionary<(long Run, int Attempt), Stream> _streams = [];
    private readonly Dictionary<long, int> _current = [];
    private readonly Dictionary<long, SubmissionEvent> _placements = [];

    /// <summary>The lines before the first event.</summary>
    public static IReadOnlyList<string> Opening() => ["INFO:main:Starting consumer process", "INFO:consumer:reading from result_queue"];

    public IReadOnlyList<string> On(Happening happening)
    {
        var lines = new List<string>();
        if (happening.Event is { } happened)
            _waiting.Enqueue(happened);
        if (happening.Rows is { } page)
            Take(page, lines);
        while (_waiting.TryPeek(out var next) && IsDue(next))
            Render(_waiting.Dequeue(), lines);
        return lines;
    }

    private void Take(Rows page, List<string> lines)
    {
        _current[page.Run] = Math.Max(page.Attempt, _current.GetValueOrDefault(page.Run));
        var stream = StreamOf(page.Run, page.Attempt);
        stream.Complete |= page.Complete;
        foreach (var row in page.Rows_)
            stream.Held.Enqueue(row);
        if (stream.Open)
            Show(stream, lines);
        ForgetIfOver(page.Run, page.Attempt, stream);
    }

    private void ForgetIfOver(long run, int attempt, Stream stream)
    {
        if (stream.Ended && (stream.Complete || attempt < _current.GetValueOrDefault(run)))
            _streams.Remove((run, attempt));
    }

    private bool IsDue(SubmissionEvent next)
    {
        long? rows = next.EventCase switch
        {
            SubmissionEvent.EventOneofCase.ParserEnded => next.ParserEnded.Rows,
            SubmissionEvent.EventOneofCase.RunEnded => next.RunEnded.Rows,
            _ => null,
        };
        if (rows is null)
            return true;
        var stream = StreamOf(next.Run, next.Attempt);
        // Rows of an attempt that another has replaced may never come.
        return stream.Complete || stream.Shown + stream.Held.Count >= rows || next.Attempt < _current.GetValueOrDefault(next.Run);
    }

    private void Render(SubmissionEvent happened, List<string> lines)
    {
        var n = happened.Producer;
        switch (happened.EventCase)
        {
            case SubmissionEvent.EventOneofCase.ProducerStarting:
                lines.Add("INFO:main:Starting a new producer");
                lines.Add($"INFO:producer {n}:Starting producer (num_ranks={happened.ProducerStarting.Ranks})");
                break;
            case SubmissionEvent.EventOneofCase.RanksPlaced:
                // The form names the parser before the placement.
                _placements[happened.Run] = happened;
                break;
            case SubmissionEvent.EventOneofCase.ParserStarted:
                lines.Add($"INFO:producer {n}:Starting parse_results process for puid={happened.ParserStarted.Puid}");
                RenderPlacement(happened.Run, lines);
                StreamOf(happened.Run, happened.Attempt).Parsed = true;
                break;
            case SubmissionEvent.EventOneofCase.GroupWaiting:
                RenderPlacement(happened.Run, lines);
                lines.Add($"INFO:producer {n}:Waiting for group to finish");
                var stream = StreamOf(happened.Run, happened.Attempt);
                if (stream.Parsed)
                    lines.Add($"INFO:parse_results {n}:Parsing stdout from stdout connection");
                stream.Open = true;
                Show(stream, lines);
                break;
            case SubmissionEvent.EventOneofCase.ParserEnded:
                Show(StreamOf(happened.Run, happened.Attempt), lines);
                if (happened.ParserEnded.Rows == 0)
                    lines.Add($"WARNING:parse_results {n}:ended, {happened.ParserEnded.Lines} lines, 0 rows");
                lines.Add($"INFO:parse_results {n}:Done");
                break;
            case SubmissionEvent.EventOneofCase.RunEnded:
                RenderEnd(happened, lines);
                break;
            case SubmissionEvent.EventOneofCase.AttemptSuperseded:
                lines.Add($"WARNING:producer {n}:run {happened.Run} is tried again, attempt {happened.AttemptSuperseded.Attempt} failed: {happened.AttemptSuperseded.Reason}");
                EndAttempt(happened, lines);
                break;
            case SubmissionEvent.EventOneofCase.SubmissionEnded:
                lines.Add("INFO:main:Shutting down");
                lines.Add("INFO:consumer:Done");
                lines.Add("INFO:main:Done");
                break;
        }
    }

    private void RenderPlacement(long run, List<string> lines)
    {
        if (_placements.Remove(run, out var placed))
        {
            var nodes = placed.RanksPlaced.Nodes.Select((node, i) => $"node {i} has {node.Ranks} ranks");
            lines.Add($"INFO:producer {placed.Producer}:{string.Join(", ", nodes)}");
        }
    }

    private void RenderEnd(SubmissionEvent happened, List<string> lines)
    {
        var (n, run, ended) = (happened.Producer, happened.Run, happened.RunEnded);
        Show(StreamOf(run, happened.Attempt), lines);
        if (ended.State == RunState.Completed)
        {
            lines.Add($"INFO:producer {n}:Done");
        }
        else
        {
            lines.Add($"ERROR:producer {n}:run {run} {CommonWords.Of(ended.State)}: {ended.Reason}");
            foreach (var line in ended.FirstFailure?.StderrTail ?? [])
                lines.Add($"ERROR:producer {n}:rank {ended.FirstFailure!.Rank} stderr: {line}");
        }

        EndAttempt(happened, lines);
    }

    private void EndAttempt(SubmissionEvent happened, List<string> lines)
    {
        lines.Add("INFO:main:at least one producer has exited");
        _placements.Remove(happened.Run);
        var stream = StreamOf(happened.Run, happened.Attempt);
        stream.Ended = true;
        ForgetIfOver(happened.Run, happened.Attempt, stream);
    }

    private static void Show(Stream stream, List<string> lines)
    {
        while (stream.Held.TryDequeue(out var row))
        {
            stream.Shown++;
            lines.Add($"INFO:consumer:{Dictionary(row)}");
        }
    }

    private Stream StreamOf(long run, int attempt)
    {
        if (!_streams.TryGetValue((run, attempt), out var stream))
            _streams.Add((run, attempt), stream = new Stream());
        return stream;
    }

    /// <summary>A row as Python prints {producer: (value, ...)} with text values.</summary>
    internal static string Dictionary(Row row)
    {
        var text = new StringBuilder().Append('{').Append(row.Producer.ToString(CultureInfo.InvariantCulture)).Append(": (");
        for (var i = 0; i < row.Values.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            Quote(row.Values[i], text);
        }

        return text.Append(row.Values.Count == 1 ? ",)}" : ")}").ToString();
    }

    private static void Quote(string value, StringBuilder text)
    {
        var quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        text.Append(quote);
        foreach (var c in value)
        {
            if (c == '\\' || c == quote)
                text.Append('\\').Append(c);
            else if (c is '\t')
                text.Append("\\t");
            else if (char.IsControl(c))
                text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else
                text.Append(c);
        }

        text.Append(quote);
    }

    private sealed class Stream
    {
        public Queue<Row> Held { get; } = new();

        /// <summary>Its parser was announced; output that goes to files alone has none.</summary>
        public bool Parsed { get; set; }

        public bool Open { get; set; }

        public bool Complete { get; set; }

        public bool Ended { get; set; }

        public long Shown { get; set; }
    }
}
