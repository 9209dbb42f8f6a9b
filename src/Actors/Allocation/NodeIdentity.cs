namespace Muster.Actors.Allocation;

/// <summary>Who this node is. The batch system's name for it counts where there is one: several of its nodes may share a machine's name.</summary>
public static class NodeIdentity
{
    private const int MaxLength = 128;

    // What the batch systems call the node of a process, the nearest first.
    private static readonly string[] Variables = ["SLURMD_NODENAME", "PBS_NODENAME"];

    /// <summary>The name of this node.</summary>
    /// <param name="environment">Looks an environment variable up; null when it is not set.</param>
    /// <param name="machine">The machine's own name.</param>
    public static string Find(Func<string, string?> environment, string machine)
    {
        var given = Variables.Select(environment).FirstOrDefault(n => n is not null && IsName(n));
        if (given is not null)
            return given;
        var plain = new string([.. machine.TakeWhile(c => c != '.').Where(IsNameCharacter).Take(MaxLength)]);
        return plain.Length > 0 ? plain : "node";
    }

    /// <summary>True for what can name a host.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= MaxLength && text.All(IsNameCharacter);

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
