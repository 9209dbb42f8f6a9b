using System.Diagnostics;

namespace Muster.Benchmarks.Stream;

/// <summary>Lines of 24 bytes, as a size and a latency.</summary>
internal static class Lines
{
    public const string Text = "12345678 12345.67890123";
    public const string Expression = @"^(\d+)\s+([\d.]+)";

    /// <summary>A shell command that prints so many of them in large writes.</summary>
    public static string Command(long count) => $"yes '{Text}' | head -n {count}";

    public static Process Start(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    public static bool Report(string what, double figure, string unit, double bar, string of)
    {
        var holds = figure >= bar;
        Console.WriteLine($"{what}: {figure:0.00} {unit} (bar {bar:0.00} {of}) {(holds ? "holds" : "MISSED")}");
        return holds;
    }
}
