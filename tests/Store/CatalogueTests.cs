using Microsoft.Data.Sqlite;
using Muster.Actors.Store;
using Muster.Actors.Store.Catalogues;
using Muster.Messages.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class CatalogueTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_tells_of_runs_attempts_placements_accounts_cursors_and_segments()
    {
        using (var catalogue = new SqliteCatalogue(_directory.Path, 1))
            catalogue.Rebuild(Records.Story("s", 1, 2));

        Ask("SELECT submission, run_count, owner, program, completed, ended_us IS NOT NULL FROM submissions").ShouldBe(["s|2|me@here|/bin/solve {x}|2|1"]);
        Ask("SELECT run, state, attempt, row_count, parameters, columns FROM runs ORDER BY run").ShouldBe(
        [
            """1|completed|1|5|{"x":"1","size":"8 \"kB\""}|["t"]""",
            """2|completed|2|5|{"x":"2","size":"8 \"kB\""}|["t"]""",
        ]);
        Ask("SELECT run, attempt, state, failure, reason FROM attempts ORDER BY 1, 2").ShouldBe(["1|1|completed||", "2|1|failed|exit_code|rank 0 ended with 1", "2|2|completed||"]);
        Ask("SELECT node, ranks FROM placements WHERE run = 2 AND attempt = 2 ORDER BY 1").ShouldBe(["node0|0", "node1|1"]);
        Ask("SELECT lines_produced, lines_dropped FROM accounts WHERE run = 1").ShouldBe(["6|0"]);
        Ask("SELECT rank, batch, ended FROM cursors WHERE run = 1").ShouldBe(["0|3|1"]);
        Ask("SELECT kind, number, bytes, records FROM segments WHERE run = 1").ShouldBe(["rows|1|1000|3"]);
    }

    [Fact]
    public void However_the_journal_comes_in_pieces_and_twice_it_holds_the_same()
    {
        var records = Records.Story("a", 1, 5).Concat(Records.Story("b", 6, 3, ends: false)).ToList();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            using var catalogue = new SqliteCatalogue(_directory.Path, round + 1);
            var begin = random.Next(records.Count);
            catalogue.Rebuild(records.Take(begin));
            for (var at = begin; at < records.Count;)
            {
                var count = random.Next(1, 6);
                // Some come again, as after a catalogue that was made anew.
                var again = random.Next(0, Math.Min(4, at));
                catalogue.Apply(records.Skip(at - again).Take(count + again));
                at += count;
            }
            CatalogueCheck.Check(_directory.Path, records)!.Behind.ShouldBeEmpty($"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void A_run_that_was_never_begun_is_cancelled_with_its_submission()
    {
        var records = Records.Story("s", 1, 3, ends: false);
        records.RemoveAll(r => r.AttemptStarted?.Key.Run == 3 || r.AttemptEnded?.Run == 3);
        records.Add(new RunRecord { AtUs = 50, Cancelled = new CancelRecord { Submission = "s" } });
        using (var catalogue = new SqliteCatalogue(_directory.Path, 1))
            catalogue.Rebuild(records);
        Ask("SELECT run, state FROM runs ORDER BY run").ShouldBe(["1|running", "2|running", "3|cancelled"]);
    }

    [Fact]
    public void Each_coordinator_has_a_file_of_its_own_and_one_name_leads_to_the_latest()
    {
        using var stale = new SqliteCatalogue(_directory.Path, 3);
        stale.Rebuild(Records.Story("a", 1, 1, ends: false));
        using var next = new SqliteCatalogue(_directory.Path, 5);
        next.Rebuild(Records.Story("a", 1, 1));

        // One that was taken for dead and goes on changes nothing, and does not come back.
        Should.Throw<SqliteException>(() => stale.Apply([new RunRecord { Cancelled = new CancelRecord { Submission = "a" } }]));
        Should.Throw<CatalogueTakenException>(() => stale.Rebuild([]));

        Ask("SELECT state FROM runs").ShouldBe(["completed"]);
        new FileInfo(_directory["catalogue.db"]).LinkTarget.ShouldBe("catalogue.5.db");
        Directory.GetFiles(_directory.Path, "catalogue.3.*").ShouldBeEmpty();
        SqliteCatalogue.Find(_directory.Path).ShouldBe(_directory["catalogue.5.db"]);
    }

    [Fact]
    public void On_a_shared_file_system_there_is_no_write_ahead_log_and_every_transaction_is_flushed()
    {
        using var catalogue = new SqliteCatalogue(_directory.Path, 1, shared: true);
        catalogue.Rebuild(Records.Story("s", 1, 1, ends: false));
        catalogue.Apply(Records.Story("s", 1, 1));
        Directory.GetFiles(_directory.Path, "*-wal").ShouldBeEmpty();
        Directory.GetFiles(_directory.Path, "*-shm").ShouldBeEmpty();
        Ask("SELECT state FROM runs").ShouldBe(["completed"]);
    }

    [Fact]
    public void One_that_was_not_finished_is_seen_by_nobody()
    {
        File.WriteAllText(_directory["catalogue.7.db.new"], "half");
        SqliteCatalogue.Find(_directory.Path).ShouldBeNull();
        using (var catalogue = new SqliteCatalogue(_directory.Path, 7))
            catalogue.Rebuild(Records.Story("s", 1, 1));
        Ask("SELECT count(*) FROM runs").ShouldBe(["1"]);
    }

    [Fact]
    public void Ten_thousand_runs_are_catalogued_in_a_few_seconds()
    {
        var records = Records.Story("s", 1, 10_000);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using (var catalogue = new SqliteCatalogue(_directory.Path, 1))
            catalogue.Rebuild(records);
        Console.WriteLine($"10,000 runs catalogued in {clock.Elapsed.TotalSeconds:0.00} s, {new FileInfo(_directory["catalogue.1.db"]).Length / 1e6:0.0} MB");
        Ask("SELECT count(*) FROM runs WHERE state = 'completed'").ShouldBe(["10000"]);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    private List<string> Ask(string statement)
    {
        using var connection = SqliteCatalogue.OpenRead(SqliteCatalogue.Find(_directory.Path)!);
        return Ask(connection, statement);
    }

    private static List<string> Ask(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is DBNull ? "" : reader.GetValue(i))));
        return lines;
    }
}
