namespace Muster.Actors.Ranks;

/// <summary>Small files in which the kernel tells about the machine. A missing or unreadable one reads as empty: nothing is known then.</summary>
internal static class KernelFiles
{
    public static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public static string Line(string path) => Lines(path).FirstOrDefault("").Trim();

    public static IEnumerable<string> Folders(string path, string pattern = "*") => Directory.Exists(path) ? Directory.EnumerateDirectories(path, pattern) : [];
}
