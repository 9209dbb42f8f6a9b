using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// The one thread and the one clock of our node and of the recorded peers. What comes out of sockets is handed over to it, and the clock stands
/// still until everything that was written into one end has come out of the other: so a replay neither depends on how busy the machine is nor
/// waits through what was recorded as idle.
/// </summary>
internal sealed class ReplayLoop : ISimulationLoop, IDisposable
{
    /// <summary>Of the machine's time, for bytes that are on their way through loopback.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SimulationLoop _loop = new();
    private readonly ConcurrentQueue<Action> _arrivals = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Thread _thread = Thread.CurrentThread;
    private volatile bool _over;

    /// <summary>What is still under way between two ends of a socket, in words; null for nothing.</summary>
    public Func<string?> UnderWay { get; set; } = () => null;

    /// <summary>Called whenever nothing moves any more, before the clock does.</summary>
    public Action Settled { get; set; } = () => { };

    public IScheduler Scheduler => _loop.Scheduler;

    public TimeSpan Now => _loop.Now;

    public void Enqueue(IRunnable run)
    {
        _loop.Enqueue(run);
        if (Thread.CurrentThread != _thread)
            _arrived.Release();
    }

    /// <summary>From any thread: something has come out of a socket.</summary>
    public void Post(Action arrival)
    {
        _arrivals.Enqueue(arrival);
        _arrived.Release();
    }

    /// <summary>From a thread of the node's transport, which waits for the outcome.</summary>
    public T Call<T>(Func<T> arrival)
    {
        if (_over)
            return default!;
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                done.SetResult(arrival());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        // Nobody takes arrivals any more once the replay is over, and a test that fails must not leave the thread here.
        while (!done.Task.Wait(TimeSpan.FromSeconds(1)))
            if (_over)
                return default!;
        return done.Task.Result;
    }

    public void Call(Action arrival) => Call(() =>
    {
        arrival();
        return true;
    });

    /// <summary>Until nothing is left to do at this moment.</summary>
    public void Settle()
    {
        while (true)
        {
            while (_loop.Step())
            {
            }
            if (_arrivals.TryDequeue(out var arrival))
            {
                arrival();
                continue;
            }
            if (UnderWay() is not { } what)
                break;
            if (!_arrived.Wait(Patience))
                throw new TimeoutException($"For {Patience.TotalMinutes:0} minutes nothing arrived of this: {what}");
        }
        if (_loop.Failure is { } failure)
            throw new InvalidOperationException("A task of the node failed without anybody to catch it", failure);
        Settled();
    }

    /// <summary>Lets the time pass up to that moment.</summary>
    public void RunTo(TimeSpan end)
    {
        Settle();
        while (_loop.NextDue is { } due && due <= end)
        {
            _loop.RunFor(due > Now ? due - Now : TimeSpan.Zero);
            Settle();
        }
        if (end > Now)
            _loop.RunFor(end - Now);
    }

    /// <summary>Lets the time pass until the condition holds; false when it does not within that time.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan atMost)
    {
        var end = Now + atMost;
        Settle();
        while (!condition())
        {
            if (_loop.NextDue is not { } due || due > end)
                return false;
            _loop.RunFor(due > Now ? due - Now : TimeSpan.Zero);
            Settle();
        }
        return true;
    }

    public void Dispose() => _over = true;
}
