namespace Muster.Actors.Allocation;

/// <summary>Steps that this user has started from this machine. A step that is starting is known to its own srun only, so that is what is looked for.</summary>
public static class StartedSteps
{
    /// <summary>Whether an srun runs here that starts hosts of this job, or is about to.</summary>
    public static bool HostsOf(string job) =>
        Directory.EnumerateDirectories("/proc").Any(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && StartsHosts(process, job));

    /// <summary>Whether a command line is an srun that starts hosts.</summary>
    public static bool StartsHosts(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0)
            return false;
        // The command that prints the line comes right before it.
        if (Path.GetFileName(words[0]) == "muster" && words.Contains("srun-line"))
            return true;
        return Path.GetFileName(words[0]) == "srun"
            && words.Skip(1).Any(w => Path.GetFileName(w) is "muster" or "muster-seed" or "muster-node")
            && words.Any(w => w is "host" or "seed" || Path.GetFileName(w) == "muster-seed");
    }

    private static bool StartsHosts(string process, string job)
    {
        try
        {
            return StartsHosts(File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0'))
                && File.ReadAllText(Path.Combine(process, "environ")).Split('\0').Contains($"SLURM_JOB_ID={job}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or it is another user's.
            return false;
        }
    }
}
