using Muster.Actors.Store;
using Muster.Actors.Store.Catalogues;
using Muster.Actors.Store.Postgres;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

/// <summary>Rows and catalogue in a real PostgreSQL server, one for the class; every test has a schema of its own.</summary>
public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly PostgresStore? _store = PostgresServer.Programs is null ? null : Store(server.Connection, $"test_{Guid.NewGuid():N}");

    private PostgresStore Db => _store!;

    public void Dispose() => _store?.Dispose();

    [PostgresFact]
    public void Rows_and_cursor_are_there_after_a_restart()
    {
        using (var rows = Open(7))
        {
            rows.Begin(1, 1).ShouldBeTrue();
            var batch = Records.Batch(7, 1, ["1", "2"]);
            batch.Headers.Add(new Parameter { Name = "size", Value = "8" });
            batch.UnmatchedLines.Add("what is this");
            rows.Append(batch, 10).ShouldBe(BatchVerdict.Store);
            rows.Append(Records.Batch(7, 2, [], end: true), 11).ShouldBe(BatchVerdict.Store);
        }
        Db.Exists(7).ShouldBeTrue();
        Db.Exists(8).ShouldBeFalse();
        using var again = Open(7);
        (again.Rows, again.Lines, again.Cursors.Last(0), again.Cursors.HasEnded(0)).ShouldBe((2, 2, 2, true));
        Values(again.Read(1, 10, 1000)).ShouldBe(["1", "2"]);
        again.ReadUnmatched(1, 1000).ShouldBe(["what is this"]);
        again.Headers.Single().Value.ShouldBe("8");
        (again.Parameters.Single().Name, again.Columns.Single()).ShouldBe(("x", "value"));
        again.Append(Records.Batch(7, 2, ["3"]), 12).ShouldBe(BatchVerdict.Duplicate);
        again.Append(Records.Batch(7, 4, ["4"]), 12).ShouldBe(BatchVerdict.Gap);
        using var reading = Db.OpenRead(7);
        Values(reading.Read(2, 10, 1000)).ShouldBe(["2"]);
        reading.IsWritable.ShouldBeFalse();
    }

    [PostgresFact]
    public void A_later_attempt_replaces_the_rows_and_reading_is_bounded()
    {
        using var rows = Open(1);
        rows.Append(Records.Batch(1, 1, ["old"]), 1);
        rows.Append(Records.Batch(1, 1, Enumerable.Range(1, 500).Select(i => $"{i}"), attempt: 2), 2).ShouldBe(BatchVerdict.Store);
        rows.Append(Records.Batch(1, 2, ["late"]), 3).ShouldBe(BatchVerdict.Superseded);
        rows.IsSuperseded.ShouldBeFalse("the attempt is, not the writer");
        rows.Rows.ShouldBe(500);
        Values(rows.Read(3, 2, 1000)).ShouldBe(["3", "4"]);
        Values(rows.Read(1, 10, 1)).ShouldBe(["1"]);
        Values(rows.Read(501, 10, 1000)).ShouldBeEmpty();
    }

    [PostgresFact]
    public void A_writer_that_was_superseded_stores_nothing_and_learns_it()
    {
        using var stale = Open(1);
        stale.Append(Records.Batch(1, 1, ["a"]), 1).ShouldBe(BatchVerdict.Store);
        using var next = Open(1);
        stale.Append(Records.Batch(1, 2, ["lost"]), 1).ShouldBe(BatchVerdict.Superseded);
        stale.IsSuperseded.ShouldBeTrue();
        next.Append(Records.Batch(1, 2, ["b"]), 1).ShouldBe(BatchVerdict.Store);
        Values(next.Read(1, 10, 1000)).ShouldBe(["a", "b"]);
    }

    [PostgresFact]
    public void Text_that_the_database_does_not_take_is_stored_as_near_as_can_be()
    {
        using var rows = Open(1);
        rows.Append(Records.Batch(1, 1, ["a\0b", "ä \\N {\"x\"} \uD83D\uDE00", ""]), 1).ShouldBe(BatchVerdict.Store);
        Values(rows.Read(1, 10, 1000)).ShouldBe(["a\uFFFDb", "ä \\N {\"x\"} \uD83D\uDE00", ""]);
    }

    [PostgresFact]
    public void A_server_that_crashes_again_and_again_costs_no_row_and_doubles_none()
    {
        const int Batches = 120;
        using var own = new PostgresServer();
        using var store = Store(own.Connection, "crash");
        var (crashes, faults, stored) = (0, 0, 0L);
        using var rows = store.Open(1, 1, [], []);
        var crashing = Task.Run(() =>
        {
            // In the middle of work each time.
            foreach (var after in (long[])[20, 50, 80])
            {
                SpinWait.SpinUntil(() => Interlocked.Read(ref stored) >= after, TimeSpan.FromSeconds(60));
                own.Crash();
                crashes++;
                own.Start();
            }
        });
        // As a rank host does: what is not known to be stored is sent again.
        for (var number = 1L; number <= Batches || !crashing.IsCompleted;)
        {
            try
            {
                var verdict = rows.Append(Records.Batch(1, number, [$"{number}.1", $"{number}.2"], end: false), number);
                verdict.ShouldBeOneOf(BatchVerdict.Store, BatchVerdict.Duplicate);
                number = rows.Cursors.Last(0) + 1;
                Interlocked.Exchange(ref stored, number - 1);
            }
            catch (IOException e)
            {
                faults++;
                e.Message.ShouldContain("PostgreSQL");
            }
        }
        crashing.GetAwaiter().GetResult();
        stored = rows.Rows;
        Console.WriteLine($"{crashes} crashes, {faults} failed transactions, {rows.Rows} rows: none lost, none doubled");
        faults.ShouldBeGreaterThan(0);
        using var again = store.Open(1, 1, [], []);
        again.Rows.ShouldBe(stored);
        var all = new List<string>();
        while (all.Count < stored)
            all.AddRange(Values(again.Read(all.Count + 1, 10_000, 1_000_000)));
        all.ShouldBe(Enumerable.Range(1, (int)stored / 2).SelectMany(i => (string[])[$"{i}.1", $"{i}.2"]));
    }

    [PostgresFact]
    public void What_is_wrong_is_said_in_words_that_name_the_cure()
    {
        var (directory, schema) = (Directory.CreateTempSubdirectory("muster-no-pg-"), "s");
        try
        {
            Fault(server.ConnectionWith(password: "wrong"), schema).ShouldBe((false, "refuses the login"));
            Fault(server.ConnectionWith(database: "elsewhere"), schema).ShouldBe((false, "no such database"));
            Fault($"Host={directory.FullName};Username=me", schema).ShouldBe((true, "cannot be reached"));
            Fault("Host=127.0.0.1;Port=1;Username=me", schema).ShouldBe((true, "cannot be reached"));
        }
        finally
        {
            directory.Delete();
        }

        (bool, string) Fault(string connection, string name)
        {
            using var store = new PostgresStore(new PostgresSettings(connection, name));
            var fault = store.FindFault(out var transient).ShouldNotBeNull();
            fault.ShouldNotContain("wrong;");
            fault.ShouldNotContain("let me in");
            string[] kinds = ["refuses the login", "no such database", "cannot be reached"];
            return (transient, kinds.FirstOrDefault(fault.Contains) ?? fault);
        }
    }

    [PostgresFact]
    public void The_catalogue_holds_what_the_one_in_a_file_does_and_belongs_to_its_latest_writer()
    {
        var records = Records.Story("s", 1, 4);
        using var stale = new PostgresCatalogue(Db, 1);
        stale.Rebuild(records.Take(9));
        stale.Apply(records.Skip(9).Take(3));
        using (var next = new PostgresCatalogue(Db, 2))
        {
            next.Rebuild(records.Take(9));
            next.Apply(records.Skip(7));
        }
        Should.Throw<CatalogueTakenException>(() => stale.Apply(records));
        Should.Throw<CatalogueTakenException>(() => stale.Rebuild(records));
        using var file = SqliteCatalogue.InMemory(records);
        foreach (var table in CatalogueTables.Names.Where(t => t != "about"))
            Content(Db.Connect(), table).ShouldBe(Content(file, table), table);
    }

    [PostgresFact]
    public void Settings_are_read_and_a_schema_is_named_once()
    {
        using var directory = new TempDirectory();
        var store = Path.Combine(directory.Path, "My Run", "store");
        var config = Akka.Configuration.ConfigurationFactory.ParseString("muster { store = postgres, postgres.connection = \"Host=db;Username=me\" }");
        var settings = PostgresSettings.Read(config, store, _ => null)!;
        settings.Schema.ShouldMatch("^muster_my_run_[0-9a-f]{8}$");
        Directory.Move(Path.Combine(directory.Path, "My Run"), directory["moved"]);
        PostgresSettings.Read(config, Path.Combine(directory["moved"], "store"), _ => "Host=other").ShouldNotBeNull().ShouldSatisfyAllConditions(
            s => s.Schema.ShouldBe(settings.Schema), s => s.Server.ShouldContain("other"));
        PostgresSettings.Read(Akka.Configuration.Config.Empty, store, _ => null).ShouldBeNull();
        Should.Throw<InvalidDataException>(() => PostgresSettings.Read(Parse("muster.store = oracle"), store, _ => null)).Message.ShouldContain("files or postgres");
        Should.Throw<InvalidDataException>(() => PostgresSettings.Read(Parse("muster.store = postgres"), store, _ => null)).Message.ShouldContain("MUSTER_POSTGRES");
        Should.Throw<InvalidDataException>(() => PostgresSettings.Read(config, store, _ => "Hosst=db")).Message.ShouldContain("cannot be understood");

        static Akka.Configuration.Config Parse(string text) => Akka.Configuration.ConfigurationFactory.ParseString(text);
    }

    private static PostgresStore Store(string connection, string schema)
    {
        var store = new PostgresStore(new PostgresSettings(connection, schema));
        store.FindFault(out _).ShouldBeNull();
        return store;
    }

    private IRunRows Open(long run) => Db.Open(run, 1, [new Parameter { Name = "x", Value = "1" }], ["value"]);

    private static List<string> Content(System.Data.Common.DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY 1, 2, 3";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString())));
        return lines;
    }

    private static List<string> Values(IEnumerable<Row> rows) => rows.Select(r => r.Values.Single()).ToList();
}
