using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>What the coordinator has to do after something happened to a run.</summary>
public abstract record RunEffect
{
    /// <summary>Parser and result actor are there: hand the run to a producer.</summary>
    public sealed record Start : RunEffect;

    /// <summary>Find a place for the rows.</summary>
    public sealed record OpenResult : RunEffect;

    /// <summary>Find a parser; at this path one may be that has the stream already.</summary>
    public sealed record OpenParser(string? Known = null) : RunEffect;

    /// <summary>Have the head rank's stream go to the new parser.</summary>
    /// <param name="First">It had none before.</param>
    public sealed record UseParser(bool First) : RunEffect;

    /// <summary>Have the producer end the ranks.</summary>
    public sealed record Stop(string Reason) : RunEffect;

    /// <summary>Tell the submission's followers.</summary>
    public sealed record Tell(SubmissionEvent Happened) : RunEffect;

    /// <summary>The run is over.</summary>
    public sealed record Finish(RunState State, string Reason) : RunEffect;

    /// <summary>The attempt failed; another one follows after the delay.</summary>
    public sealed record Retry(string Reason, TimeSpan Delay) : RunEffect;
}
