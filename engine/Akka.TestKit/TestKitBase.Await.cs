using Akka.Event;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, RemainingOrDefault, null, Fail, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, RemainingOrDilated(max), null, Fail, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, RemainingOrDilated(max), null, FailWith(message), cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, RemainingOrDilated(max), interval, FailWith(message), cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(Wrap(conditionIsFulfilled), RemainingOrDefault, null, Fail, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(Wrap(conditionIsFulfilled), RemainingOrDilated(max), null, FailWith(message), cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(Wrap(conditionIsFulfilled), RemainingOrDilated(max), interval, FailWith(message), cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, RemainingOrDefault, null, Fail, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, RemainingOrDilated(max), null, Fail, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, RemainingOrDilated(max), null, FailWith(message), cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, RemainingOrDilated(max), interval, FailWith(message), cancellationToken);

    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, static (_, _) => { }, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(Wrap(conditionIsFulfilled), max, interval, static (_, _) => { }, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, static (_, _) => { }, cancellationToken);

    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail, ILoggingAdapter logger, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, TimeSpan.Zero);
        var stop = Now + max;
        while (!conditionIsFulfilled())
        {
            var left = stop - Now;
            if (left <= TimeSpan.Zero)
                return TimedOut(max, fail, logger);
            Sleep(Pause(interval, left), cancellationToken);
        }

        return true;
    }

    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    protected static async Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail, ILoggingAdapter logger, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, TimeSpan.Zero);
        var stop = Now + max;
        while (!await conditionIsFulfilled())
        {
            var left = stop - Now;
            if (left <= TimeSpan.Zero)
                return TimedOut(max, fail, logger);
            await Task.Delay(Pause(interval, left), cancellationToken);
        }

        return true;
    }

    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < stop)
            {
                // Not yet true; the last failure is the one that is thrown.
            }

            Sleep(Pause(interval, Positive(stop - Now)), cancellationToken);
        }
    }

    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken);

    public async Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now < stop)
            {
                // Not yet true; the last failure is the one that is thrown.
            }

            await Task.Delay(Pause(interval, Positive(stop - Now)), cancellationToken);
        }
    }

    /// <summary>Through a task, so that the thread pool replaces the blocked thread.</summary>
    private static void Sleep(TimeSpan pause, CancellationToken cancellation) => Task.Delay(pause, cancellation).GetAwaiter().GetResult();

    private static TimeSpan Pause(TimeSpan? interval, TimeSpan left)
    {
        var pause = interval is { } given && given > TimeSpan.Zero ? given : s_poll;
        return pause < left ? pause : left;
    }

    private static bool TimedOut(TimeSpan max, Action<string, object[]> fail, ILoggingAdapter logger)
    {
        logger?.Warning("Timeout of {0} exceeded.", max);
        fail("Timeout {0} expired while waiting for condition.", [max]);
        return false;
    }

    private static Func<Task<bool>> Wrap(Func<bool> condition) => () => Task.FromResult(condition());

    private Action<string, object[]> FailWith(string message) => message is null
        ? Fail
        : (format, args) => _assertions.Fail(format + " {" + args.Length + "}", [.. args, message]);

    private void Fail(string format, object[] args) => _assertions.Fail(format, args);
}
