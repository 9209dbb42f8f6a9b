using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the enclosing Within.</summary>
    public TimeSpan Remaining => _end is { } end
        ? Positive(end - Now)
        : throw new InvalidOperationException(@"""Remaining"" may not be called outside of ""within""");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public TimeSpan Dilated(TimeSpan duration) => duration.IsPositiveFinite() ? duration * TestKitSettings.TestTimeFactor : duration;

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => RemainingOrDilated(timeout);

    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
            return RemainingOrDefault;
        if (given.IsInfinite())
            throw new ArgumentException("A wait must be finite.", nameof(duration));
        return Dilated(given);
    }

    protected TimeSpan RemainingOr(TimeSpan duration)
    {
        if (_end is not { } end)
            return duration;
        return end.IsInfinite() ? throw new InvalidOperationException("The end of a block cannot be infinite.") : Positive(end - Now);
    }

    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(TimeSpan min, TimeSpan max, Action action, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within<object>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan min, TimeSpan max, Func<T> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max);
        T result;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = function();
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Leave(block, hint, epsilonValue);
        return result;
    }

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(TimeSpan min, TimeSpan max, Func<Task> actionAsync, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync<object>(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max);
        T result;
        try
        {
            var running = function();
            var finished = await Task.WhenAny(running, Task.Delay(block.Max + epsilonValue.GetValueOrDefault(), cancellationToken));
            if (finished != running)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _assertions.Fail("Execution did not finish within {0}.{1}", block.Max, Hint(hint));
            }

            result = await running;
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Leave(block, hint, epsilonValue);
        return result;
    }

    private readonly record struct Block(TimeSpan Start, TimeSpan Min, TimeSpan Max, TimeSpan? OuterEnd);

    private Block Enter(TimeSpan min, TimeSpan max)
    {
        if (min < TimeSpan.Zero)
            throw new ArgumentException("The least time cannot be negative.", nameof(min));
        max.EnsureIsPositiveFinite(nameof(max));
        min = Dilated(min);
        max = Dilated(max);
        var start = Now;
        var left = _end is { } end ? end - start : Timeout.InfiniteTimeSpan;
        if (_end is not null)
            _assertions.AssertTrue(left >= min, "Required min time {0} not possible, only {1} left.", min, left);
        _lastWasNoMsg = false;
        var block = new Block(start, min, _end is null || max < left ? max : left, _end);
        _end = start + block.Max;
        return block;
    }

    private void Leave(Block block, string hint, TimeSpan? epsilon)
    {
        var took = Now - block.Start;
        if (took < block.Min)
            _assertions.Fail("Failed: Block took {0}, should at least have been {1}.{2}", took, block.Min, Hint(hint));
        // A block that ended by waiting for nothing to come takes as long as it was given.
        if (!_lastWasNoMsg && took > block.Max + epsilon.GetValueOrDefault())
            _assertions.Fail("Failed: Block took {0}, exceeding {1}.{2}", took, block.Max, Hint(hint));
    }

    private static TimeSpan Positive(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private static string Hint(string hint) => string.IsNullOrEmpty(hint) ? "" : " " + hint;
}
