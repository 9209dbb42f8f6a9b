using System.Net.Sockets;
using Muster.Messages.Workflow;
using Npgsql;

namespace Muster.Actors.Store.Postgres;

/// <summary>A database as the place of rows and catalogue. One of these for a host; its connections are shared.</summary>
public sealed class PostgresStore : IRowStore, IDisposable
{
    // A server that hangs is as good as one that is gone: rows wait at the rank hosts.
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 15;
    private const int DeleteSeconds = 300;
    private const int MostConnections = 8;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS row_logs (
          run BIGINT PRIMARY KEY, writer BIGINT NOT NULL, attempt INTEGER NOT NULL, row_count BIGINT NOT NULL, line_count BIGINT NOT NULL,
          parameters BYTEA NOT NULL, state BYTEA NOT NULL);
        CREATE TABLE IF NOT EXISTS rows (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, number BIGINT NOT NULL, producer INTEGER NOT NULL, stored_us BIGINT NOT NULL, cells TEXT[] NOT NULL,
          PRIMARY KEY (run, attempt, number));
        CREATE TABLE IF NOT EXISTS unmatched (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, number BIGINT NOT NULL, line TEXT NOT NULL,
          PRIMARY KEY (run, attempt, number));
        CREATE TABLE IF NOT EXISTS row_cursors (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, rank INTEGER NOT NULL, batch BIGINT NOT NULL, ended BOOLEAN NOT NULL,
          PRIMARY KEY (run, attempt, rank));
        """;

    private readonly PostgresSettings _settings;
    private readonly NpgsqlDataSource _source;

    /// <summary>Connects to nothing yet.</summary>
    public PostgresStore(PostgresSettings settings)
    {
        _settings = settings;
        var connection = new NpgsqlConnectionStringBuilder(settings.Connection)
        {
            SearchPath = settings.Schema,
            ApplicationName = "muster",
            Timeout = ConnectSeconds,
            CommandTimeout = CommandSeconds,
            CancellationTimeout = 1000,
            MaxPoolSize = MostConnections,
        };
        _source = NpgsqlDataSource.Create(connection);
    }

    /// <inheritdoc/>
    public string Dispatcher => "muster.postgres-dispatcher";

    /// <summary>The schema of this run directory.</summary>
    public string Schema => _settings.Schema;

    /// <summary>Makes the tables where they are not.</summary>
    /// <param name="isTransient">True when it may work later: the server is away.</param>
    /// <returns>What is wrong, in words that say what to do; null when nothing is.</returns>
    public string? FindFault(out bool isTransient)
    {
        isTransient = false;
        try
        {
            using var connection = _source.OpenConnection();
            using var command = connection.CreateCommand();
            // Two hosts that make them at once would trip over each other.
            command.CommandText = $"""
                SELECT pg_advisory_lock(hashtext('{_settings.Schema}'));
                CREATE SCHEMA IF NOT EXISTS {_settings.Schema};
                {Tables}
                SELECT pg_advisory_unlock(hashtext('{_settings.Schema}'));
                """;
            command.ExecuteNonQuery();
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or IOException)
        {
            isTransient = e is not PostgresException refused || refused.IsTransient;
            return Explain(e);
        }
    }

    /// <inheritdoc/>
    public bool Exists(long run) => Do(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM row_logs WHERE run = $1";
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = run });
        return command.ExecuteScalar() is not null;
    });

    /// <inheritdoc/>
    public IRunRows Open(long run, long nowMicros, IEnumerable<Parameter> parameters, IEnumerable<string> columns) => PostgresRows.TakeOver(this, run, parameters, columns);

    /// <inheritdoc/>
    public IRunRows OpenRead(long run) => PostgresRows.OpenRead(this, run);

    /// <inheritdoc/>
    public string PlaceOf(long run) => $"PostgreSQL {_settings.Server}, schema {_settings.Schema}";

    /// <summary>Deletes the rows of runs.</summary>
    internal void Remove(long firstRun, int count) => Do(connection =>
    {
        using var batch = connection.CreateBatch();
        batch.Timeout = DeleteSeconds;
        foreach (var table in (string[])["rows", "unmatched", "row_cursors", "row_logs"])
        {
            var delete = new NpgsqlBatchCommand($"DELETE FROM {table} WHERE run >= $1 AND run < $2");
            delete.Parameters.Add(new NpgsqlParameter<long> { TypedValue = firstRun });
            delete.Parameters.Add(new NpgsqlParameter<long> { TypedValue = firstRun + count });
            batch.BatchCommands.Add(delete);
        }
        return batch.ExecuteNonQuery();
    });

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>A connection to the database, ready for statements.</summary>
    internal NpgsqlConnection Connect() => _source.OpenConnection();

    /// <summary>Works with a connection; what the database cannot do is an <see cref="IOException"/> that says so.</summary>
    internal T Do<T>(Func<NpgsqlConnection, T> work)
    {
        try
        {
            using var connection = _source.OpenConnection();
            return work(connection);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
        {
            throw new IOException(Explain(e), e);
        }
    }

    private string Explain(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"PostgreSQL refuses the login ({_settings.Server}): {refused.MessageText}. Check the user and password in muster.postgres.connection, {PostgresSettings.Variable} or PGPASSFILE.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } missing =>
            $"PostgreSQL has no such database ({_settings.Server}): {missing.MessageText}. Make it with createdb, or name another in muster.postgres.connection.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"PostgreSQL does not allow it ({_settings.Server}): {denied.MessageText}. The user must be allowed to create the schema {_settings.Schema}, or be given one by muster.postgres.schema.",
        PostgresException other => $"PostgreSQL failed ({_settings.Server}): {other.SqlState} {other.MessageText}.",
        _ when e.Message.Contains("No password", StringComparison.OrdinalIgnoreCase) =>
            $"PostgreSQL asks for a password ({_settings.Server}) and none is known. Put it into {PostgresSettings.Variable}, PGPASSWORD or PGPASSFILE.",
        _ => $"PostgreSQL cannot be reached ({_settings.Server}): {(e.InnerException ?? e).Message}. Check that the server runs and can be reached from this node.",
    };
}
