using System.Globalization;
using Muster.Messages.Workflow;

namespace Muster.Benchmarks.Ranks;

/// <summary>How many processes a second.</summary>
internal static class Rates
{
    private const int Many = 256;

    /// <summary>At least 0.8 of the rate of a C program that does the warden's steps per child and nothing else.</summary>
    public static async Task AgainstC(Bars bars)
    {
        Bars.Head($"{Many} ranks of a program without libc (ms)", "C");
        await using var cluster = await Cluster.StartAsync(1);
        await bars.Pair(
            "start to recorded end",
            () => cluster.Run(NoLibc),
            async () => double.Parse(await Programs.Output(Programs.Small("launch"), [$"{Many}", Programs.Small("true_nolibc")]), CultureInfo.InvariantCulture) / 1000,
            ratio: 1 / 0.8);
        await bars.Time("one rank of it, without a bar", () => cluster.Run(Cluster.WithoutMpi(1, Programs.Small("true_nolibc"))));
    }

    public static async Task Table(Bars bars)
    {
        Console.WriteLine("\nprocesses started and ended per second");
        await using (var one = await Cluster.StartAsync(1))
        {
            await bars.Rate($"ours, one host, {Many} ranks without libc", Many, () => one.Run(NoLibc));
            await bars.Rate($"ours, one host, {Many} ranks of /bin/true", Many, () => one.Run(Cluster.WithoutMpi(Many, "/bin/true")));
            await bars.Rate("ours, one host, 32 ranks of /bin/true", 32, () => one.Run(Cluster.WithoutMpi(32, "/bin/true")));
        }
        await bars.Rate($"hydra, one host, {Many} ranks of /bin/true", Many, () => Programs.Milliseconds("mpiexec.hydra", ["-n", $"{Many}", "/bin/true"]));
        await bars.Rate("hydra, one host, 32 ranks of /bin/true", 32, () => Programs.Milliseconds("mpiexec.hydra", ["-n", "32", "/bin/true"]));
        if (Programs.IsInstalled("parallel"))
            await bars.Rate($"GNU parallel -j2, {Many} x /bin/true", Many, () => Programs.Milliseconds("sh", ["-c", $"seq {Many} | parallel -j2 /bin/true"]));
        await bars.Rate($"xargs -P2, {Many} x /bin/true", Many, () => Programs.Milliseconds("sh", ["-c", $"seq {Many} | xargs -P2 -n1 /bin/true"]));
        if (!Slurm.IsThere)
            return;
        await using var slurm = await Slurm.StartAsync();
        await using (var four = await Cluster.StartAsync(4))
            await bars.Rate("ours, four hosts, 32 ranks of /bin/true", 32, () => four.Run(Cluster.WithoutMpi(32, "/bin/true")));
        await bars.Rate("srun -N4 -n32 /bin/true", 32, () => slurm.Srun(["-n32", "/bin/true"]));
        await bars.Rate("srun -N4 -n128 /bin/true", 128, () => slurm.Srun(["-n128", "/bin/true"]));
    }

    private static RunSpec NoLibc => Cluster.WithoutMpi(Many, Programs.Small("true_nolibc"));
}
