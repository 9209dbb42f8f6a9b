using System.Globalization;
using System.Text.Json.Nodes;
using Muster.EndToEnd.Tests;
using Shouldly;

namespace Muster.Tests.Recovery;

/// <summary>A seed and node hosts as processes, runs whose rows are known beforehand, and the means to hurt the hosts.</summary>
internal sealed class FaultyCluster : IAsyncDisposable
{
    /// <summary>Lines of each run: i, then the attempt that printed it.</summary>
    public const int Lines = 100;

    private readonly Dictionary<string, int> _pids = [];
    private int _newcomers;

    public Scene Scene { get; } = new();

    public string RunDir => Scene.RunDir;

    public async Task StartAsync(int nodes)
    {
        var up = Scene.Muster("up", "--nodes", $"{nodes}", "--detach", "--run-dir", RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        foreach (var name in Enumerable.Range(0, nodes).Select(i => $"node{i}").Prepend("seed"))
            _pids[name] = await Scene.PidOfAsync(name);
    }

    /// <summary>Done when the hosts have ended and before the folder is deleted.</summary>
    public Action BeforeDelete { get; set; } = () => { };

    public IReadOnlyCollection<string> Hosts => _pids.Keys;

    /// <summary>
    /// Submits runs of two ranks that print for about <paramref name="seconds"/>, tried again when a host is lost, and waits until all print. With <paramref name="noise"/> each row comes
    /// with a long line that is none, so that the store needs room.
    /// </summary>
    public async Task<Running> RunAsync(int runs, double seconds = 6, int retries = 3, bool noise = false)
    {
        var more = noise ? "printf '%0300d\\n' 0; " : "";
        var pause = (seconds / Lines).ToString("0.###", CultureInfo.InvariantCulture);
        var run = Scene.Muster(
            "run", "--run-dir", RunDir, "--runs", $"{runs}", "--concurrent", $"{runs}", "--ranks", "2", "--oversubscribe", "--retries", $"{retries}", "--retry-on", "host",
            "--parse", @"^(\d+) (\d+)$", "--", "sh", "-c", $"[ $MUSTER_RANK = 0 ] || exec sleep {seconds.ToString(CultureInfo.InvariantCulture)}; i=1; while [ $i -le {Lines} ]; do echo $i $MUSTER_ATTEMPT; {more}i=$((i+1)); sleep {pause}; done");
        for (var i = 0; i < runs; i++)
            await run.PrintedAsync($"INFO:consumer:{{{i}: ('1', '1')}}");
        return run;
    }

    public void Signal(string host, int signal) => _ = Posix.Kill(_pids[host], signal);

    public void Kill(string host)
    {
        Signal(host, Posix.SigKill);
        _pids.Remove(host);
    }

    /// <summary>One more host, as in the place of one that was lost.</summary>
    public async Task AddAsync(bool coordinator)
    {
        // Behind the others in the order of placement.
        var name = $"spare{_newcomers++}";
        var native = Path.Combine(Checkout.Home, "artifacts", "native");
        var host = Scene.Start(Checkout.Node, ["--run-dir", RunDir, "--name", name, "--native", native, .. coordinator ? new[] { "--coordinator" } : []]);
        await host.PrintedAsync("ready ", 40);
        _pids[name] = host.Pid;
    }

    public async Task<JsonNode> ShowAsync(long run)
    {
        var show = Scene.Muster("show", $"{run}", "--output", "json", "--run-dir", RunDir);
        (await show.EndedAsync(60)).ShouldBe(0, show.Everything);
        return JsonNode.Parse(string.Join('\n', show.Out))!;
    }

    /// <summary>Where the parts of a run's current attempt are.</summary>
    public async Task<Parts> PartsAsync(long run)
    {
        var attempt = (await ShowAsync(run))["attempts"]!.AsArray()[^1]!;
        var ranks = attempt["ranks"]!.AsArray();
        string NodeOf(int rank) => (string)ranks.Single(r => (int)r!["rank"]! == rank)!["node"]!;
        return new Parts(NodeOf(0), NodeOf(1), (string)attempt["producerNode"]!, (string)attempt["parserNode"]!, ResultOf(run));
    }

    /// <summary>Where producer and parser of a run's last attempt were at its end.</summary>
    public async Task<(string Producer, string Parser)> PartsOfEndedAsync(long run)
    {
        var attempt = (await ShowAsync(run))["attempts"]!.AsArray()[^1]!;
        return ((string)attempt["producerNode"]!, (string)attempt["parserNode"]!);
    }

    // The result actor alone holds the run's rows open.
    private string ResultOf(long run) => _pids.Single(host => Directory.GetFiles($"/proc/{host.Value}/fd").Any(fd =>
        new FileInfo(fd).LinkTarget is { } file && file.StartsWith(Path.Combine(RunDir, "store", "rows", $"{run}."), StringComparison.Ordinal))).Key;

    /// <summary>Every run completed, and the rows that are stored, and those the driver printed of that attempt, are lines 1 to n, each once and in order.</summary>
    public async Task ShouldHaveEveryRowOnceAsync(Running? driver, int runs, long first = 1)
    {
        if (driver is not null)
            (await driver.EndedAsync(90)).ShouldBe(0, driver.Everything);
        var export = Scene.Muster("export", "all", "--csv", "--run-dir", RunDir);
        (await export.EndedAsync(60)).ShouldBe(0, export.Everything);
        var rows = export.Out.Skip(1).Select(line => line.Split(',')).ToLookup(cells => long.Parse(cells[0], CultureInfo.InvariantCulture));
        for (var run = first; run < first + runs; run++)
        {
            var attempt = rows[run].First()[2];
            rows[run].Select(cells => $"{cells[4]} {cells[5]}").ShouldBe(Enumerable.Range(1, Lines).Select(i => $"{i} {attempt}"), $"run {run}\n{driver?.Everything}");
            driver?.Out.Where(line => line.StartsWith($"INFO:consumer:{{{run - first}: (", StringComparison.Ordinal) && line.EndsWith($", '{attempt}')}}", StringComparison.Ordinal))
                .ShouldBe(Enumerable.Range(1, Lines).Select(i => $"INFO:consumer:{{{run - first}: ('{i}', '{attempt}')}}"), $"run {run} as followed");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var pid in _pids.Values)
                _ = Posix.Kill(pid, SigCont);
            var down = Scene.Muster("down", "--run-dir", RunDir);
            await down.EndedAsync(60);
        }
        finally
        {
            BeforeDelete();
            Scene.Dispose();
        }
    }

    public const int SigStop = 19;
    public const int SigCont = 18;

    public sealed record Parts(string Head, string Other, string Producer, string Parser, string Result);
}
