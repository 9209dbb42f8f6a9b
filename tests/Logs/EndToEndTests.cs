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
