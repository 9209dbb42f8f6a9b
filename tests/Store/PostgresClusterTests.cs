using System.Diagnostics;
using Muster.EndToEnd.Tests;
using Muster.Tests.Recovery;
using Npgsql;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

/// <summary>Real hosts that keep their rows in a real PostgreSQL server.</summary>
[Trait("Category", "Recovery")]
public sealed class PostgresClusterTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    [PostgresFact(cluster: true)]
    public async Task A_server_that_is_away_and_a_host_that_is_killed_cost_no_row()
    {
        await using var cluster = new FaultyCluster();
        Use(cluster.RunDir, server.Connection, "cluster");
        await cluster.StartAsync(nodes: 2);
        // Result actors take turns between this one and the seed.
        await cluster.AddAsync(coordinator: true);
        var driver = await cluster.RunAsync(2, seconds: 14);
        var clock = Stopwatch.StartNew();
        server.Crash();
        await Task.Delay(Away);
        driver.HasEnded.ShouldBeFalse("rows wait for the server");
        server.Start();
        cluster.Kill("seed");
        await cluster.ShouldHaveEveryRowOnceAsync(driver, 2);
        Console.WriteLine($"server away for {Away.TotalSeconds} s, then the coordinator's host killed: 2 runs with {2 * FaultyCluster.Lines} rows over after {clock.Elapsed.TotalSeconds:0.0} s, none lost, none doubled");

        await using var connection = new NpgsqlConnection(server.Connection + ";Search Path=cluster");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM rows r JOIN row_logs l USING (run, attempt)", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(2L * FaultyCluster.Lines);
        command.CommandText = "SELECT count(*) FROM runs WHERE state = 'completed' AND row_count = 100";
        await Eventually.Async(() => Equals(command.ExecuteScalar(), 2L), "the catalogue tells of both runs");
        Directory.Exists(Path.Combine(cluster.RunDir, "store", "rows")).ShouldBeFalse();
    }

    [PostgresFact(cluster: true)]
    public async Task A_cluster_without_its_database_says_so_at_once()
    {
        using var scene = new Scene();
        Use(scene.RunDir, server.ConnectionWith(database: "elsewhere"), "nowhere");
        var up = scene.Muster("up", "--nodes", "1", "--detach", "--run-dir", scene.RunDir);
        (await up.EndedAsync(60)).ShouldNotBe(0, up.Everything);
        up.Everything.ShouldContain("has no such database");
        up.Everything.ShouldContain("createdb");
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(30));
    }

    private static void Use(string runDir, string connection, string schema)
    {
        Directory.CreateDirectory(runDir);
        File.WriteAllText(Path.Combine(runDir, "muster.conf"), $"muster {{\n  store = postgres\n  postgres {{\n    connection = \"{connection}\"\n    schema = \"{schema}\"\n  }}\n}}\n");
    }
}
