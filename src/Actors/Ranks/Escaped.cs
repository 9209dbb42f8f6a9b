using System.Globalization;
using System.Text;
using Muster.Actors.Ranks.Io;

namespace Muster.Actors.Ranks;

/// <summary>
/// Ends what is left when the warden was killed. Its ranks die with it by the kernel's hand; what they had forked does not, but carries this host's token in
/// its environment. A program that clears its environment is out of reach.
/// </summary>
internal static class Escaped
{
    private const int MostRounds = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Kills every process with the token until none is left; answers what it killed.</summary>
    public static async Task<IReadOnlyList<string>> End(string token)
    {
        var killed = new Dictionary<int, string>();
        var mark = Encoding.UTF8.GetBytes($"{RankEnvironment.TokenVariable}={token}\0");
        var clean = 0;
        // Twice clean: what was being forked while we looked is seen the second time.
        for (var round = 0; round < MostRounds && clean < 2; round++)
        {
            var found = Find(mark);
            clean = found.Count == 0 ? clean + 1 : 0;
            foreach (var (pid, name) in found)
            {
                killed[pid] = name;
                _ = Native.kill(pid, Native.SIGKILL);
            }
            await Task.Delay(Pause).ConfigureAwait(false);
        }
        return [.. killed.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Value} (pid {k.Key})"))];
    }

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

    private static bool Contains(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> mark) =>
        environment.IndexOf(mark) is var at and >= 0 && (at == 0 || environment[at - 1] == 0);
}
