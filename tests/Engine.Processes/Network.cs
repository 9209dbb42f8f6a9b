using System.Diagnostics;

namespace Engine.Processes.Tests;

/// <summary>Nodes with networks of their own, whose links can be cut. See network.sh.</summary>
internal sealed class Network : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-nodes").FullName;
    private readonly Process _script;

    public Network(int nodes)
    {
        _script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "network.sh"), $"{nodes}", _folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (_script.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException("no networks: " + _script.StandardError.ReadToEnd());
    }

    /// <summary>Null where networks can be made, else why not.</summary>
    public static string? Missing =>
        Environment.UserName != "root" ? "needs root to make nodes with networks of their own"
        : !new[] { "/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip" }.Any(File.Exists) ? "needs iproute2 to make nodes with networks of their own"
        : null;

    public static string AddressOf(int node) => $"10.79.0.{20 + node}";

    /// <summary>The process whose network a node's hosts share.</summary>
    public string HolderOf(int node) => File.ReadAllText(Path.Combine(_folder, $"node-{node}")).Trim();

    /// <summary>From now on nothing reaches the node and nothing leaves it; nobody is told.</summary>
    public void Cut(int node) => Do($"cut {node}");

    public void Join(int node) => Do($"join {node}");

    public void Dispose()
    {
        _script.StandardInput.Close();
        _script.WaitForExit(5_000);
        _script.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Do(string command)
    {
        _script.StandardInput.WriteLine(command);
        _script.StandardInput.Flush();
        if (_script.StandardOutput.ReadLine() != command)
            throw new InvalidOperationException($"'{command}' failed: " + _script.StandardError.ReadToEnd());
    }
}

/// <summary>Skips itself where networks cannot be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : Xunit.FactAttribute
{
    public NetworkFactAttribute()
    {
        if (Network.Missing is { } missing)
            Skip = missing;
    }
}
