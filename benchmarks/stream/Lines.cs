using System.Diagnostics;
using System.Globalization;

namespace Muster.Benchmarks.Stream;

/// <summary>Lines of 24 bytes, as a size and a latency; and how measurements are told.</summary>
internal static class Lines
{
    public const string Text = "12345678 12345.67890123";
    public const string Expression = @"^(\d+)\s+([\d.]+)";

    /// <summary>The checkout this was built in.</summary>
    public static string Home { get; } = FindHome();

    /// <summary>A shell command that prints so many of them in large writes.</summary>
    public static string Command(long count) => $"yes '{Text}' | head -n {count}";

    public static Process Start(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    /// <summary>What a command printed; it must end well.</summary>
    public static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}");
    }

    public static bool AtLeast(string what, double figure, double bar, string unit) => Report(what, figure, $"at least {bar:0.##}", unit, figure >= bar);

    public static bool AtMost(string what, double figure, double bar, string unit) => Report(what, figure, $"at most {bar:0.##}", unit, figure <= bar);

    private static bool Report(string what, double figure, string bar, string unit, bool holds)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(holds ? "PASS" : "MISS")}  {what}: {figure:0.##} {unit} ({bar})"));
        return holds;
    }

    private static string FindHome()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Actors.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("run it inside a checkout");
        return folder;
    }
}
