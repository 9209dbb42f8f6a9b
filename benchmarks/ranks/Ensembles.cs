namespace Muster.Benchmarks.Ranks;

/// <summary>Several jobs, some at a time.</summary>
internal static class Ensembles
{
    public static async Task AlltoallTwoAtATime(Bars bars)
    {
        const int ranks = 4;
        string[] job = [Programs.Workload("alltoall"), "-m", "1024", "-i", "500"];
        Bars.Head($"five alltoall jobs of {ranks} ranks, two at a time (ms)", "hydra");
        await using var cluster = await Cluster.StartAsync(1);
        await bars.Pair(
            "first start to last recorded end",
            () => cluster.RunMany(Cluster.Spec(ranks, job[0], job[1..]), 5, 2),
            () => Programs.Milliseconds("sh", ["-c", $"seq 5 | xargs -P2 -I{{}} mpiexec.hydra -bind-to none -n {ranks} {string.Join(' ', job)}"], Programs.YieldPreload),
            ratio: 1.2);
    }
}
