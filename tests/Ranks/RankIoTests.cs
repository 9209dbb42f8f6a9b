using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Muster.Actors.Ranks;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

/// <summary>Runs only where processes can be frozen so that no signal ends them: control groups of version 1.</summary>
internal sealed class FreezerFactAttribute : FactAttribute
{
    public const string Root = "/sys/fs/cgroup/freezer";

    public FreezerFactAttribute()
    {
        if (Environment.UserName != "root" || !File.Exists($"{Root}/cgroup.procs"))
            Skip = "needs root and the freezer of control groups of version 1";
    }
}

/// <summary>Real processes under a real warden, without actors.</summary>
public sealed class RankIoTests : IDisposable
{
    private readonly BlockingCollection<GroupNews> _news = [];
    private readonly BlockingCollection<string> _gone = [];
    private readonly RankIo _io;
    private readonly string _token = Guid.NewGuid().ToString("N");
    private uint _id;

    public RankIoTests() => _io = new RankIo(Artifacts.Warden, 300, _ => { }, _gone.Add);

    public void Dispose() => _io.Dispose();

    [Fact]
    public void A_program_s_output_code_and_stderr_come_back()
    {
        Start(Sh("echo one; echo two; echo oops >&2; exit 3"));
        Next<GroupNews.AllStarted>().Ranks.Count.ShouldBe(1);
        var (text, reaped) = UntilEnd();
        text.ShouldBe("one\ntwo\n");
        reaped.Code.ShouldBe(3);
        reaped.StderrTail.ShouldBe(["oops"]);
        _io.Stop(1, Signals.Terminate, new StopPatience(100, 100, 30_000));
        Next<GroupNews.Gone>();
    }

    [Fact]
    public void What_cannot_be_executed_is_told_with_its_reason()
    {
        Start(Request("/etc/passwd", "x"));
        Next<GroupNews.StartFailed>().Reason.ShouldBe("cannot execute /etc/passwd: Permission denied");
        Start(Request("/bin/true", "true") with { Directory = "/nowhere" }, number: 2);
        Next<GroupNews.StartFailed>().Reason.ShouldBe("cannot change to the directory /nowhere: No such file or directory");
        Start(Request("/bin/true", "true") with { Cores = [4000] }, number: 3);
        Next<GroupNews.StartFailed>().Reason.ShouldBe("cannot bind a rank to core 4000: Invalid argument");
    }

