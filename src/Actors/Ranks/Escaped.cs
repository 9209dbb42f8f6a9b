using System.Globalization;
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
        var clean = 0;
        // Twice clean: what was being forked while we looked is seen the second time.
        for (var round = 0; round < MostRounds && clean < 2; round++)
        {
            var found = TokenBearers.Of(token);
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
}
