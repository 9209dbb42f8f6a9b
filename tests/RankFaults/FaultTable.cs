using System.Diagnostics;
using System.Globalization;
using Muster.EndToEnd.Tests;

namespace Muster.RankFaults.Tests;

/// <summary>One line per case and result, in artifacts/test-results/rank-faults.table; tests/RankFaults/table prints it.</summary>
internal static class FaultTable
{
    private static readonly string Path = System.IO.Path.Combine(Checkout.Home, "artifacts", "test-results", "rank-faults.table");
    private static bool _begun;

    /// <summary>Runs a case, which answers what the product reported, and adds its line; a case that fails adds its line too.</summary>
    public static async Task Case(string name, Func<Task<string>> run)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Add(name, "holds", clock, await run());
        }
        catch (Exception e)
        {
            Add(name, "FAILS", clock, e.Message.Split('\n').FirstOrDefault(l => l.Length > 0, ""));
            throw;
        }
    }

    private static void Add(string name, string result, Stopwatch clock, string reported)
    {
        if (!_begun)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(Path, "");
            _begun = true;
        }
        File.AppendAllText(Path, string.Create(CultureInfo.InvariantCulture, $"{name,-50}  {result}  {clock.Elapsed.TotalSeconds,5:0.0} s  {reported}\n"));
    }
}
