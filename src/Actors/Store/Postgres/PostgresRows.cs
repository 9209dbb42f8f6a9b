using System.Data;
using Google.Protobuf;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;
using Npgsql;
using NpgsqlTypes;

namespace Muster.Actors.Store.Postgres;

/// <summary>
/// The rows of one run in a database. Rows, cursor and the right to write them are one transaction: whoever takes the rows over counts the writer's number up, and a
/// transaction of an earlier writer ends in nothing. When it is not known whether one was kept (the server went away), what is stored is read again before anything else.
/// </summary>
internal sealed class PostgresRows : IRunRows
{
    // PostgreSQL keeps no NUL in a text.
    private const char Nul = '\0';
    private const char InPlaceOfNul = '\uFFFD';

    private readonly PostgresStore _store;
    private readonly long _run;
    private readonly FileHeader _about;
    private long _writer;
    private RowTally _tally;
    private bool _unsure;

    private PostgresRows(PostgresStore store, long run, long writer, FileHeader about, RowState state)
    {
        (_store, _run, _writer, _about, _tally) = (store, run, writer, about, RowTally.Of(state));
    }

    /// <inheritdoc/>
    public StreamCursors Cursors => _tally.Cursors;

    /// <inheritdoc/>
    public long Rows => _tally.Rows;

    /// <inheritdoc/>
    public long Lines => _tally.Lines;

    /// <inheritdoc/>
    public long Unmatched => _tally.Unmatched;

    /// <inheritdoc/>
    public long Undecodable => _tally.Undecodable;

    /// <inheritdoc/>
    public long UnmatchedKept => _tally.UnmatchedKept;

    /// <inheritdoc/>
    public long BytesCut => 0;

    /// <inheritdoc/>
    public bool IsWritable => _writer > 0;

    /// <inheritdoc/>
    public bool IsSuperseded { get; private set; }

    /// <inheritdoc/>
    public bool IsMineForSure => false;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => _about.Parameters;

    /// <inheritdoc/>
    public IEnumerable<Parameter> Headers => _tally.Headers;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _tally.ColumnsSeen.Count > 0 ? _tally.ColumnsSeen : _about.Columns;

    /// <inheritdoc/>
    public IEnumerable<SegmentInfo> Segments => [];