    [Theory]
    [InlineData("alltoall", MpiFlavor.Mpich)]
    [InlineData("alltoall.openmpi", MpiFlavor.Openmpi)]
    public void Four_ranks_meet_and_measure(string program, MpiFlavor flavor)
    {
        var mpi = new MpiSetting
        {
            Size = 4,
            Library = MpiLibrary.Of(Artifacts.Workload(program), null),
            Oversubscribed = true,
            SpansNodes = false,
            NativeDirectory = Artifacts.NativeDirectory,
            JobNumber = Environment.ProcessId,
        };
        mpi.Library.Flavor.ShouldBe(flavor);
        RankPlan[] ranks = [.. Enumerable.Range(0, 4).Select(rank =>
        {
            var environment = RankEnvironment.Inherited();
            mpi.AddTo(environment);
            mpi.AddTo(environment, rank);
            return new RankPlan(rank, 0, Request(Artifacts.Workload(program), program, "-m", "64", "--warmup", "5", "-i", "20") with
            {
                Pmi = true,
                Environment = RankEnvironment.Format(environment),
                Output = rank == 0 ? StreamKind.Pipe : StreamKind.Null,
            });
        })];
        Start(ranks);
        Next<GroupNews.AllStarted>().Ranks.Count.ShouldBe(4);
        var (text, ends) = UntilEnds(4);
        ends.ShouldAllBe(e => e.Code == 0 && e.Signal == 0 && e.Phase == PmiPhase.Left, string.Join('\n', ends.SelectMany(e => e.StderrTail)));
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' ')[0]);
        rows.ShouldBe(["1", "2", "4", "8", "16", "32", "64"]);
    }

    [Fact]
    public void A_rank_that_ignores_everything_but_SIGKILL_ends_after_the_patience()
    {
        Start(Faults("deaf"));
        Next<GroupNews.AllStarted>();
        Next<GroupNews.Batch>();
        _io.Stop(1, Signals.Interrupt, new StopPatience(100, 100, 30_000));
        UntilEnd().Reaped.Signal.ShouldBe(9);
        Next<GroupNews.Gone>();
    }

    [Theory]
    [InlineData("trap '' INT", 15)]
    [InlineData("trap '' TERM", 2)]
    public void Each_signal_of_a_stop_has_a_patience_of_its_own(string before, int by)
    {
        Start(Sh($"{before}; echo ready; while :; do sleep 0.05; done"));
        Next<GroupNews.AllStarted>();
        Next<GroupNews.Batch>();
        // The one that is ignored has little, the one that ends the rank has much.
        _io.Stop(1, Signals.Interrupt, by == 15 ? new StopPatience(100, 60_000, 60_000) : new StopPatience(60_000, 100, 60_000));
        Next<GroupNews.Reaped>().Signal.ShouldBe(by);
        Next<GroupNews.Gone>().Left.ShouldBe(0);
    }

    [FreezerFact]
    public void What_SIGKILL_does_not_end_is_told_after_its_patience()
    {
        Start(Request("/bin/sleep", "sleep", "600"));
        var pid = Next<GroupNews.AllStarted>().Ranks[0].Pid;
        var cgroup = Directory.CreateDirectory($"{FreezerFactAttribute.Root}/muster-test-{_token}").FullName;
        try
        {
            File.WriteAllText($"{cgroup}/cgroup.procs", $"{pid}");
            File.WriteAllText($"{cgroup}/freezer.state", "FROZEN");
            Eventually(() => File.ReadAllText($"{cgroup}/freezer.state") == "FROZEN\n");
            _io.Stop(1, Signals.Terminate, new StopPatience(50, 50, 200));
            Next<GroupNews.Gone>().Left.ShouldBe(1);
            File.WriteAllText($"{cgroup}/freezer.state", "THAWED");
            Next<GroupNews.Reaped>().Signal.ShouldBeOneOf(9, 15);
        }
        finally
        {
            File.WriteAllText($"{cgroup}/freezer.state", "THAWED");
            Eventually(() => !IsAlive(pid) && File.ReadAllText($"{cgroup}/cgroup.procs").Length == 0);
            Directory.Delete(cgroup);
        }
    }

    [Fact]
    public void A_stopped_rank_ends_too()
    {
        Start(Sh("kill -STOP $$; sleep 60"));
        var pid = Next<GroupNews.AllStarted>().Ranks[0].Pid;
        Eventually(() => Processes().Any(p => p.Pid == pid && p.State == 'T'));
        _io.Stop(1, Signals.Terminate, new StopPatience(60_000, 60_000, 30_000));
        Next<GroupNews.Reaped>().Signal.ShouldBe(15);
        Next<GroupNews.Gone>();
    }

    [Theory]
    [InlineData("child", "keeps-stdout")]
    [InlineData("daemon", "daemonised")]
    public void What_a_rank_leaves_behind_is_named_and_ended(string fault, string name)
    {
        Start(Faults(fault));
        Next<GroupNews.AllStarted>();
        Next<GroupNews.Reaped>().Code.ShouldBe(0);
        Eventually(() => LeftBehind() is { Length: 1 } left && left[0] == name);
        _io.Stop(1, Signals.Terminate, new StopPatience(100, 100, 30_000));
        Next<GroupNews.Stray>().Name.ShouldBe(name);
        Next<GroupNews.Gone>();
        LeftBehind().ShouldBeEmpty();
    }

    [Fact]
    public void A_rank_waits_when_its_output_is_not_stored_and_goes_on_when_it_is()
    {
        Start([new RankPlan(0, 0, Faults("flood", "4"))], credit: 256 * 1024);
        var started = Next<GroupNews.AllStarted>();
        long taken = 0;
        var ended = false;
        while (!ended)
        {
            // Nothing is credited until it stalls: then what is out is within the credit and one read.
            long step = 0;
            while (_news.TryTake(out var news, step < 256 * 1024 ? 5000 : 200))
            {
                if (news is GroupNews.Batch batch)
                    step += batch.Cut.Data.Length;
                else if (news is GroupNews.StreamEnded end)
                {
                    step += end.Rest.Data.Length;
                    ended = true;
                    break;
                }
            }
            step.ShouldBeLessThanOrEqualTo(256 * 1024 + LineCutter.BatchBytes);
            taken += step;
            _io.Credit(1, 0, RankStream.Stdout, step);
        }
        taken.ShouldBe(4 * 1024 * 1024);
        started.Ranks.Count.ShouldBe(1);
    }

    [Fact]
    public void When_the_warden_is_killed_its_ranks_end_and_that_is_told()
    {
        Start(Faults("deaf"));
        var pid = Next<GroupNews.AllStarted>().Ranks[0].Pid;
        Next<GroupNews.Batch>();
        var warden = int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ')[1], CultureInfo.InvariantCulture);
        Native.kill(warden, 9).ShouldBe(0);
        Next<GroupNews.WardenGone>().How.ShouldBe("killed by SIGKILL");
        Next<GroupNews.Reaped>().Signal.ShouldBe(9);
        _gone.TryTake(out var how, 60_000).ShouldBeTrue();
        how.ShouldBe("killed by SIGKILL");
        Eventually(() => !IsAlive(pid));
    }

    [Fact]
    public void When_the_host_lets_go_nobody_is_left_within_two_seconds()
    {
        RankPlan[] ranks = [.. Enumerable.Range(0, 8).Select(r => new RankPlan(r, 0, Faults("forks", "100")))];
        Start(ranks);
        var pids = Next<GroupNews.AllStarted>().Ranks.Select(r => r.Pid).ToArray();
        Eventually(() => ChildrenOf(pids).Length > 16);
        var token = $"{RankEnvironment.TokenVariable}={_token}";
        Eventually(() => WithToken(token).Length > 16);
        _io.Dispose();
        WithinTwoSeconds(() => WithToken(token).Length == 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("trap '' CHLD INT TERM HUP; ")]
    public void After_kill_9_of_a_host_with_forking_ranks_nobody_is_left(string before)
    {
        // 64 ranks that fork as fast as the machine can are for the soak.
        var (ranks, pause) = Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak" ? (64, 20) : (16, 100);
        using var host = new HostLike(before, Artifacts.Warden, $"{ranks}", Artifacts.Workload("faults"), "--no-mpi", "forks", $"{pause}");
        host.ReadLine().ShouldStartWith($"{ranks} started, 0 refused");
        Eventually(() => WithToken(host.Token).Length > ranks + 4);
        host.Kill();
        WithinTwoSeconds(() => WithToken(host.Token).Length == 0);
    }

    [Fact]
    public void Out_of_descriptors_a_start_is_refused_and_the_warden_goes_on()
    {
        using var host = new HostLike("ulimit -n 40; export HOSTLIKE_PIPES=1; ", Artifacts.Warden, "64", "/bin/sleep", "60");
        host.ReadLine().ShouldBe("refused at stage 2: Too many open files");
        host.ReadLine().ShouldNotStartWith("0 started");
        host.Kill();
        WithinTwoSeconds(() => WithToken(host.Token).Length == 0);
    }

    [Fact]
    public async Task What_escaped_a_killed_warden_is_found_by_its_token()
    {
        Start(Faults("daemon"));
        var pid = Next<GroupNews.AllStarted>().Ranks[0].Pid;
        Next<GroupNews.Reaped>();
        Eventually(() => LeftBehind() is ["daemonised"]);
        var warden = Processes().Single(p => p.Name == "muster-warden" && p.Parent == Environment.ProcessId && ChildrenOf([p.Pid]).Any(c => EnvironmentOf(c).Contains($"{RankEnvironment.TokenVariable}={_token}"))).Pid;
        Native.kill(warden, 9);
        _gone.TryTake(out _, 60_000).ShouldBeTrue();
        (await Escaped.End(_token)).ShouldContain(k => k.StartsWith("daemonised"));
        LeftBehind().ShouldBeEmpty();
        pid.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_warden_that_is_not_there_is_told_with_what_to_do()
    {
        using var gone = new BlockingCollection<string>();
        using var io = new RankIo("/nowhere/warden", 300, _ => { }, gone.Add);
        gone.TryTake(out var how, 60_000).ShouldBeTrue();
        how.ShouldContain("/nowhere/warden");
        how.ShouldContain("make -C native");
        io.Start(Plan([new RankPlan(0, 0, Sh("true"))], 1, 0), _news.Add);
        Next<GroupNews.StartFailed>().Reason.ShouldContain("/nowhere/warden");
        Next<GroupNews.Gone>();
    }

    [Theory]
    [InlineData("\\010", "")]
    [InlineData("\\020", "whatever")]
    public void A_warden_of_another_version_is_refused_with_both_versions_and_ended(string length, string more)
    {
        var old = Path.Combine(Directory.CreateTempSubdirectory("muster-warden").FullName, "warden");
        // A greeting of version 1, once as long as today's and once longer.
        File.WriteAllText(old, $"#!/bin/sh\nprintf '{length}\\0\\0\\0\\101\\0\\0\\0\\001\\0\\0\\0\\001\\0\\0\\0{more}' >&3\nexec /bin/sleep 600\n");
        File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var gone = new BlockingCollection<string>();
        using var io = new RankIo(old, 300, _ => { }, gone.Add);
        gone.TryTake(out var how, 60_000).ShouldBeTrue();
        how.ShouldBe($"the warden {old} speaks version 1 of its protocol, this host version {WardenWire.Version}; `make -C native` builds the right one");
        io.Start(Plan([new RankPlan(0, 0, Sh("true"))], 1, 0), _news.Add);
        Next<GroupNews.StartFailed>().Reason.ShouldContain("speaks version 1");
        Next<GroupNews.Gone>();
        Processes().ShouldNotContain(p => p.Name == "sleep" && p.Parent == Environment.ProcessId);
        Directory.Delete(Path.GetDirectoryName(old)!, recursive: true);
    }

    private static int[] ChildrenOf(int[] pids) => [.. Processes().Where(p => pids.Contains(p.Parent)).Select(p => p.Pid)];

    private static int[] WithToken(string token) => [.. Processes().Where(p => p.State != 'Z' && EnvironmentOf(p.Pid).Contains(token)).Select(p => p.Pid)];

    // Names of this test's processes: others run the same programs beside it.
    private string[] LeftBehind() => [.. Processes().Where(p => p.State != 'Z' && EnvironmentOf(p.Pid).Contains($"{RankEnvironment.TokenVariable}={_token}")).Select(p => p.Name)];

    private static bool IsAlive(int pid) => Processes().Any(p => p.Pid == pid && p.State != 'Z');

    private static string[] EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<(int Pid, int Parent, char State, string Name)> Processes()
    {
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid))
                continue;
            string stat;
            try
            {
                stat = File.ReadAllText($"{folder}/stat");
            }
            catch (IOException)
            {
                continue;
            }
            var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            yield return (pid, int.Parse(words[1], CultureInfo.InvariantCulture), words[0][0], stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')]);
        }
    }

    // A machine that lets this process wait lets the warden wait too: a look that took longer than usual counts as a usual one.
    private static void WithinTwoSeconds(Func<bool> condition)
    {
        var (spent, last) = (0L, Environment.TickCount64);
        while (!condition())
        {
            spent.ShouldBeLessThan(2000, "the condition did not come true in two seconds");
            Thread.Sleep(10);
            var now = Environment.TickCount64;
            (spent, last) = (spent + Math.Min(50, now - last), now);
        }
    }

    private static void Eventually(Func<bool> condition, int ms = 60_000)
    {
        var end = Environment.TickCount64 + ms;
        while (!condition())
        {
            Environment.TickCount64.ShouldBeLessThan(end, "the condition did not come true in time");
            Thread.Sleep(10);
        }
    }

    private SpawnRequest Sh(string script) => Request("/bin/sh", "sh", "-c", script);

    private SpawnRequest Faults(params string[] arguments) => Request(Artifacts.Workload("faults"), ["faults", "--no-mpi", .. arguments]);

    private SpawnRequest Request(string program, params string[] arguments) => new()
    {
        Id = ++_id,
        Group = 1,
        Program = program,
        Arguments = arguments,
        Environment = ["PATH=/usr/bin:/bin", $"{RankEnvironment.GroupVariable}=1", $"{RankEnvironment.TokenVariable}={_token}"],
        Directory = "/tmp",
        Output = StreamKind.Pipe,
        Error = StreamKind.Pipe,
    };

    private void Start(SpawnRequest request, ulong number = 1) => _io.Start(Plan([new RankPlan(0, 0, request with { Group = number })], number, 0), _news.Add);

    private void Start(RankPlan[] ranks, long credit = 0) => _io.Start(Plan(ranks, 1, credit), _news.Add);

    private static GroupPlan Plan(RankPlan[] ranks, ulong number, long credit) => new()
    {
        Number = number,
        Ranks = ranks,
        GroupSize = ranks.Length,
        SingleNode = true,
        SpaceName = "kvs",
        Mapping = ProcessMapping.Format(new int[ranks.Length]),
        CreditBytes = credit == 0 ? 1 << 20 : credit,
        Patience = new StopPatience(500, 500, 30_000),
    };

    private T Next<T>()
        where T : GroupNews
    {
        while (_news.TryTake(out var news, 60_000))
            if (news is T wanted)
                return wanted;
        throw new TimeoutException($"no {typeof(T).Name} in 60 s");
    }

    private (string Text, GroupNews.Reaped Reaped) UntilEnd()
    {
        var (text, ends) = UntilEnds(1);
        return (text, ends[0]);
    }

    private (string Text, List<GroupNews.Reaped> Ends) UntilEnds(int ranks)
    {
        var text = new StringBuilder();
        var ends = new List<GroupNews.Reaped>();
        var streamEnded = false;
        while (ends.Count < ranks || !streamEnded)
        {
            _news.TryTake(out var news, 60_000).ShouldBeTrue("nothing heard for 60 s");
            if (news is GroupNews.Batch batch)
                text.Append(Encoding.UTF8.GetString(batch.Cut.Data));
            else if (news is GroupNews.StreamEnded end)
            {
                text.Append(Encoding.UTF8.GetString(end.Rest.Data));
                streamEnded = true;
            }
            else if (news is GroupNews.Reaped reaped)
                ends.Add(reaped);
        }
        return (text.ToString(), ends);
    }

    /// <summary>A host that can be killed, and is at the end whatever happens; its warden then ends its ranks.</summary>
    private sealed class HostLike : IDisposable
    {
        private readonly System.Diagnostics.Process _process;

        public HostLike(string before, params string[] arguments) =>
            _process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", before + "exec \"$@\"", "sh", Path.Combine(Artifacts.NativeDirectory, "tests", "hostlike"), .. arguments])
            {
                RedirectStandardOutput = true,
            })!;

        public string Token => $"{RankEnvironment.TokenVariable}=hostlike-{_process.Id}";

        public string ReadLine() => _process.StandardOutput.ReadLine() ?? "";

        public void Kill() => _process.Kill();

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
