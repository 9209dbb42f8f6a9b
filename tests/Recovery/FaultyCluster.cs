using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Muster.EndToEnd.Tests;
using Shouldly;

namespace Muster.Tests.Recovery;

/// <summary>
/// A seed and node hosts as processes, runs whose rows are known beforehand, and the means to hurt the hosts. Apart, each host has a network of its own that can be cut.
/// </summary>
internal sealed class FaultyCluster : IAsyncDisposable
{
    /// <summary>Lines of each run: i, then the attempt that printed it.</summary>
    public const int Lines = 100;

    // As many hosts may hold the coordinator as `muster up` lets them.
    private const int Coordinators = 3;

    // Cases run side by side, but a machine of two cores that starts twenty hosts at once lets some of them wait longer than they wait for each other.
    private static readonly SemaphoreSlim OneStarts = new(1);

    private readonly Dictionary<string, Running> _hosts = [];
    private readonly List<string> _links = [];   // apart: the host at each link
    private Running? _network;
    private long _runs;
    private int _newcomers;

    public Scene Scene { get; } = new();

    public string RunDir => Scene.RunDir;

    /// <summary>Done when the hosts have ended and before the folder is deleted.</summary>
    public Action BeforeDelete { get; set; } = () => { };

    /// <summary>What each host finds in its environment besides.</summary>
    public Action<IDictionary<string, string?>>? Surroundings { get; set; }

    public IReadOnlyCollection<string> Hosts => _hosts.Keys;

    /// <summary>Starts the hosts; the one named <paramref name="blind"/> has a run directory of its own, in which only the access file was laid.</summary>
    public async Task StartAsync(int nodes, bool apart = false, string? blind = null)
    {
        await OneStarts.WaitAsync();
        try
        {
            await LaunchAllAsync(nodes, apart, blind);
        }
        finally
        {
            OneStarts.Release();
        }
    }

    private async Task LaunchAllAsync(int nodes, bool apart, string? blind)
    {
        Directory.CreateDirectory(RunDir);
        if (apart)
        {
            // One more for drivers, and one to spare.
            _network = Scene.Start("bash", [Path.Combine(Checkout.Home, "tests", "Engine.Processes", "network.sh"), $"{nodes + 3}", Scene.Here]);
            await _network.PrintedAsync("ready");
            _links.Add("driver");
        }
        Launch("seed", Checkout.Seed);
        await Eventually.Async(() => File.Exists(Path.Combine(RunDir, "access.json")) || _hosts["seed"].HasEnded, "the seed host is up", 60);
        for (var i = 0; i < nodes; i++)
            Launch($"node{i}", Checkout.Node, i < Coordinators - 1 && blind != $"node{i}", blind == $"node{i}" ? RunDirOfItsOwn() : null);
        foreach (var host in _hosts.Values)
            await ReadyAsync(host);
    }

    /// <summary>One more host, as in the place of one that was lost: behind the others in the order of placement.</summary>
    public async Task AddAsync(bool coordinator)
    {
        var name = $"spare{_newcomers++}";
        await ReadyAsync(Launch(name, Checkout.Node, coordinator));
    }