    public static PostgresRows TakeOver(PostgresStore store, long run, IEnumerable<Parameter> parameters, IEnumerable<string> columns) => store.Do(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO row_logs (run, writer, attempt, row_count, line_count, parameters, state) VALUES ($1, 1, 0, 0, 0, $2, $3)
            ON CONFLICT (run) DO UPDATE SET writer = row_logs.writer + 1 RETURNING writer, parameters, state
            """;
        Add(command, run);
        Add(command, new FileHeader { Parameters = { parameters }, Columns = { columns } }.ToByteArray());
        Add(command, Array.Empty<byte>());
        using var reader = command.ExecuteReader(CommandBehavior.SingleRow);
        reader.Read();
        return new PostgresRows(store, run, reader.GetInt64(0), FileHeader.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1)), RowState.Parser.ParseFrom(reader.GetFieldValue<byte[]>(2)));
    });

    public static PostgresRows OpenRead(PostgresStore store, long run) => store.Do(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT parameters, state FROM row_logs WHERE run = $1";
        Add(command, run);
        using var reader = command.ExecuteReader(CommandBehavior.SingleRow);
        return reader.Read()
            ? new PostgresRows(store, run, 0, FileHeader.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)), RowState.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1)))
            : new PostgresRows(store, run, 0, new FileHeader(), new RowState());
    });

    /// <inheritdoc/>
    public bool Begin(int attempt, long nowMicros)
    {
        LearnAgain();
        return attempt > Cursors.Attempt && Keep(RowTally.BeginOf(attempt, nowMicros));
    }

    /// <inheritdoc/>
    public BatchVerdict Append(RowBatch batch, long nowMicros)
    {
        LearnAgain();
        var verdict = Cursors.Judge(batch.Key.Attempt, batch.Rank, batch.Number);
        if (verdict != BatchVerdict.Store)
            return verdict;
        var known = batch.Key.Attempt > Cursors.Attempt ? _about.Columns : Columns;
        return Keep(_tally.FrameOf(batch, known, nowMicros)) ? verdict : BatchVerdict.Superseded;
    }

    /// <inheritdoc/>
    public List<Row> Read(long from, int maxRows, int maxBytes) => _store.Do(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT producer, cells FROM rows WHERE run = $1 AND attempt = $2 AND number >= $3 AND number <= $4 ORDER BY number LIMIT $5";
        Add(command, _run);
        Add(command, Cursors.Attempt);
        Add(command, from);
        Add(command, Rows);
        // A row takes at least a few bytes of an answer.
        Add(command, (long)Math.Min(maxRows, maxBytes / 4 + 1));
        using var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
        var rows = new List<Row>();
        var bytes = 0;
        while (rows.Count < maxRows && reader.Read())
        {
            var row = new Row { Producer = reader.GetInt32(0), Values = { reader.GetFieldValue<string[]>(1) } };
            bytes += row.CalculateSize() + 4;
            if (bytes > maxBytes && rows.Count > 0)
                break;
            rows.Add(row);
        }
        return rows;
    });

    /// <inheritdoc/>
    public List<string> ReadUnmatched(long from, int maxBytes) => _store.Do(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT line FROM unmatched WHERE run = $1 AND attempt = $2 AND number >= $3 ORDER BY number LIMIT $4";
        Add(command, _run);
        Add(command, Cursors.Attempt);
        Add(command, from);
        Add(command, (long)(maxBytes / 4 + 1));
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        var bytes = 0;
        while (reader.Read())
        {
            var line = reader.GetString(0);
            bytes += line.Length + 4;
            if (bytes > maxBytes && lines.Count > 0)
                break;
            lines.Add(line);
        }
        return lines;
    });

    /// <inheritdoc/>
    public void Flush()
    {
        // A transaction that was kept is flushed.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Connections are the store's.
    }

    /// <summary>Everything a frame says, or nothing. False when another writer has the rows.</summary>
    private bool Keep(RowFrame frame)
    {
        var after = RowTally.Of(_tally.ToState());
        var unmatchedBefore = frame.Attempt > Cursors.Attempt ? 0 : _tally.UnmatchedKept;
        after.Count(frame);
        _unsure = true;
        var kept = _store.Do(connection =>
        {
            using var transaction = connection.BeginTransaction();
            if (!IsMine(connection))
                return false;
            if (frame.Rows.Count > 0)
                Copy(connection, frame);
            if (frame.UnmatchedLines.Count > 0)
                AddUnmatched(connection, frame, unmatchedBefore);
            Advance(connection, frame, after.ToState());
            transaction.Commit();
            return true;
        });
        _unsure = false;
        if (kept)
            _tally = after;
        else
            IsSuperseded = true;
        return kept;
    }

    // The lock on the run's record holds a successor back until this transaction is over, or finds that it came first.
    private bool IsMine(NpgsqlConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT writer FROM row_logs WHERE run = $1 FOR UPDATE";
        Add(command, _run);
        return command.ExecuteScalar() is long writer && writer == _writer;
    }

    private void Copy(NpgsqlConnection connection, RowFrame frame)
    {
        using var copy = connection.BeginBinaryImport("COPY rows (run, attempt, number, producer, stored_us, cells) FROM STDIN (FORMAT BINARY)");
        var number = frame.FirstRow;
        foreach (var row in frame.Rows)
        {
            copy.StartRow();
            copy.Write(_run, NpgsqlDbType.Bigint);
            copy.Write(frame.Attempt, NpgsqlDbType.Integer);
            copy.Write(number++, NpgsqlDbType.Bigint);
            copy.Write(row.Producer, NpgsqlDbType.Integer);
            copy.Write(frame.AtUs, NpgsqlDbType.Bigint);
            copy.Write(row.Values.Select(Storable).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        }
        copy.Complete();
    }

    private void AddUnmatched(NpgsqlConnection connection, RowFrame frame, long before)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO unmatched (run, attempt, number, line) SELECT $1, $2, $3 + line.number, line.text FROM unnest($4) WITH ORDINALITY AS line (text, number)";
        Add(command, _run);
        Add(command, frame.Attempt);
        Add(command, before);
        Add(command, frame.UnmatchedLines.Select(Storable).ToArray());
        command.ExecuteNonQuery();
    }

    private void Advance(NpgsqlConnection connection, RowFrame frame, RowState after)
    {
        using var batch = connection.CreateBatch();
        var state = new NpgsqlBatchCommand("UPDATE row_logs SET attempt = $2, row_count = $3, line_count = $4, state = $5 WHERE run = $1");
        Add(state, _run);
        Add(state, after.Attempt);
        Add(state, after.Rows);
        Add(state, after.Lines);
        Add(state, after.ToByteArray());
        batch.BatchCommands.Add(state);
        if (frame.Number > 0)
        {
            var cursor = new NpgsqlBatchCommand("""
                INSERT INTO row_cursors (run, attempt, rank, batch, ended) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (run, attempt, rank) DO UPDATE SET batch = excluded.batch, ended = excluded.ended
                """);
            Add(cursor, _run);
            Add(cursor, frame.Attempt);
            Add(cursor, frame.Rank);
            Add(cursor, frame.Number);
            Add(cursor, frame.End);
            batch.BatchCommands.Add(cursor);
        }
        batch.ExecuteNonQuery();
    }

    private void LearnAgain()
    {
        if (!_unsure)
            return;
        var state = _store.Do(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT state FROM row_logs WHERE run = $1";
            Add(command, _run);
            return RowState.Parser.ParseFrom((byte[])command.ExecuteScalar()!);
        });
        (_tally, _unsure) = (RowTally.Of(state), false);
    }

    private static string Storable(string text) => text.Contains(Nul) ? text.Replace(Nul, InPlaceOfNul) : text;

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void Add<T>(NpgsqlBatchCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
