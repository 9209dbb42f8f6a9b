using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>What can be learnt of how a Slurm job was submitted. Slurm keeps the option --no-kill to itself, so it is looked for where it was given.</summary>
/// <param name="Script">Text of the batch script; null when there is none, or it was not told.</param>
/// <param name="Line">The line of sbatch or salloc, as the accounting keeps it; null without one.</param>
/// <param name="Variable">SBATCH_NO_KILL or SALLOC_NO_KILL, which stand for the option.</param>
public sealed record JobOrigin(string? Script, string? Line, string? Variable)
{
    /// <summary>Nothing is known.</summary>
    public static JobOrigin Unknown { get; } = new(null, null, null);
}

/// <summary>Whether a job outlives the loss of a node. Without --no-kill Slurm ends the whole job, and every run with it.</summary>
public static class NoKillCheck
{
    private const string Directive = "#SBATCH";
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The warning, in words with what is right; null when nothing speaks against the job, or nothing is known of it.</summary>
    /// <param name="allocation">The job.</param>
    /// <param name="origin">How it was submitted.</param>
    /// <param name="line">The line that starts its hosts.</param>
    public static string? Complaint(JobAllocation allocation, JobOrigin origin, string line)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        ArgumentNullException.ThrowIfNull(origin);
        // A job of one node has nothing left to go on with.
        if (!allocation.IsSlurm || allocation.Nodes.Length < 2 || Has(origin) != false)
            return null;
        var known = origin.Line is not null ? "was submitted without --no-kill" : "has no '#SBATCH --no-kill' in its script (nothing is known of sbatch's own options)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"job {allocation.Job} {known}: when one of its {allocation.Nodes.Length} nodes is lost, Slurm ends all of it, the runs on other nodes too. Submit it with --no-kill; the hosts' line stays: {line}");
    }

    /// <summary>Whether the job was submitted with --no-kill; null when that is not known.</summary>
    private static bool? Has(JobOrigin origin)
    {
        if (origin.Variable is { } variable)
            return variable is not ("0" or "no" or "off");
        // What the command line says counts more than the script.
        var line = origin.Line is null ? null : Given(origin.Line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Skip(1));
        var script = origin.Script is null ? null : Given(Directives(origin.Script));
        return line ?? script ?? (origin.Line is null && origin.Script is null ? null : false);
    }

    /// <summary>True or false as the words say; null when they do not speak of it.</summary>
    private static bool? Given(IEnumerable<string> words)
    {
        bool? given = null;
        foreach (var word in words)
        {
            // Behind srun stand srun's options; sbatch's own end at the script, whose options are not known here.
            if (word == "--" || Path.GetFileName(word) == "srun")
                break;
            // Long options may be cut short.
            if (word is "-k" || (word.StartsWith("--no-k", StringComparison.Ordinal) && "--no-kill".StartsWith(word.Split('=')[0], StringComparison.Ordinal)))
                given = !word.EndsWith("=off", StringComparison.Ordinal);
        }

        return given;
    }

    /// <summary>The words behind #SBATCH; sbatch reads no further than the first command.</summary>
    private static IEnumerable<string> Directives(string script) => script.Split('\n')
        .TakeWhile(line => line.TrimStart() is { Length: 0 } or ['#', ..])
        .Where(line => line.StartsWith(Directive, StringComparison.Ordinal))
        .SelectMany(line => line[Directive.Length..].Split('#')[0].Split(Blanks, StringSplitOptions.RemoveEmptyEntries));
}
