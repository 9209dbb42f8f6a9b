using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Pattern;

public static class FutureTimeoutSupport
{
    /// <summary>Runs a task after a delay of the scheduler.</summary>
    public static Task<T> After<T>(TimeSpan duration, IScheduler scheduler, Func<Task<T>> value)
    {
        if (duration < TimeSpan.Zero)
            throw new ArgumentException("The delay cannot be negative.", nameof(duration));
        if (duration == TimeSpan.Zero)
            return Started(value);
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Advanced.ScheduleOnce(duration, () => due.TrySetResult());
        return AfterDue(due.Task, value);
    }

    private static async Task<T> AfterDue<T>(Task due, Func<Task<T>> value)
    {
        await due.ConfigureAwait(false);
        return await Started(value).ConfigureAwait(false);
    }

    private static Task<T> Started<T>(Func<Task<T>> value)
    {
        try
        {
            return value();
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}

/// <summary>Tries a task several times, at once or with delays between.</summary>
public static class RetrySupport
{
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) => Retry(attempt, attempts, static _ => Option<TimeSpan>.None, null);

    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) => Retry(attempt, attempts, _ => delay, scheduler);

    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, IScheduler scheduler)
    {
        if (minBackoff <= TimeSpan.Zero || maxBackoff < minBackoff)
            throw new ArgumentException($"The delays must be positive and rise, not from {minBackoff} to {maxBackoff}.", nameof(minBackoff));
        if (randomFactor is < 0 or > 1)
            throw new ArgumentException("The random factor must lie between 0 and 1.", nameof(randomFactor));
        return Retry(attempt, attempts, attempted => BackoffDelay.Of(attempted, minBackoff, maxBackoff, randomFactor, scheduler), scheduler);
    }

    /// <param name="attempt">Makes one attempt.</param>
    /// <param name="attempts">How many further attempts a failure allows.</param>
    /// <param name="delayFunction">The delay before attempt number n, or none.</param>
    /// <param name="scheduler">Waits for the delays.</param>
    public static async Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempts < 0)
            throw new ArgumentException("The number of attempts cannot be negative.", nameof(attempts));
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception) when (tried <= attempts)
            {
                // The next attempt decides.
            }

            var delay = delayFunction(tried);
            if (delay.HasValue && delay.Value > TimeSpan.Zero)
                await FutureTimeoutSupport.After(delay.Value, scheduler, static () => Task.FromResult(true)).ConfigureAwait(false);
        }
    }
}

internal static class BackoffDelay
{
    /// <summary>The least delay doubled with every restart, up to the longest, and stretched by a random part of the factor.</summary>
    internal static TimeSpan Of(int restarts, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, IScheduler scheduler)
    {
        var doubled = restarts >= 30 ? maxBackoff.Ticks : Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, restarts));
        var stretched = doubled * (1.0 + (SystemRandom.Of(scheduler).NextDouble() * randomFactor));
        return TimeSpan.FromTicks((long)Math.Min(stretched, TimeSpan.MaxValue.Ticks));
    }
}
