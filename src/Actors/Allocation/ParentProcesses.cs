using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>The processes above this one.</summary>
internal static class ParentProcesses
{
    /// <summary>The command line, words with blanks between, of the nearest process above this one that runs the program; null when none does.</summary>
    public static string? CommandLineOf(string program)
    {
        try
        {
            for (var pid = ParentOf("self"); pid > 1; pid = ParentOf(pid.ToString(CultureInfo.InvariantCulture)))
            {
                var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > 0 && Path.GetFileName(words[0]) == program)
                    return string.Join(' ', words);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // One of them has ended, or may not be looked at.
            return null;
        }

        return null;
    }

    // The name in field 2 may hold anything, so the count starts behind it.
    private static int ParentOf(string process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
