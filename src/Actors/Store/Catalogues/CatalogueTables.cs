namespace Muster.Actors.Store.Catalogues;

/// <summary>The tables of the catalogue, in words that SQLite and PostgreSQL both take. What they mean stands in docs/store.md.</summary>
internal static class CatalogueTables
{
    /// <summary>Counts up when a table changes. A catalogue of another version is made anew: it holds nothing that the journal does not.</summary>
    public const int Version = 1;

    /// <summary>Every table, those that others speak of first.</summary>
    public static readonly string[] Names = ["about", "submissions", "runs", "attempts", "placements", "accounts", "cursors", "segments"];

    /// <summary>Makes the tables where they are not.</summary>
    public const string Create = """
        CREATE TABLE IF NOT EXISTS about (
          name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS submissions (
          submission TEXT PRIMARY KEY, first_run BIGINT NOT NULL, run_count INTEGER NOT NULL, concurrent INTEGER NOT NULL, ranks INTEGER NOT NULL,
          owner TEXT NOT NULL, program TEXT NOT NULL, submitted_us BIGINT NOT NULL, cancelled_us BIGINT, ended_us BIGINT,
          completed INTEGER, failed INTEGER, cancelled INTEGER);
        CREATE TABLE IF NOT EXISTS runs (
          run BIGINT PRIMARY KEY, submission TEXT NOT NULL, producer INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, attempt INTEGER NOT NULL,
          row_count BIGINT NOT NULL, parameters TEXT NOT NULL, columns TEXT NOT NULL, started_us BIGINT, ended_us BIGINT);
        CREATE INDEX IF NOT EXISTS runs_of_submission ON runs (submission);
        CREATE TABLE IF NOT EXISTS attempts (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, failure TEXT NOT NULL, mpi TEXT NOT NULL,
          started_us BIGINT, ranks_started_us BIGINT, first_row_us BIGINT, ranks_ended_us BIGINT, ended_us BIGINT,
          producer_node TEXT NOT NULL, parser_node TEXT NOT NULL, line_count BIGINT NOT NULL, row_count BIGINT NOT NULL, unmatched BIGINT NOT NULL, undecodable BIGINT NOT NULL,
          PRIMARY KEY (run, attempt));
        CREATE TABLE IF NOT EXISTS placements (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, node TEXT NOT NULL, ranks TEXT NOT NULL, cores TEXT NOT NULL, gpus TEXT NOT NULL,
          PRIMARY KEY (run, attempt, node));
        CREATE TABLE IF NOT EXISTS accounts (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, rank INTEGER NOT NULL, stream TEXT NOT NULL,
          bytes_produced BIGINT NOT NULL, lines_produced BIGINT NOT NULL, bytes_dropped BIGINT NOT NULL, lines_dropped BIGINT NOT NULL, drop_reason TEXT NOT NULL,
          PRIMARY KEY (run, attempt, rank, stream));
        CREATE TABLE IF NOT EXISTS cursors (
          run BIGINT NOT NULL, attempt INTEGER NOT NULL, rank INTEGER NOT NULL, batch BIGINT NOT NULL, ended INTEGER NOT NULL,
          PRIMARY KEY (run, attempt, rank));
        CREATE TABLE IF NOT EXISTS segments (
          kind TEXT NOT NULL, run BIGINT NOT NULL, number INTEGER NOT NULL, bytes BIGINT NOT NULL, records BIGINT NOT NULL, first_us BIGINT, last_us BIGINT,
          PRIMARY KEY (kind, run, number));
        """;
}
