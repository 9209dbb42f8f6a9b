using System.Globalization;
using Muster.Client;
using Muster.EndToEnd.Tests;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;

namespace Muster.RankFaults.Tests;

/// <summary>
/// A cluster of host processes, each started the way a case wants it, and a driver connected to it. Ends all of it, and fails when anything is left.
/// </summary>
internal sealed class Hosts : IAsyncDisposable
{
    /// <summary>What kill -9 of a host or a warden may take until nobody of its ranks is left.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Users that nobody else has, also not another checkout's tests on this machine.</summary>
    public static int SomeUser(int number) => 40_000 + Environment.ProcessId * 4 % 20_000 + number;

    private readonly List<Running> _nodes = [];
    private Running _seed = null!;

    private Hosts(Scene scene) => Scene = scene;

    public Scene Scene { get; }

    /// <summary>What this cluster's user may run.</summary>
    public Programs Programs { get; private set; } = Programs.OfCheckout;

    public MusterClient Client { get; private set; } = null!;

    public IReadOnlyList<Running> Nodes => _nodes;

    /// <summary>
    /// A seed and so many node hosts. <paramref name="before"/> is what the shell does before a node host takes its place;
    /// <paramref name="user"/> whose they all are.
    /// </summary>
    public static async Task<Hosts> StartAsync(int nodes, Func<Scene, int, string>? before = null, int user = 0, Action<IDictionary<string, string?>>? environment = null, string[]? more = null)
    {
        var hosts = new Hosts(new Scene());
        try
        {
            await hosts.UpAsync(nodes, before ?? ((_, _) => ""), user, environment, more ?? []);
            return hosts;
        }
        catch
        {
            hosts.Scene.Dispose();
            throw;
        }
    }

    private async Task UpAsync(int nodes, Func<Scene, int, string> before, int user, Action<IDictionary<string, string?>>? environment, string[] more)
    {
        Directory.CreateDirectory(Scene.RunDir);
        Programs = await Programs.ForAsync(user);
        string[] asUser = [];
        if (user != 0)
        {
            foreach (var folder in new[] { Scene.Here, Scene.RunDir })
                await Shell.RunAsync($"chown {user}:{user} {folder}");
            asUser = ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups"];
        }
        void Surroundings(IDictionary<string, string?> variables)
        {
            variables["HOME"] = Scene.Here;
            environment?.Invoke(variables);
        }
        _seed = Scene.Start("/bin/sh", ["-c", "exec \"$@\"", "sh", .. asUser, Programs.Seed, "--run-dir", Scene.RunDir], Surroundings);
        for (var i = 0; i < nodes; i++)
        {
            string[] node = [.. asUser, Programs.Node, "--run-dir", Scene.RunDir, "--name", $"node{i}", "--native", Programs.Native, .. more];
            _nodes.Add(Scene.Start("/bin/sh", ["-c", before(Scene, i) + "exec \"$@\"", "sh", .. node], Surroundings));
        }
        await Eventually.Async(() => File.Exists(Path.Combine(Scene.RunDir, "access.json")) || _seed.HasEnded, "the seed host is up");
        _seed.HasEnded.ShouldBeFalse(_seed.Everything);
        Client = await MusterClient.ConnectAsync(Scene.RunDir);
        await UpAgainAsync();
    }

    /// <summary>Waits until every node host is a member that has described itself.</summary>
    public async Task UpAgainAsync()
    {
        for (var end = Environment.TickCount64 + 30_000 + _nodes.Count * 3_000; ;)
        {
            var known = (await Client.GetNodesAsync()).Nodes_;
            if (_nodes.Where(n => !n.HasEnded).All(n => known.Any(k => k.Pid == n.Pid && k.State == NodeState.Up && k.Described)))
                return;
            Environment.TickCount64.ShouldBeLessThan(end, string.Join('\n', _nodes.Select(n => n.Everything)));
            await Task.Delay(20);
        }
    }

    /// <summary>For a host that sees an empty file system of its own at a folder.</summary>
    public static string WithMount(string folder, string options) => $"exec unshare -m sh -c 'mount -t tmpfs -o {options} none {folder} && exec \"$@\"' sh \"$@\"; ";

    /// <summary>A run of so many ranks of a program, or of a workload by its name, on all nodes in turn.</summary>
    public RunSpec Spec(int ranks, string program, params string[] arguments)
    {
        var spec = new RunSpec { Program = program.Contains('/', StringComparison.Ordinal) ? program : Programs.Workload(program), Ranks = ranks, Oversubscribe = true, StopPatienceMs = 300, Parse = "^(.*)$" };
        spec.Args.Add(arguments);
        return spec;
    }

    public RunSpec Faults(int ranks, params string[] arguments) => Spec(ranks, "faults", arguments);

    public RunSpec FaultsWithoutMpi(int ranks, params string[] arguments)
    {
        var spec = Faults(ranks, ["--no-mpi", .. arguments]);
        spec.Mpi = MpiFlavor.None;
        return spec;
    }

    /// <summary>Ranks that meet every 100 ms and print it, until they are let go.</summary>
    public RunSpec Steps(int ranks) => Spec(ranks, "steps", "--until", LetGoFile);

    /// <summary>Lets the ranks of every <see cref="Steps"/> end, those that are started later too.</summary>
    public void LetGo() => File.WriteAllText(LetGoFile, "");

