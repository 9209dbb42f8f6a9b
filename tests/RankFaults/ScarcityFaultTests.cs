using Muster.EndToEnd.Tests;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.RankFaults.Tests;

/// <summary>A node on which something runs out: the run ends with the reason, the host lives, and the next run does well.</summary>
[Trait("Category", "RankFaults")]
[Collection(nameof(TwoNodes))]
public sealed class ScarcityFaultTests(TwoNodes cluster)
{
    private static readonly int SomeUser = Hosts.SomeUser(1);

    [RootFact]
    public Task Out_of_processes() => FaultTable.Case("out of pids (RLIMIT_NPROC of a plain user)", async () =>
    {
        await using var hosts = await Hosts.StartAsync(1, user: SomeUser);
        var warden = hosts.WardenOf(0);
        var asUser = $"setpriv --reuid={SomeUser} --regid={SomeUser} --clear-groups";
        var before = (await Shell.RunAsync($"{asUser} prlimit --pid {warden} --nproc --output SOFT,HARD --noheadings --raw")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // The limit counts the threads of all the user's processes, the hosts' among them; only the warden is held to it.
        var threads = hosts.Scene.Left().Sum(l => Proc.Threads(l.Pid).Count);
        await Shell.RunAsync($"{asUser} prlimit --pid {warden} --nproc={threads + 4}:{before[1]}");
        var run = await hosts.RunAsync(hosts.Spec(64, "/bin/sleep", "60"));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldContain("Resource temporarily unavailable");
        await hosts.NoRankLeftAsync(TimeSpan.Zero);
        await Shell.RunAsync($"{asUser} prlimit --pid {warden} --nproc={before[0]}:{before[1]}");
        await hosts.StillWorksAsync();
        return run.Summary.Reason;
    });

    [RootFact]
    public Task Out_of_descriptors_in_the_warden() => FaultTable.Case("out of fds in the warden", async () =>
    {
        var hosts = cluster.Hosts;
        var warden = hosts.WardenOf(0);
        await Shell.RunAsync($"prlimit --pid {warden} --nofile=12:4096");
        var run = await hosts.RunAsync(hosts.Spec(16, "alltoall"));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldContain("Too many open files");
        await hosts.NoRankLeftAsync(TimeSpan.Zero);
        await Shell.RunAsync($"prlimit --pid {warden} --nofile=4096:4096");
        await hosts.StillWorksAsync();
        return run.Summary.Reason;
    });

    [RootFact]
    public Task Out_of_descriptors_in_the_host() => FaultTable.Case("out of fds in the host", async () =>
    {
        var hosts = cluster.Hosts;
        await hosts.StillWorksAsync();
        var node = hosts.Nodes[0].Pid;
        var limit = (await Shell.RunAsync($"prlimit --pid {node} --nofile --output SOFT,HARD --noheadings --raw")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await Shell.RunAsync($"prlimit --pid {node} --nofile={Proc.OpenFiles(node) + 20}:{limit[1]}");
        var run = await hosts.RunAsync(hosts.Spec(64, "alltoall"));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldContain("Too many open files");
        await hosts.NoRankLeftAsync(TimeSpan.Zero);
        await Shell.RunAsync($"prlimit --pid {node} --nofile={limit[0]}:{limit[1]}");
        await hosts.StillWorksAsync();
        hosts.Nodes[0].HasEnded.ShouldBeFalse();
        return run.Summary.Reason;
    });

    [RootFact]
    public Task Out_of_shared_memory() => FaultTable.Case("/dev/shm of 256 KiB", async () =>
    {
        await using var hosts = await Hosts.StartAsync(1, (_, _) => Hosts.WithMount("/dev/shm", "size=256k"));
        var run = await hosts.RunAsync(hosts.Spec(4, "alltoall", "-m", "4096", "-i", "20"));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        var failed = run.Attempts[0].Ranks[0];
        failed.Reason.ShouldNotBeEmpty();
        await hosts.NoRankLeftAsync(TimeSpan.Zero);
        (await hosts.RunAsync(hosts.Spec(2, "/bin/true"))).Summary.State.ShouldBe(RunState.Completed);
        return $"{run.Summary.Reason}{(failed.StderrTail.Count > 0 ? $" | {failed.StderrTail[0]}" : "")}";
    });

    [MemoryGroupFact]
    public Task Out_of_memory_is_named() => FaultTable.Case("eats memory, control group of 300 MiB", async () =>
    {
        var group = MemoryGroup.Make(300L << 20);
        try
        {
            await using var hosts = await Hosts.StartAsync(1, (_, _) => $"echo $$ > {group}/cgroup.procs; ");
            var run = await hosts.RunAsync(hosts.Faults(2, "--rank", "1", "memory", "1024"));
            run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
            run.Summary.Reason.ShouldBe("rank 1 on node0: killed by SIGKILL: the node ran out of memory (oom_kill of the control group rose)");
            await hosts.StillWorksAsync(2);
            return run.Summary.Reason;
        }
        finally
        {
            await Eventually.Async(() => MemoryGroup.TryRemove(group), $"{group} can be removed");
        }
    });
}

/// <summary>A control group with a limit on memory, in version 1 or 2.</summary>
internal static class MemoryGroup
{
    private const string Root = "/sys/fs/cgroup";

    private static string Parent => Directory.Exists($"{Root}/memory") ? $"{Root}/memory" : Root;

    private static string LimitFile => Directory.Exists($"{Root}/memory") ? "memory.limit_in_bytes" : "memory.max";

    public static string Make(long bytes)
    {
        var group = $"{Parent}/muster-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
        Directory.CreateDirectory(group);
        File.WriteAllText($"{group}/{LimitFile}", $"{bytes}");
        return group;
    }

    public static bool TryRemove(string group)
    {
        try
        {
            Directory.Delete(group);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static bool CanMake()
    {
        try
        {
            var group = Make(1L << 30);
            return TryRemove(group);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>Runs where a control group can be given a limit on memory.</summary>
internal sealed class MemoryGroupFactAttribute : FactAttribute
{
    public MemoryGroupFactAttribute()
    {
        if (!MemoryGroup.CanMake())
            Skip = "needs a control group whose memory it may limit; recorded files stand in for it (OomCounterTests)";
    }
}
