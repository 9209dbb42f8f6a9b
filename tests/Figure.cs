namespace Muster.Tests;

/// <summary>A number that ./muster test prints under the line of its group; numbers of one name are added up.</summary>
internal static class Figure
{
    public static void Add(string name, double value)
    {
        if (Environment.GetEnvironmentVariable("MUSTER_TEST_FIGURES") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, Guid.NewGuid().ToString("N")), FormattableString.Invariant($"{name}\t{value}\n"));
    }
}