    private string RunDirOfItsOwn()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(Scene.Here, "elsewhere")).FullName;
        File.Copy(Path.Combine(RunDir, "access.json"), Path.Combine(elsewhere, "access.json"));
        return elsewhere;
    }

    private Running Launch(string name, string program, bool coordinator = false, string? runDir = null)
    {
        string[] node = program == Checkout.Seed ? [] : ["--name", name, "--native", Checkout.Native];
        string[] place = _network is null ? [] : ["--host", $"10.79.0.{20 + _links.Count}", "--insecure"];
        _links.Add(name);
        return _hosts[name] = Start(name, program, ["--run-dir", runDir ?? RunDir, .. node, .. place, .. coordinator ? new[] { "--coordinator" } : []]);
    }

    private Running Start(string name, string program, string[] arguments) => _network is null
        ? Scene.Start(program, arguments, Surroundings)
        : Scene.Start("nsenter", ["-t", File.ReadAllText(Path.Combine(Scene.Here, $"node-{_links.IndexOf(name)}")).Trim(), "-n", program, .. arguments], Surroundings);

    private static Task ReadyAsync(Running host) => host.PrintedAsync("ready ", 90);

    /// <summary>The CLI, where no network is ever cut.</summary>
    public Running Muster(params string[] arguments) => Start("driver", Checkout.Muster, arguments);

    /// <summary>
    /// Submits runs of two ranks that print for about <paramref name="seconds"/>, tried again when a host is lost, and waits until all print. With <paramref name="noise"/> each row comes
    /// with a long line that is none and cannot be made shorter, so that the store needs room. With a <paramref name="gate"/> they print a tenth and go on when that file is there.
    /// </summary>
    public async Task<Running> RunAsync(int runs, double seconds = 6, int retries = 3, bool noise = false, string? gate = null)
    {
        var noises = Path.Combine(Scene.Here, "noises");
        if (noise)
            await File.WriteAllLinesAsync(noises, Enumerable.Range(0, Lines).Select(_ => Convert.ToHexString(RandomNumberGenerator.GetBytes(150))));
        var more = noise ? "read -r noise <&3; echo $noise; " : "";
        var source = noise ? $"exec 3<{noises}; " : "";
        var closed = gate is null ? "" : $"until [ -e {gate} ]; do sleep 0.1; done; ";
        var early = gate is null ? "" : $"[ $i -ne {Lines / 10} ] || {{ {closed}}}; ";
        var pause = (seconds / Lines).ToString("0.###", CultureInfo.InvariantCulture);
        var run = Muster(
            "run", "--run-dir", RunDir, "--runs", $"{runs}", "--concurrent", $"{runs}", "--ranks", "2", "--oversubscribe", "--retries", $"{retries}", "--retry-on", "host",
            "--parse", @"^(\d+) (\d+)$", "--", "sh", "-c", $"[ $MUSTER_RANK = 0 ] || {{ {closed}exec sleep {seconds.ToString(CultureInfo.InvariantCulture)}; }}; {source}i=1; while [ $i -le {Lines} ]; do echo $i $MUSTER_ATTEMPT; {more}{early}i=$((i+1)); sleep {pause}; done");
        _runs += runs;
        for (var i = 0; i < runs; i++)
            await run.PrintedAsync($"INFO:consumer:{{{i}: ('1', '1')}}", 90);
        return run;
    }

    /// <summary>Number of the first of the latest runs.</summary>
    public long FirstOf(int runs) => _runs - runs + 1;

    public void Signal(string host, int signal) => _hosts[host].Signal(signal);

    public void Kill(string host)
    {
        Signal(host, Posix.SigKill);
        _hosts.Remove(host);
    }

    /// <summary>Apart: frames to and from the host vanish from now on.</summary>
    public Task CutAsync(string host) => LinkAsync("cut", host);

    public Task JoinAsync(string host) => LinkAsync("join", host);

    private async Task LinkAsync(string what, string host)
    {
        var line = $"{what} {_links.IndexOf(host)}";
        _network!.Write(line + "\n");
        await _network.PrintedAsync(line);
    }

    /// <summary>A run as it is known now.</summary>
    public async Task<Seen> ShowAsync(long run)
    {
        var show = Muster("show", $"{run}", "--output", "json", "--run-dir", RunDir);
        (await show.EndedAsync(90)).ShouldBe(0, show.Everything);
        return new Seen(JsonNode.Parse(string.Join('\n', show.Out))!);
    }

    /// <summary>The host of a run's result actor: it alone holds the run's rows open.</summary>
    public string ResultOf(long run) => HolderOf(Path.Combine(RunDir, "store", "rows", $"{run}."));

    /// <summary>The coordinator's host: it alone holds the journal open.</summary>
    public string Coordinator => HolderOf(Path.Combine(RunDir, "store", "runs."));

    // Others may read it, and one that was replaced may not have closed what it wrote: who writes the latest segment has it.
    private string HolderOf(string file) =>
        (from host in _hosts
         from fd in Directory.GetFiles($"/proc/{host.Value.Pid}/fd")
         let open = new FileInfo(fd).LinkTarget
         where open?.StartsWith(file, StringComparison.Ordinal) == true && Writes(host.Value.Pid, Path.GetFileName(fd))
         orderby open.Length descending, open descending
         select host.Key).FirstOrDefault() ?? throw new InvalidOperationException($"no host writes {file}*");

    private static bool Writes(int pid, string fd)
    {
        try
        {
            // The lowest two bits say how it was opened.
            return (File.ReadLines($"/proc/{pid}/fdinfo/{fd}").Single(line => line.StartsWith("flags:", StringComparison.Ordinal))[^1] & 3) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// One of the latest runs, and the host of that part of it: without ranks of the run, unless it is the host of a rank that is wanted, and without the coordinator.
    /// </summary>
    public async Task<(long Run, string Victim)> ChooseAsync(string part, int runs, long? first = null)
    {
        var (seen, coordinator) = (new List<string>(), Coordinator);
        for (var (run, left) = (first ?? FirstOf(runs), runs); left > 0; run++, left--)
        {
            var known = await ShowAsync(run);
            var (head, other, producer, parser, result) = (known.NodeOf(0), known.NodeOf(1), known.Producer, known.Parser, part is "result" or "none" ? ResultOf(run) : null);
            seen.Add($"run {run}: ranks {head}, {other}, producer {producer}, parser {parser}, result {result}");
            string[] ranks = [head, other];
            var victim = part switch
            {
                "head" => head,
                "other" => other == head ? null : other,
                "parser" => parser,
                "producer" => producer,
                "result" => result,
                "coordinator" => coordinator,
                _ => Hosts.FirstOrDefault(h => h != coordinator && h != result && h != parser && h != producer && !ranks.Contains(h)),
            };
            var alone = part is "head" or "other" ? victim != coordinator : !ranks.Contains(victim) && (victim == coordinator) == (part == "coordinator");
            if (victim is not null && alone)
                return (run, victim);
        }

        throw new InvalidOperationException($"no run has its {part} on a host of its own; coordinator {coordinator}; {string.Join("; ", seen)}");
    }

    /// <summary>Every one of the latest runs completed, and the rows that are stored, and those the driver printed of that attempt, are lines 1 to n, each once and in order.</summary>
    public async Task ShouldHaveEveryRowOnceAsync(Running? driver, int runs)
    {
        if (driver is not null)
            (await EndOfAsync(driver)).ShouldBe(0, driver.Everything);
        var export = Muster("export", "all", "--csv", "--run-dir", RunDir);
        (await export.EndedAsync(90)).ShouldBe(0, export.Everything);
        var rows = export.Out.Skip(1).Select(line => line.Split(',')).ToLookup(cells => long.Parse(cells[0], CultureInfo.InvariantCulture));
        var first = FirstOf(runs);
        for (var run = first; run < first + runs; run++)
        {
            var attempt = rows[run].First()[2];
            ShouldBeEach(rows[run].Select(cells => $"{cells[4]} {cells[5]}"), i => $"{i} {attempt}", $"run {run} as stored", driver);
            if (driver is not null)
            {
                var followed = driver.Out.Where(line => line.StartsWith($"INFO:consumer:{{{run - first}: (", StringComparison.Ordinal) && line.EndsWith($", '{attempt}')}}", StringComparison.Ordinal));
                ShouldBeEach(followed, i => $"INFO:consumer:{{{run - first}: ('{i}', '{attempt}')}}", $"run {run} as followed", driver);
            }
        }
    }

    // What a cluster knows of runs that do not end is gone with it: it goes into the failure.
    private async Task<int> EndOfAsync(Running driver)
    {
        try
        {
            return await driver.EndedAsync(120);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n--- what the cluster knows:\n{await KnownAsync()}", e);
        }
    }

    private async Task<string> KnownAsync()
    {
        var known = new List<string>();
        string[][] questions = [["nodes"], ["runs"], .. Enumerable.Range(1, (int)_runs).Select(run => new[] { "show", $"{run}" })];
        foreach (var question in questions)
        {
            var answer = Muster([.. question, "--run-dir", RunDir]);
            await answer.EndedAsync(60);
            known.Add($"muster {string.Join(' ', question)}\n{answer.Everything}");
        }

        foreach (var log in Directory.GetFiles(Path.Combine(RunDir, "logs")).Order(StringComparer.Ordinal))
            known.Add($"{Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(60))}");
        return string.Join('\n', known);
    }

    private static void ShouldBeEach(IEnumerable<string> lines, Func<int, string> line, string what, Running? driver)
    {
        var (found, wanted) = (lines.ToArray(), Enumerable.Range(1, Lines).Select(line).ToArray());
        if (found.SequenceEqual(wanted))
            return;
        var doubled = found.GroupBy(l => l).Where(l => l.Count() > 1).Select(l => l.Key);
        throw new InvalidOperationException($"{what}: {found.Length} rows; missing: {string.Join(", ", wanted.Except(found))}; doubled: {string.Join(", ", doubled)}; not ours: {string.Join(", ", found.Except(wanted))}\n{driver?.Everything}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var host in _hosts.Values.Where(h => !h.HasEnded))
            {
                host.Signal(SigCont);
                host.Signal(Posix.SigTerm);
            }

            foreach (var host in _hosts.Values)
                await host.EndedAsync(60);
            if (_network is not null)
            {
                _network.CloseInput();
                await _network.EndedAsync(30);
            }
        }
        finally
        {
            BeforeDelete();
            Scene.Dispose();
        }
    }

    public const int SigStop = 19;
    public const int SigCont = 18;

    /// <summary>What `muster show` tells of a run.</summary>
    public sealed class Seen(JsonNode json)
    {
        public JsonNode Json => json;

        public IReadOnlyList<JsonNode> Attempts => [.. json["attempts"]!.AsArray().Select(a => a!)];

        public string Producer => (string)Attempts[^1]["producerNode"]!;

        public string Parser => (string)Attempts[^1]["parserNode"]!;

        public string NodeOf(int rank) => (string)Attempts[^1]["ranks"]!.AsArray().Single(r => (int)r!["rank"]! == rank)!["node"]!;

        public DateTimeOffset StartOf(int attempt) => DateTimeOffset.Parse((string)Attempts[attempt - 1]["started"]!, CultureInfo.InvariantCulture);
    }
}

/// <summary>How long faults are held: the short form in every test run, the long one in soak.</summary>
internal static class Size
{
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak";

    public static T Of<T>(T usual, T soak) => IsSoak ? soak : usual;
}
