namespace Muster.Actors.Logs;

/// <summary>How a host is told to take log records of other programs: only this area knows what they speak.</summary>
public static class InputOption
{
    /// <summary>The option of a host's command line; its value is an address.</summary>
    public static string Name { get; } = "--gelf";

    /// <summary>Its line in the usage.</summary>
    public static string Usage { get; } = "  --gelf ADDRESS      a seed host takes log records as GELF there, like 127.0.0.1 or 0.0.0.0 (docs/gelf.md)";
}
