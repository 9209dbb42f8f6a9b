namespace Muster.Client;

/// <summary>How patient a client is, and where it listens.</summary>
public sealed record ClientOptions
{
    /// <summary>The defaults.</summary>
    public static ClientOptions Default { get; } = new();

    /// <summary>How long the cluster may stay silent before it counts as lost: longer than a coordinator's host may be silent until another takes over.</summary>
    public TimeSpan LossPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one question waits for its answer before it is asked again.</summary>
    public TimeSpan AnswerPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to pause when the cluster says "not now, ask again".</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a follower lets the cluster wait for something new before it answers with nothing.</summary>
    public TimeSpan PollWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Address that answers come back to. Null: loopback for a cluster on loopback, else the address of the interface towards the cluster.
    /// </summary>
    public string? Hostname { get; init; }
}
