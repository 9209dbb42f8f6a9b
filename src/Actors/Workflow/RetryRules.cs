using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>Whether, and when, a run that failed is tried again.</summary>
public static class RetryRules
{
    /// <summary>Largest number of retries.</summary>
    public const int MaxRetries = 100;

    /// <summary>Instead of a number: until it succeeds.</summary>
    public const int Always = -1;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <summary>The wait before the next attempt, or null when there is none.</summary>
    /// <param name="policy">What the submission asked for; null = no retries.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="failure">Why it failed.</param>
    public static TimeSpan? Next(RetryPolicy? policy, int attempt, FailureClass failure)
    {
        if (policy is null || (policy.Retries != Always && attempt > policy.Retries) || (policy.On.Count > 0 && !policy.On.Contains(failure)))
            return null;
        var delay = TimeSpan.FromMilliseconds(policy.DelayMs * Math.Pow(2, Math.Min(attempt - 1, 20)));
        return delay < MaxDelay ? delay : MaxDelay;
    }
}
