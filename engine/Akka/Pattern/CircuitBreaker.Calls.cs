using Akka.Actor;

namespace Akka.Pattern;

public partial class CircuitBreaker
{
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body) => Guard(body, static run => run());

    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) => Guard(state, body);

    public Task WithCircuitBreaker(Func<Task> body) => Guard(body, static run => Valueless(run()));

    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) => Guard((State: state, Body: body), static call => Valueless(call.Body(call.State)));

    public void WithSyncCircuitBreaker(Action body) => WithSyncCircuitBreaker<object>(() =>
    {
        body();
        return null;
    });

    /// <summary>Waits for a pool's thread to be done with the body, but no longer than a call may take: a late one gives the default value, and goes on.</summary>
    public T WithSyncCircuitBreaker<T>(Func<T> body)
    {
        try
        {
            return WithCircuitBreaker(() => Task.Run(body)).GetAwaiter().GetResult();
        }
        catch (LateCallException)
        {
            return default;
        }
    }

    private async Task<T> Guard<TState, T>(TState state, Func<TState, Task<T>> body)
    {
        Enter();
        Task<T> running;
        try
        {
            running = body(state);
            if (!running.IsCompleted && await IsLate(running).ConfigureAwait(false))
                throw Late();
            var result = await running.ConfigureAwait(false);
            Succeeded();
            return result;
        }
        catch (Exception e)
        {
            Failed(e);
            throw;
        }
    }

    /// <summary>Whether the time for a call ran out before it was done. The call itself goes on; its outcome no longer counts.</summary>
    private async Task<bool> IsLate(Task running)
    {
        var timeout = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = new Cancelable(Scheduler);
        Scheduler.Advanced.ScheduleOnce(CallTimeout, () => timeout.TrySetResult(), timer);
        var first = await Task.WhenAny(running, timeout.Task).ConfigureAwait(false);
        timer.Cancel();
        return first != running;
    }

    private static async Task<object> Valueless(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private TimeoutException Late() => new LateCallException($"The call has not ended within the breaker's {CallTimeout}.");

    private sealed class LateCallException(string message) : TimeoutException(message);
}