    /// <summary>From now on ranks of <see cref="Steps"/> go on again.</summary>
    public void Hold() => File.Delete(LetGoFile);

    private string LetGoFile => Path.Combine(Scene.Here, "let-go");

    public async Task<Submitted> SubmitAsync(RunSpec spec, int count = 1, int concurrent = 1)
    {
        var accepted = await Client.SubmitAsync(new SubmitRuns { Spec = spec, Count = count, Concurrent = concurrent, Owner = "test" });
        return new Submitted(Client, accepted);
    }

    public async Task<RunDetails> RunAsync(RunSpec spec, double seconds = 60) => await (await SubmitAsync(spec)).EndedAsync(seconds);

    /// <summary>A run that must do well: the cluster still works.</summary>
    public async Task StillWorksAsync(int ranks = 4)
    {
        var run = await RunAsync(Spec(ranks, "alltoall", "-m", "64", "--warmup", "5", "-i", "20"));
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        run.Summary.Rows.ShouldBeGreaterThanOrEqualTo(7);
    }

    /// <summary>The pid of a node's warden.</summary>
    public int WardenOf(int node) => FindWarden(node) ?? throw new ShouldAssertException($"node{node} (pid {_nodes[node].Pid}) has no warden");

    public bool HasWarden(int node) => FindWarden(node) is not null;

    private int? FindWarden(int node)
    {
        foreach (var folder in Directory.GetDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var pid) && Proc.ParentOf(pid) == _nodes[node].Pid && Proc.NameOf(pid) == "muster-warden")
                return pid;
        return null;
    }

    /// <summary>Every process but the hosts and their wardens.</summary>
    public List<Scene.Living> Ranks() =>
        Scene.Left([_seed.Pid, .. _nodes.Select(n => n.Pid)]).Where(l => Proc.NameOf(l.Pid) is not ("muster-warden" or "")).ToList();

    public async Task NoRankLeftAsync(TimeSpan patience)
    {
        List<Scene.Living> left;
        for (var bound = new Bound(patience); (left = Ranks()).Count > 0 && !await bound.IsOverAsync();)
        {
        }
        left.ShouldBeEmpty($"{left.Count} processes were left after {patience.TotalSeconds:0.0} s");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Client.DisposeAsync();
            foreach (var node in _nodes.Where(n => !n.HasEnded))
                node.Signal(Posix.SigTerm);
            foreach (var node in _nodes)
                await node.EndedAsync();
            _seed.Signal(Posix.SigTerm);
            await _seed.EndedAsync();
            await Scene.NothingLeftAsync(Soon);
        }
        finally
        {
            Scene.Dispose();
        }
    }
}

/// <summary>Runs that were accepted.</summary>
internal sealed class Submitted(MusterClient client, RunsAccepted accepted)
{
    public long First => accepted.FirstRun;

    public Task CancelAsync() => client.CancelAsync(accepted.Submission, "the test cancels it");

    public Task<RunDetails> NowAsync(int index = 0) => client.GetRunAsync(First + index);

    public async Task<RunDetails> EndedAsync(double seconds = 60, int index = 0) =>
        await WhenAsync(HasEnded, "has ended", seconds, index);

    private static bool HasEnded(RunDetails run) => run.Summary.State is RunState.Completed or RunState.Failed or RunState.Cancelled;

    /// <summary>The run once all its ranks run.</summary>
    public async Task<RunDetails> RunningAsync(double seconds = 30, int index = 0) =>
        await WhenAsync(d => d.Summary.State == RunState.Running && d.Attempts[^1].Ranks.All(r => r.Pid > 0), "runs", seconds, index);

    public async Task<RunDetails> WhenAsync(Func<RunDetails, bool> holds, string what, double seconds = 30, int index = 0)
    {
        for (var end = Environment.TickCount64 + (long)(seconds * 1000); ;)
        {
            var details = await NowAsync(index);
            if (holds(details))
                return details;
            if (HasEnded(details))
                throw new ShouldAssertException($"run {First + index} has ended, and never {what}: {details}");
            Environment.TickCount64.ShouldBeLessThan(end, string.Create(CultureInfo.InvariantCulture, $"not within {seconds} s: run {First + index} {what}: {details}"));
            await Task.Delay(20);
        }
    }
}

/// <summary>What /proc tells of a process.</summary>
internal static class Proc
{
    public static int ParentOf(int pid) => Stat(pid) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    public static string StateOf(int pid) => Stat(pid) is [var state, ..] ? state : "";

    public static string NameOf(int pid) => Read($"/proc/{pid}/comm").TrimEnd('\n');

    public static HashSet<string> Threads(int pid) => [.. Directory.GetDirectories($"/proc/{pid}/task")];

    public static int ResidentMib(int pid) => Number(pid, "VmRSS:") / 1024;

    public static int OpenFiles(int pid) => Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length;

    private static int Number(int pid, string field) => int.Parse(
        Read($"/proc/{pid}/status").Split('\n').Single(l => l.StartsWith(field, StringComparison.Ordinal))[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static string[] Stat(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        return stat.Length == 0 ? [] : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>A line for the shell.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string line)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = shell.StandardError.ReadToEndAsync();
        var text = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0, $"{line}: {await error}");
        return text;
    }
}
