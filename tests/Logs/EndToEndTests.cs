using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Logs;

/// <summary>Host processes, and `muster logs` against them.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public async Task What_every_host_logs_is_found_in_one_place_and_after_the_end_of_the_cluster()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "2", "--detach", "--run-dir", scene.RunDir);
        (await up.EndedAsync(120)).ShouldBe(0, up.Everything);

        foreach (var host in new[] { "seed", "node0", "node1" })
            await FoundAsync(scene, $"level:INFO AND source:{host} AND \"is ready at\"");
        var lines = await LogsAsync(scene, "level:INFO", "--output", "ndjson");
        var ready = lines.Select(l => JsonNode.Parse(l)!).Where(j => ((string)j["message"]!).Contains(" is ready at ")).ToList();
        ready.Select(j => (string)j["source"]!).Order().ShouldBe(["node0", "node1", "seed"]);
        ready.ShouldAllBe(j => (int)j["level"]! == 6 && j["streams"]![0]!.GetValue<string>() == "default");

        var wrong = scene.Muster("logs", "level:(ERROR", "--run-dir", scene.RunDir);
        (await wrong.EndedAsync(60)).ShouldBe(2, wrong.Everything);
        wrong.Everything.ShouldContain("at character 7: this '(' is never closed");

        var rule = scene.Muster("logs", "rule", "test", "{\"short_message\":\"m\",\"_logger\":\"TTP_x\"}", "--run-dir", scene.RunDir);
        (await rule.EndedAsync(60)).ShouldBe(0, rule.Everything);
        rule.Out.ShouldContain("streams: default, TTP Stream");
        rule.Out.ShouldContain("    holds  logger CONTAINS 'TTP_'");

        var tail = scene.Muster("logs", "-f", "source:node0", "--run-dir", scene.RunDir);
        await tail.PrintedAsync("is ready at");
        var down = scene.Muster("down", "--run-dir", scene.RunDir);
        (await down.EndedAsync()).ShouldBe(0, down.Everything);
        tail.Signal(Posix.SigInt);
        await tail.EndedAsync();

        (await LogsAsync(scene, "source:node1 AND \"is ready at\"", "--count")).ShouldContain("1 records");
    }

    // README A of the seed, as its client sends it.
    private const string Hello = """
        {"version":"1.0","host":"vm","short_message":"[TTP_test_logger] Hello World!","timestamp":1795157737.3972476,"level":6,"facility":"","level_name":"INFO","_logger":"TTP_test_logger","_stack_info":null,"_owner":"me","_event":"Hello World!","_level":"info","_level_number":20,"_timestamp":"2026-11-20 06:55.37","_file_path":"","_pid":"","_process_name":"","_thread_name":"","_file":"","_function":""}
        """;

    [Fact]
    public async Task A_standing_server_takes_foreign_records_and_has_them_after_it_was_killed()
    {
        using var scene = new Scene();
        var server = scene.Muster("logs", "serve", "--data", scene.RunDir, "--bind", "127.0.0.9");
        await server.PrintedAsync("input TTP Logs tcp 127.0.0.9:");
        using (var client = new TcpClient())
        {
            IPEndPoint? inputs = null;
            await Eventually.Async(() => (inputs = EndPointOf(scene, "TTP Logs")) is not null, "the access file names the inputs");
            await client.ConnectAsync(inputs!);
            for (var i = 0; i < 100; i++)
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Hello.Replace("\"me\"", $"\"me{i}\"", StringComparison.Ordinal) + "\0"));
            await FoundAsync(scene, "owner:me99");
        }
        var hit = JsonNode.Parse((await LogsAsync(scene, "owner:me7", "--stream", "TTP Stream", "--output", "ndjson")).ShouldHaveSingleItem())!;
        ((string)hit["timestamp"]!, (string)hit["source"]!, (string)hit["logger"]!, (string)hit["message"]!)
            .ShouldBe(("2026-11-20T06:55:37.397247Z", "vm", "TTP_test_logger", "[TTP_test_logger] Hello World!"));
        hit["streams"]!.AsArray().Select(s => (string)s!).ShouldBe(["default", "TTP Stream"], ignoreOrder: true);

        server.Signal(Posix.SigKill);
        await server.EndedAsync();
        var again = scene.Muster("logs", "serve", "--data", scene.RunDir, "--bind", "127.0.0.9");
        await again.PrintedAsync("input TTP Logs tcp 127.0.0.9:");
        (await LogsAsync(scene, "owner:me*", "--count")).ShouldBe(["100 records"]);
        again.Signal(Posix.SigTerm);
        (await again.EndedAsync()).ShouldBe(0, again.Everything);
    }

    private static IPEndPoint? EndPointOf(Scene scene, string input)
    {
        var path = Path.Combine(scene.RunDir, "access.json");
        var inputs = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!["inputs"]!.AsArray() : [];
        return inputs.Where(i => (string)i!["name"]! == input && (string)i["transport"]! == "tcp").Select(i => IPEndPoint.Parse((string)i!["address"]!)).SingleOrDefault();
    }

    private static async Task<List<string>> LogsAsync(Scene scene, params string[] arguments)
    {
        var logs = scene.Muster(["logs", .. arguments, "--run-dir", scene.RunDir]);
        (await logs.EndedAsync(60)).ShouldBe(0, logs.Everything);
        return logs.Out;
    }

    private static async Task FoundAsync(Scene scene, string query)
    {
        for (var tries = 0; (await LogsAsync(scene, query)).Count == 0; tries++)
            tries.ShouldBeLessThan(30, $"nothing is found by {query}");
    }
}
