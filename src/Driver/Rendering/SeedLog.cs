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
    private readonly Dictionary<long, Stream> _streams = [];
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
        var stream = StreamOf(page.Run);
        if (page.Attempt > stream.Attempt)
        {
            stream.Attempt = page.Attempt;
            stream.Shown = 0;
        }

        stream.Complete |= page.Complete;
        foreach (var row in page.Rows_)
            stream.Held.Enqueue(row);
        if (stream.Open)
            Show(stream, lines);
        ForgetIfOver(page.Run, stream);
    }

    private void ForgetIfOver(long run, Stream stream)
    {
        if (stream.Ended && stream.Complete)
            _streams.Remove(run);
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
        var stream = StreamOf(next.Run);
        return stream.Complete || stream.Shown + stream.Held.Count >= rows;
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
                break;
            case SubmissionEvent.EventOneofCase.GroupWaiting:
                RenderPlacement(happened.Run, lines);
                lines.Add($"INFO:producer {n}:Waiting for group to finish");
                lines.Add($"INFO:parse_results {n}:Parsing stdout from stdout connection");
                var stream = StreamOf(happened.Run);
                stream.Open = true;
                Show(stream, lines);
                break;
            case SubmissionEvent.EventOneofCase.ParserEnded:
                Show(StreamOf(happened.Run), lines);
                if (happened.ParserEnded.Rows == 0)
                    lines.Add($"WARNING:parse_results {n}:ended, {happened.ParserEnded.Lines} lines, 0 rows");
                lines.Add($"INFO:parse_results {n}:Done");
                break;
            case SubmissionEvent.EventOneofCase.RunEnded:
                RenderEnd(n, happened.Run, happened.RunEnded, lines);
                break;
            case SubmissionEvent.EventOneofCase.AttemptSuperseded:
                lines.Add($"WARNING:producer {n}:Attempt {happened.AttemptSuperseded.Attempt} is superseded: {happened.AttemptSuperseded.Reason}");
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

    private void RenderEnd(int n, long run, RunEnded ended, List<string> lines)
    {
        Show(StreamOf(run), lines);
        if (ended.State == RunState.Completed)
        {
            lines.Add($"INFO:producer {n}:Done");
        }
        else
        {
            var what = ended.State == RunState.Cancelled ? "cancelled" : "failed";
            lines.Add($"ERROR:producer {n}:run {run} {what}: {ended.Reason}");
            foreach (var line in ended.FirstFailure?.StderrTail ?? [])
                lines.Add($"ERROR:producer {n}:rank {ended.FirstFailure!.Rank} stderr: {line}");
        }

        lines.Add("INFO:main:at least one producer has exited");
        _placements.Remove(run);
        var stream = StreamOf(run);
        stream.Ended = true;
        ForgetIfOver(run, stream);
    }

    private static void Show(Stream stream, List<string> lines)
    {
        while (stream.Held.TryDequeue(out var row))
        {
            stream.Shown++;
            lines.Add($"INFO:consumer:{Dictionary(row)}");
        }
    }

    private Stream StreamOf(long run)
    {
        if (!_streams.TryGetValue(run, out var stream))
            _streams.Add(run, stream = new Stream());
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

        public bool Open { get; set; }

        public bool Complete { get; set; }

        public bool Ended { get; set; }

        public int Attempt { get; set; }

        public long Shown { get; set; }
    }
}
