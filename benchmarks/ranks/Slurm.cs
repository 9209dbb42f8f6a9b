namespace Muster.Benchmarks.Ranks;

/// <summary>A real Slurm of four nodes on this machine.</summary>
internal sealed class Slurm : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muster-slurm-").FullName;

    private Slurm()
    {
    }

    public static bool IsThere => Programs.IsInstalled("srun") && (Programs.IsInstalled("slurmctld") || File.Exists("/usr/sbin/slurmctld"));

    public static async Task<Slurm> StartAsync()
    {
        var slurm = new Slurm();
        await Programs.Output(Programs.SlurmScript, ["up", slurm._folder, "multi", "4"]);
        return slurm;
    }

    /// <summary>Milliseconds of an srun over all nodes.</summary>
    public Task<double> Srun(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Programs.Milliseconds("timeout", ["60", "srun", "-N4", .. arguments], new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["SLURM_CONF"] = Path.Combine(_folder, "conf") });

    public async ValueTask DisposeAsync()
    {
        await Programs.Output(Programs.SlurmScript, ["down", _folder]);
        Directory.Delete(_folder, recursive: true);
    }
}
