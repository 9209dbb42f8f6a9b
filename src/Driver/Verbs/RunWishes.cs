using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>How ranks are dealt out to nodes.</summary>
internal enum PlacementChoice
{
    RoundRobin,
    Block,
}

/// <summary>Which failures are tried again.</summary>
internal enum RetryChoice
{
    ExitCode,
    Signal,
    Timeout,
    Host,
    Other,
}

/// <summary>What the options of `muster run` say about each run.</summary>
internal sealed record RunWishes(
    int Ranks,
    bool Oversubscribe,
    PlacementChoice Placement,
    string? Parse,
    TimeSpan Timeout,
    int Retries,
    TimeSpan RetryDelay,
    IReadOnlyList<RetryChoice> RetryOn)
{
    public RunSpec ToSpec()
    {
        var spec = new RunSpec
        {
            Ranks = Ranks,
            Oversubscribe = Oversubscribe,
            Placement = Placement == PlacementChoice.Block ? Messages.Workflow.Placement.Block : Messages.Workflow.Placement.RoundRobin,
            Parse = Parse ?? "",
            TimeoutMs = (int)Timeout.TotalMilliseconds,
        };
        if (Retries > 0)
        {
            spec.Retry = new RetryPolicy { Retries = Retries, DelayMs = (int)RetryDelay.TotalMilliseconds };
            spec.Retry.On.AddRange(RetryOn.Select(ClassOf));
        }

        return spec;
    }

    internal static FailureClass ClassOf(RetryChoice choice) => choice switch
    {
        RetryChoice.ExitCode => FailureClass.ExitCode,
        RetryChoice.Signal => FailureClass.Signal,
        RetryChoice.Timeout => FailureClass.Timeout,
        RetryChoice.Host => FailureClass.Host,
        _ => FailureClass.Other,
    };
}
