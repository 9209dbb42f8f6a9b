using System.Diagnostics;
using System.Globalization;
using Muster.Client;

namespace Muster.Benchmarks.Stream;

/// <summary>A cluster of host processes on this machine, for as long as a measurement takes.</summary>
internal sealed class HostCluster : IAsyncDisposable
{
    private readonly string _muster;
    private readonly bool _mounted;

    private HostCluster(string folder, string muster, bool mounted, MusterClient client) => (Folder, _muster, _mounted, Client) = (folder, muster, mounted, client);

    /// <summary>The run directory.</summary>
    public string Folder { get; }

    public MusterClient Client { get; }

    /// <summary>With <paramref name="megabytes"/> the run directory is a file system of that size.</summary>
    public static async Task<HostCluster> StartAsync(int nodes, int megabytes = 0)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var muster = Path.Combine(here.Parent!.Parent!.FullName, "Driver", here.Name, "muster");
        var folder = Directory.CreateTempSubdirectory("muster-stream").FullName;
        if (megabytes > 0)
            await CallAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);
        await CallAsync(muster, "up", "--nodes", $"{nodes}", "--detach", "--run-dir", folder);
        return new HostCluster(folder, muster, megabytes > 0, await MusterClient.ConnectAsync(folder));
    }

    /// <summary>Resident memory of the largest host.</summary>
    public double LargestMegabytes() => Directory.GetFiles(Path.Combine(Folder, "hosts"), "*.json")
        .Select(file => System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("pid").GetInt32())
        .Max(pid => File.ReadLines($"/proc/{pid}/status").Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).FirstOrDefault());

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await CallAsync(_muster, "down", "--run-dir", Folder);
        if (_mounted)
            await CallAsync("umount", "-l", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task CallAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}");
    }
}
