using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl
{
    private readonly object _terminationGate = new();
    private readonly TaskCompletionSource _terminated;
    private Stack<Action> _onTermination = new();
    private int _terminating;
    private int _finished;

    /// <summary>Set by Abort: remaining work is dropped rather than waited for.</summary>
    internal volatile bool Aborting;

    public override Task WhenTerminated => _terminated.Task;

    /// <summary>True since Terminate was called; dead letters of a system that goes down are no news.</summary>
    internal bool IsTerminating => Volatile.Read(ref _terminating) != 0;

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    public override void Abort()
    {
        Aborting = true;
        Terminate();
    }

    /// <summary>Stops the guardians, without the phases of a coordinated shutdown. The last of those phases calls it.</summary>
    internal Task FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) != 0) return WhenTerminated;
        Log.Debug("System shutdown initiated");
        if (_provider?.Guardian == null)
        {
            Finish();
            return WhenTerminated;
        }
        // Scheduled first: once told to stop, a system may have ended, and its scheduler with it, before this thread goes on.
        var patience = Settings.Config.GetTimeSpan("akka.embedded.termination-timeout", TimeSpan.FromSeconds(30));
        if (patience > TimeSpan.Zero) _scheduler.Advanced.ScheduleOnce(patience, GiveUpWaiting);
        _provider.Guardian.Stop();
        return WhenTerminated;
    }

    /// <summary>
    /// What has come up goes down the usual way, scheduler and threads last. Waited for, within limits: whoever catches the failure may
    /// want to try again.
    /// </summary>
    private void EndAfterFailedStart()
    {
        if (_provider.Guardian != null) WatchForTermination();
        var ended = FinalTerminate();
        if (IsSimulated) return;
        try
        {
            ended.Wait(Settings.SchedulerShutdownTimeout);
        }
        catch (AggregateException inClosing)
        {
            Log.Warning(inClosing, "Could not take down the system after its start failed");
        }
    }

    private void WatchForTermination() =>
        _provider.TerminationTask.ContinueWith(static (_, state) => ((ActorSystemImpl)state).Finish(), this, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void GiveUpWaiting()
    {
        if (Volatile.Read(ref _finished) != 0) return;
        Log.Error("The system [{0}] did not end in time; these actors are still there: {1}", Name, PrintTree());
        Finish();
    }

    private void Finish()
    {
        if (Interlocked.Exchange(ref _finished, 1) != 0) return;
        Stack<Action> actions;
        lock (_terminationGate)
        {
            actions = _onTermination;
            _onTermination = null;
        }
        // Not on the thread that ends the last actor: shutting down waits for threads, and actions may do anything. Nor on the pool, which
        // user code may have blocked: a system ends all the same.
        if (IsSimulated) End(actions);
        else new Thread(() => End(actions)) { IsBackground = true, Name = "end of " + Name }.UnsafeStart();
    }

    private void End(Stack<Action> actions)
    {
        StopScheduler();
        Dispatchers?.Shutdown();
        foreach (var action in actions)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                Log.Error(e, "A termination callback of the system [{0}] failed", Name);
            }
        }
        _terminated.TrySetResult();
    }

    private void StopScheduler()
    {
        try
        {
            (_scheduler as IDisposable)?.Dispose();
        }
        catch (Exception e)
        {
            Log.Warning(e, "The scheduler could not be stopped");
        }
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationGate)
        {
            if (_onTermination == null) throw new RejectedExecutionException("ActorSystem already terminated.");
            _onTermination.Push(code);
        }
    }
}
