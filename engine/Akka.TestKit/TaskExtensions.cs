namespace Akka.TestKit.Extensions;

public static class TaskExtensions
{
    /// <summary>Whether the task ended in time; what it failed with comes out.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(parentTask, Task.Delay(timeout, done.Token));
        if (first != parentTask)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }

        await done.CancelAsync();
        await parentTask;
        return true;
    }

    public static async Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        await parentTask.AwaitWithTimeout(timeout, cancellationToken) ? await parentTask : throw new TimeoutException($"The task has not ended within {timeout}.");

    public static async Task ShouldCompleteWithin(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        if (!await task.AwaitWithTimeout(timeout))
            throw Late(timeout, because, becauseArgs);
    }

    public static async Task<T> ShouldCompleteWithin<T>(this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        if (!await task.AwaitWithTimeout(timeout))
            throw Late(timeout, because, becauseArgs);
        return await task;
    }

    public static async Task ShouldCompleteWithin<T>(this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        var actual = await task.ShouldCompleteWithin(timeout, because, becauseArgs);
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"The task should have given {expected}, and gave {actual}{Reason(because, becauseArgs)}.");
    }

    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        try
        {
            if (!await task.AwaitWithTimeout(timeout))
                throw Late(timeout, because, becauseArgs);
        }
        catch (T expected)
        {
            return expected;
        }

        throw new InvalidOperationException($"The task should have failed with {typeof(T)}, and succeeded{Reason(because, becauseArgs)}.");
    }

    public static async Task ShouldThrowWithin<T>(this Task task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var actual = await task.ShouldThrowWithin<T>(timeout, because, becauseArgs);
        if (actual.GetType() != expected.GetType() || actual.Message != expected.Message)
            throw new InvalidOperationException($"The task should have failed with '{expected.Message}', and failed with '{actual.Message}'{Reason(because, becauseArgs)}.", actual);
    }

    private static TimeoutException Late(TimeSpan timeout, string because, object[] becauseArgs) => new($"The task has not ended within {timeout}{Reason(because, becauseArgs)}.");

    private static string Reason(string because, object[] args) => string.IsNullOrEmpty(because) ? "" : " because " + string.Format(System.Globalization.CultureInfo.InvariantCulture, because, args);
}
