using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Logs;

namespace Muster.Driver.Verbs;

/// <summary>How records are printed.</summary>
internal enum LogFormat
{
    Table,
    Json,
    Ndjson,
    Csv,
}

/// <summary>`muster logs`: looks for log records of all hosts, follows them, counts them.</summary>
internal static class LogsVerb
{
    private const int UsualMost = 100;
    private const int UsualTail = 10;
    private const int Surrounding = 10;
    private static readonly string[] UsualColumns = ["timestamp", "level", "source", "logger", "message"];

    public static Command Build(Call call)
    {
        var query = new Argument<string?>("query")
        {
            Description = "What to look for, like 'level:ERROR AND logger:TTP_*' (docs/logs.md). Everything without it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var follow = new Option<bool>("-f", "--follow") { Description = "Go on with what comes in, until Ctrl-C." };
        var stream = new Option<string?>("--stream") { Description = "Only records of this stream.", HelpName = "S" };
        var since = new Option<string?>("--since") { Description = "Not before: a span like 5m, or a time.", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Only before: a span like 5m, or a time.", HelpName = "TIME" };
        var most = CommonOptions.Number("--max", 0, 1, 1_000_000_000, $"At most so many, the newest. Default {UsualMost}, with --since all.");
        var fields = new Option<string?>("--fields") { Description = "Fields to print, separated by commas.", HelpName = "NAMES" };
        var around = new Option<long?>("--surrounding") { Description = $"The record with this id, and {Surrounding} before and behind it.", HelpName = "ID" };
        var count = new Option<bool>("--count") { Description = "Only how many there are." };
        var histogram = new Option<string?>("--histogram") { Description = "How many there are in each span like 1m.", HelpName = "SPAN" };
        var statistics = new Option<string?>("--statistics") { Description = "What the values of a field come to: most frequent, least, greatest, mean.", HelpName = "FIELD" };
        var output = new Option<LogFormat>("--output")
        {
            Description = "table: lines for people; json: one array; ndjson: an object a line; csv: with a heading.",
            HelpName = "table|json|ndjson|csv",
            CustomParser = result => CommonOptions.Choose<LogFormat>(result, "--output"),
        };
        var runDir = CommonOptions.RunDir();
        var command = new Command("logs", "Look for log records of all hosts, follow them, count them.")
        {
            query, follow, stream, since, until, most, fields, around, count, histogram, statistics, output, runDir, BuildExport(call), LogServeVerb.Build(call), LogRuleVerb.Build(call),
        };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("logs");
            var now = TimeProvider.System.GetUtcNow();
            var search = new SearchLogs
            {
                Query = parsed.GetValue(query) ?? "",
                Stream = parsed.GetValue(stream) ?? "",
                FromUs = TimeOf(parsed.GetValue(since), "--since", now),
                ToUs = TimeOf(parsed.GetValue(until), "--until", now),
            };
            var names = parsed.GetValue(fields)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
            var format = parsed.GetValue(output);
            if (format == LogFormat.Json && parsed.GetValue(follow))
                throw Refusal.Before("--output json is one array and has no end with -f: use ndjson.");
            var wishes = new Wishes(search, names, format, parsed.GetValue(most), parsed.GetValue(follow));
            var span = parsed.GetValue(histogram) is { } text
                ? SpanOf(text) ?? throw Refusal.Before($"--histogram is '{text}'; it must be a span such as 10s, 1m or 1h.")
                : 0;
            var runDirectory = parsed.GetValue(runDir);
            return parsed.GetValue(around) is { } id ? AroundAsync(call, wishes, id, runDirectory)
                : parsed.GetValue(count) || span > 0 || parsed.GetValue(statistics) is not null ? CountAsync(call, wishes, span, parsed.GetValue(statistics) ?? "", runDirectory)
                : SearchAsync(call, wishes, runDirectory);
        });
        return command;
    }

    private sealed record Wishes(SearchLogs Search, IReadOnlyList<string> Fields, LogFormat Format, int Most, bool Follow);

