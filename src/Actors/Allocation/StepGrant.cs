using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>What the batch system says it granted on this node. It may count cores without saying which.</summary>
/// <param name="Cores">Number of cores, or null when nothing was said.</param>
/// <param name="MemoryBytes">Memory, or null.</param>
/// <param name="Gpus">Numbers of the granted GPUs as the machine counts them, or null when nothing was said.</param>
public sealed record StepGrant(int? Cores, long? MemoryBytes, IReadOnlyList<int>? Gpus)
{
    private const long MiB = 1 << 20;
    private const int MostGpus = 1024;

    /// <summary>Reads the variables of Slurm and PBS.</summary>
    /// <param name="environment">Looks an environment variable up; null when it is not set.</param>
    public static StepGrant Read(Func<string, string?> environment)
    {
        var cores = Number(environment("SLURM_CPUS_ON_NODE")) ?? Number(environment("NCPUS"));
        var memory = Number(environment("SLURM_MEM_PER_NODE")) * MiB;
        if (memory is null or 0 && Number(environment("SLURM_MEM_PER_CPU")) is { } perCore && cores is { } count)
            memory = perCore * MiB * count;
        // The step's are a part of the job's.
        var gpus = environment("SLURM_STEP_GPUS") ?? environment("SLURM_JOB_GPUS");
        return new StepGrant(cores > 0 ? (int)cores : null, memory > 0 ? memory : null, gpus is null ? null : Numbers(gpus));
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "0,1", "0-3", also with a type in front: "gpu:0,1".
    private static int[] Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text[(text.LastIndexOf(':') + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (Number(ends[0]) is { } first && Number(ends[^1]) is { } last && last - first < MostGpus)
                for (var number = first; number <= last; number++)
                    numbers.Add((int)number);
        }
        return [.. numbers];
    }
}
