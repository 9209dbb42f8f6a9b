using System.Globalization;
using System.Text;

namespace Muster.Actors.Ranks;

/// <summary>Processes that carry a rank host's token in their environment: its ranks and all they started, wherever they hang in the tree of processes.</summary>
internal static class TokenBearers
{
    /// <summary>Those of one host.</summary>
    public static List<(int Pid, string Name)> Of(string token) => Find(Encoding.UTF8.GetBytes($"{RankEnvironment.TokenVariable}={token}\0"));

    /// <summary>Whether any host of this user has ranks on this machine.</summary>
    public static bool AnyRank() => Find(Encoding.UTF8.GetBytes($"{RankEnvironment.TokenVariable}=")).Count > 0;

    private static List<(int Pid, string Name)> Find(byte[] mark)
    {
        var found = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid == Environment.ProcessId)
                continue;
            try
            {
                // Empty for a zombie, which needs no killing.
                if (Contains(File.ReadAllBytes($"{folder}/environ"), mark))
                    found.Add((pid, File.ReadAllText($"{folder}/comm").TrimEnd('\n')));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or another user's.
                continue;
            }
        }
        return found;
    }

    private static bool Contains(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> mark)
    {
        for (var from = 0; from < environment.Length;)
        {
            var at = environment[from..].IndexOf(mark);
            if (at < 0)
                return false;
            if (from + at == 0 || environment[from + at - 1] == 0)
                return true;
            from += at + 1;
        }
        return false;
    }
}
