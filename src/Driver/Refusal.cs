namespace Muster.Driver;

/// <summary>Ends a command with a message and an exit code. The message says what happened, to what, and what to do next.</summary>
internal sealed class Refusal(int exitCode, string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    public int Code { get; } = exitCode;

    /// <summary>Lines shown below the message as they are, such as the tail of a log.</summary>
    public IReadOnlyList<string> Details { get; } = details ?? [];

    public static Refusal Before(string message) => new(ExitCode.Refused, message);

    public static Refusal Lost(string message, IReadOnlyList<string>? details = null) => new(ExitCode.ClusterLost, message, details);
}