    private static async Task<int> SearchAsync(Call call, Wishes wishes, string? runDir)
    {
        await using var session = await OpenAsync(call, wishes.Follow, runDir).ConfigureAwait(false);
        var usual = wishes.Search.FromUs != 0 ? int.MaxValue : wishes.Follow ? UsualTail : UsualMost;
        var most = wishes.Most > 0 ? wishes.Most : usual;
        // What comes in while the old ones are looked for is followed, not shown twice.
        var last = wishes.Follow ? (await session.Client.SearchLogsAsync(new SearchLogs { Limit = 1 }, call.Ending).ConfigureAwait(false)).LastId : 0;
        var print = new Printer(call, wishes);
        var hits = new List<LogHit>();
        await foreach (var hit in session.Client.LogsAsync(wishes.Search, most, call.Ending).ConfigureAwait(false))
        {
            if (!wishes.Follow || hit.Id <= last)
                hits.Add(hit);
        }

        hits.Reverse();
        foreach (var hit in hits)
            print.Add(hit);
        if (wishes.Follow)
        {
            await call.Terminal.Out.FlushAsync().ConfigureAwait(false);
            await foreach (var hit in session.Client.FollowLogsAsync(wishes.Search, last, call.Ending).ConfigureAwait(false))
            {
                print.Add(hit);
                await call.Terminal.Out.FlushAsync().ConfigureAwait(false);
            }
        }

        print.End();
        await call.Terminal.Out.FlushAsync().ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> AroundAsync(Call call, Wishes wishes, long id, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var found = await session.Client.SearchLogsAsync(new SearchLogs { Query = $"id:{id.ToString(CultureInfo.InvariantCulture)}" }, call.Ending).ConfigureAwait(false);
        if (found.Hits.Count == 0)
            throw Refusal.Before($"no log record has the id {id}: it never was, or it has been removed.");
        var at = new LogCursor { TimeUs = found.Hits[0].TimeUs, Id = id };
        async Task<List<LogHit>> SideAsync(LogOrder order)
        {
            var side = wishes.Search.Clone();
            (side.Order, side.After) = (order, at);
            var hits = new List<LogHit>();
            await foreach (var hit in session.Client.LogsAsync(side, wishes.Most > 0 ? wishes.Most : Surrounding, call.Ending).ConfigureAwait(false))
                hits.Add(hit);
            return hits;
        }

        var before = await SideAsync(LogOrder.NewestFirst).ConfigureAwait(false);
        before.Reverse();
        var print = new Printer(call, wishes);
        foreach (var hit in (IEnumerable<LogHit>)[.. before, found.Hits[0], .. await SideAsync(LogOrder.OldestFirst).ConfigureAwait(false)])
            print.Add(hit);
        print.End();
        await call.Terminal.Out.FlushAsync().ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> CountAsync(Call call, Wishes wishes, long intervalUs, string field, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var search = wishes.Search;
        var counts = await session.Client.CountLogsAsync(
            new CountLogs { Query = search.Query, Stream = search.Stream, FromUs = search.FromUs, ToUs = search.ToUs, IntervalUs = intervalUs, Field = field },
            call.Ending).ConfigureAwait(false);
        LogCountText.Write(call.Terminal, counts, field, wishes.Format);
        return ExitCode.Done;
    }

    private static Command BuildExport(Call call)
    {
        var query = new Argument<string?>("query") { Description = "What to look for. Everything without it.", Arity = ArgumentArity.ZeroOrOne };
        var stream = new Option<string?>("--stream") { Description = "Only records of this stream.", HelpName = "S" };
        var since = new Option<string?>("--since") { Description = "Not before: a span like 5m, or a time.", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Only before: a span like 5m, or a time.", HelpName = "TIME" };
        var runDir = CommonOptions.RunDir();
        var command = new Command("export", "Write log records to standard output, a JSON object a line with Graylog's names, as they came in.") { query, stream, since, until, runDir };
        command.SetAction(async (parsed, _) =>
        {
            call.RefuseProgram("logs export");
            var now = TimeProvider.System.GetUtcNow();
            var search = new SearchLogs
            {
                Query = parsed.GetValue(query) ?? "",
                Stream = parsed.GetValue(stream) ?? "",
                FromUs = TimeOf(parsed.GetValue(since), "--since", now),
                ToUs = TimeOf(parsed.GetValue(until), "--until", now),
                Order = LogOrder.AsStored,
            };
            await using var session = await ClusterSession.AttachOrOpenAsync(call, parsed.GetValue(runDir)).ConfigureAwait(false);
            await foreach (var hit in session.Client.LogsAsync(search, long.MaxValue, call.Ending).ConfigureAwait(false))
                call.Terminal.Out.WriteLine(LogLines.JsonLine(hit, []));
            await call.Terminal.Out.FlushAsync().ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<ClusterSession> OpenAsync(Call call, bool follow, string? runDir) =>
        follow ? ClusterSession.AttachAsync(call, runDir) : ClusterSession.AttachOrOpenAsync(call, runDir);

    private static long TimeOf(string? text, string name, DateTimeOffset now)
    {
        if (text is null)
            return 0;
        if (SpanOf(text) is { } span)
            return ((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) - span;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : throw Refusal.Before($"{name} is '{text}'; it must be a span such as 90s, 5m, 2h or 7d, or a time such as '2026-11-20 06:55'.");
    }

    private static long? SpanOf(string text)
    {
        var days = text.EndsWith('d') && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? TimeSpan.FromDays(Math.Min(number, 100_000)) : (TimeSpan?)null;
        return (days ?? CommonOptions.ParseDuration(text)) is { } span && span > TimeSpan.Zero ? (long)span.TotalMicroseconds : null;
    }

    /// <summary>Prints records as they come.</summary>
    private sealed class Printer
    {
        private readonly Call _call;
        private readonly Wishes _wishes;
        private readonly JsonArray _all = [];

        public Printer(Call call, Wishes wishes)
        {
            (_call, _wishes) = (call, wishes);
            if (wishes.Format == LogFormat.Csv)
                call.Terminal.Out.WriteLine(string.Join(',', Columns));
        }

        private IReadOnlyList<string> Columns => _wishes.Fields.Count > 0 ? _wishes.Fields : UsualColumns;

        public void Add(LogHit hit)
        {
            switch (_wishes.Format)
            {
                case LogFormat.Json:
                    _all.Add((JsonNode)LogLines.Json(hit, _wishes.Fields));
                    break;
                case LogFormat.Ndjson:
                    _call.Terminal.Out.WriteLine(LogLines.JsonLine(hit, _wishes.Fields));
                    break;
                case LogFormat.Csv:
                    _call.Terminal.Out.WriteLine(LogLines.Csv(hit, Columns));
                    break;
                default:
                    _call.Terminal.Out.WriteLine(LogLines.Line(hit, _wishes.Fields));
                    break;
            }
        }

        public void End()
        {
            if (_wishes.Format == LogFormat.Json)
                _call.Terminal.Json(_all);
        }
    }
}
