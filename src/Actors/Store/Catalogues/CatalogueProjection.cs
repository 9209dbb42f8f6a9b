using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store.Catalogues;

/// <summary>
/// What a record of the run journal changes in the catalogue. The catalogue holds nothing else, so that the journal makes it anew at any time; a record that comes twice
/// changes nothing the second time.
/// </summary>
internal sealed class CatalogueProjection(CatalogueSession session)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Applies one record.</summary>
    public void Apply(RunRecord record)
    {
        switch (record.RecordCase)
        {
            case RunRecord.RecordOneofCase.CoordinatorStarted:
                About("epoch", Text(record.CoordinatorStarted.Epoch));
                break;
            case RunRecord.RecordOneofCase.Submitted:
                Submitted(record.Submitted, record.AtUs);
                break;
            case RunRecord.RecordOneofCase.AttemptStarted:
                AttemptStarted(record.AttemptStarted, record.AtUs);
                break;
            case RunRecord.RecordOneofCase.AttemptEnded:
                Attempt(record.AttemptEnded.Run, record.AttemptEnded.Attempt);
                session.Do("UPDATE runs SET state = 'waiting', row_count = 0 WHERE run = @a", record.AttemptEnded.Run);
                break;
            case RunRecord.RecordOneofCase.Ended:
                Ended(record.Ended);
                break;
            case RunRecord.RecordOneofCase.Cancelled:
                session.Do("UPDATE submissions SET cancelled_us = @a WHERE submission = @b", record.AtUs, record.Cancelled.Submission);
                session.Do("UPDATE runs SET state = 'cancelled' WHERE submission = @a AND state = 'waiting' AND attempt = 0", record.Cancelled.Submission);
                break;
            case RunRecord.RecordOneofCase.Events:
                foreach (var happened in record.Events.Events)
                    Happened(record.Events.Submission, happened);
                break;
            case RunRecord.RecordOneofCase.Removed:
                foreach (var removed in record.Removed.Submissions)
                    Removed(removed);
                break;
        }
    }

    /// <summary>Writes down something about the catalogue itself.</summary>
    public void About(string name, string value) =>
        session.Do("INSERT INTO about (name, value) VALUES (@a, @b) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);

    private void Submitted(SubmissionRecord submitted, long at)
    {
        var request = submitted.Request;
        var command = string.Join(' ', request.Spec.Args.Prepend(request.Spec.Program));
        var isNew = session.Do(
            """
            INSERT INTO submissions (submission, first_run, run_count, concurrent, ranks, owner, program, submitted_us)
            VALUES (@a, @b, @c, @d, @e, @f, @g, @h) ON CONFLICT (submission) DO NOTHING
            """,
            request.Submission, submitted.FirstRun, request.Count, request.Concurrent, submitted.Ranks, request.Owner, command, at);
        if (isNew == 0)
            return;
        var table = new ParameterTable(request.Parameters);
        var columns = Json(SubmissionRules.ColumnsOf(request.Spec));
        for (var i = 0; i < request.Count; i++)
        {
            session.Do(
                """
                INSERT INTO runs (run, submission, producer, state, reason, attempt, row_count, parameters, columns)
                VALUES (@a, @b, @c, 'waiting', '', 0, 0, @d, @e) ON CONFLICT (run) DO NOTHING
                """,
                submitted.FirstRun + i, request.Submission, i, Json(table.Of(i)), columns);
        }
    }

    private void AttemptStarted(AttemptRecord started, long at)
    {
        var (run, attempt) = (started.Key.Run, started.Key.Attempt);
        session.Do("UPDATE runs SET state = 'starting', attempt = @a, started_us = @b WHERE run = @c", attempt, at, run);
        session.Do(
            """
            INSERT INTO attempts (run, attempt, state, reason, failure, mpi, started_us, producer_node, parser_node, line_count, row_count, unmatched, undecodable)
            VALUES (@a, @b, 'starting', '', '', '', @c, '', '', 0, 0, 0, 0) ON CONFLICT (run, attempt) DO NOTHING
            """,
            run, attempt, at);
        Placements(run, attempt, started.Shares);
    }

    private void Placements(long run, int attempt, IEnumerable<NodeShare> shares)
    {
        foreach (var share in shares)
        {
            session.Do(
                """
                INSERT INTO placements (run, attempt, node, ranks, cores, gpus) VALUES (@a, @b, @c, @d, @e, @f)
                ON CONFLICT (run, attempt, node) DO UPDATE SET ranks = excluded.ranks, cores = excluded.cores, gpus = excluded.gpus
                """,
                run, attempt, share.Node, string.Join(',', share.Ranks), string.Join(',', share.Cores), string.Join(',', share.Gpus));
        }
    }

    private void Ended(EndRecord ended)
    {
        var summary = ended.Summary;
        foreach (var attempt in ended.Attempts)
            Attempt(summary.Run, attempt);
        session.Do(
            "UPDATE runs SET state = @a, reason = @b, attempt = @c, row_count = @d, started_us = @e, ended_us = @f WHERE run = @g",
            Word(summary.State), summary.Reason, summary.Attempt, summary.Rows, Time(summary.StartedUs), Time(summary.EndedUs), summary.Run);
        if (summary.Columns.Count > 0)
            session.Do("UPDATE runs SET columns = @a WHERE run = @b", Json(summary.Columns), summary.Run);
        if (summary.Parameters.Count > 0)
            AddHeaders(summary);
        foreach (var cursor in ended.Cursors)
        {
            session.Do(
                """
                INSERT INTO cursors (run, attempt, rank, batch, ended) VALUES (@a, @b, @c, @d, @e)
                ON CONFLICT (run, attempt, rank) DO UPDATE SET batch = excluded.batch, ended = excluded.ended
                """,
                summary.Run, summary.Attempt, cursor.Rank, cursor.Number, cursor.Ended ? 1 : 0);
        }
        foreach (var segment in ended.Segments)
        {
            session.Do(
                """
                INSERT INTO segments (kind, run, number, bytes, records, first_us, last_us) VALUES ('rows', @a, @b, @c, @d, @e, @f)
                ON CONFLICT (kind, run, number) DO UPDATE SET bytes = excluded.bytes, records = excluded.records, first_us = excluded.first_us, last_us = excluded.last_us
                """,
                summary.Run, segment.Number, segment.Bytes, segment.Records, Time(segment.FirstUs), Time(segment.LastUs));
        }
    }

    // What header lines told joins what the submission said.
    private void AddHeaders(RunSummary summary)
    {
        var known = session.Ask("SELECT parameters FROM runs WHERE run = @a", summary.Run) as string;
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(known ?? "{}") ?? [];
        foreach (var header in summary.Parameters)
            all.TryAdd(header.Name, header.Value);
        session.Do("UPDATE runs SET parameters = @a WHERE run = @b", JsonSerializer.Serialize(all, Plain), summary.Run);
    }

    private void Attempt(long run, AttemptReport report)
    {
        session.Do(
            """
            INSERT INTO attempts (run, attempt, state, reason, failure, mpi, started_us, ranks_started_us, first_row_us, ranks_ended_us, ended_us,
              producer_node, parser_node, line_count, row_count, unmatched, undecodable)
            VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m, @n, @o, @p, @q)
            ON CONFLICT (run, attempt) DO UPDATE SET state = excluded.state, reason = excluded.reason, failure = excluded.failure, mpi = excluded.mpi,
              started_us = excluded.started_us, ranks_started_us = excluded.ranks_started_us, first_row_us = excluded.first_row_us,
              ranks_ended_us = excluded.ranks_ended_us, ended_us = excluded.ended_us, producer_node = excluded.producer_node, parser_node = excluded.parser_node,
              line_count = excluded.line_count, row_count = excluded.row_count, unmatched = excluded.unmatched, undecodable = excluded.undecodable
            """,
            run, report.Attempt, Word(report.State), report.Reason, report.State == RunState.Failed ? Word(report.Failure) : "", report.Mpi,
            Time(report.StartedUs), Time(report.RanksStartedUs), Time(report.FirstRowUs), Time(report.RanksEndedUs), Time(report.EndedUs),
            report.ProducerNode, report.ParserNode, report.Lines, report.Rows, report.Unmatched, report.Undecodable);
        Placements(run, report.Attempt, report.Shares);
        foreach (var account in report.Accounts)
        {
            session.Do(
                """
                INSERT INTO accounts (run, attempt, rank, stream, bytes_produced, lines_produced, bytes_dropped, lines_dropped, drop_reason)
                VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i)
                ON CONFLICT (run, attempt, rank, stream) DO UPDATE SET bytes_produced = excluded.bytes_produced, lines_produced = excluded.lines_produced,
                  bytes_dropped = excluded.bytes_dropped, lines_dropped = excluded.lines_dropped, drop_reason = excluded.drop_reason
                """,
                run, report.Attempt, account.Rank, Word(account.Stream), account.BytesProduced, account.LinesProduced, account.BytesDropped, account.LinesDropped, account.DropReason);
        }
    }

    private void Happened(string submission, SubmissionEvent happened)
    {
        switch (happened.EventCase)
        {
            case SubmissionEvent.EventOneofCase.RanksPlaced:
                session.Do("UPDATE runs SET state = 'running' WHERE run = @a AND attempt = @b AND state = 'starting'", happened.Run, happened.Attempt);
                session.Do(
                    "UPDATE attempts SET state = 'running', ranks_started_us = @a WHERE run = @b AND attempt = @c AND state = 'starting'", happened.AtUs, happened.Run, happened.Attempt);
                break;
            case SubmissionEvent.EventOneofCase.SubmissionEnded:
                var ended = happened.SubmissionEnded;
                session.Do(
                    "UPDATE submissions SET ended_us = @a, completed = @b, failed = @c, cancelled = @d WHERE submission = @e",
                    happened.AtUs, ended.Completed, ended.Failed, ended.Cancelled, submission);
                break;
        }
    }

    private void Removed(string submission)
    {
        foreach (var table in (string[])["attempts", "placements", "accounts", "cursors", "segments"])
            session.Do($"DELETE FROM {table} WHERE run IN (SELECT run FROM runs WHERE submission = @a)", submission);
        session.Do("DELETE FROM runs WHERE submission = @a", submission);
        session.Do("DELETE FROM submissions WHERE submission = @a", submission);
    }

    private static object? Time(long micros) => micros == 0 ? null : micros;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Json(IEnumerable<Parameter> parameters) => JsonSerializer.Serialize(parameters.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value), Plain);

    private static string Json(IEnumerable<string> words) => JsonSerializer.Serialize(words, Plain);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
