namespace Muster.RoleLoggers;

/// <summary>How messages get to the server.</summary>
public sealed record Delivery
{
    /// <summary>
    /// True: only a server that tells what it has stored will do. False: it is not asked, and has what was written to it. Null: what the server does when it is first met.
    /// </summary>
    public bool? Acknowledged { get; init; }

    /// <summary>Messages that wait in memory before they are dropped; a message gets to the spool long before.</summary>
    public int QueueMessages { get; init; } = 100_000;

    /// <summary>Where messages wait that the server cannot be given: a folder of the user's own.</summary>
    public string SpoolFolder { get; init; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } local ? local : Path.GetTempPath(), "muster", "loggers");

    /// <summary>Bytes that wait there at most.</summary>
    public long SpoolBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How long the end of a logger waits for the server to take what is left; the rest stays in the spool.</summary>
    public TimeSpan EndPatience { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>What became of a logger's messages.</summary>
/// <param name="Posted">Given to the logger.</param>
/// <param name="Delivered">Taken by the server: stored, where it says so.</param>
/// <param name="Waiting">In memory or in the spool.</param>
/// <param name="Dropped">Gone: there was no room for them.</param>
public sealed record DeliveryAccount(long Posted, long Delivered, long Waiting, long Dropped);
