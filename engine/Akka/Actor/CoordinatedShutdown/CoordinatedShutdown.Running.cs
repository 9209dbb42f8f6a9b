using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>How it runs.</summary>
public sealed partial class CoordinatedShutdown
{
    private volatile bool _processExits;

    private async Task RunPhases(string fromPhase)
    {
        try
        {
            foreach (var phase in _phases.From(fromPhase))
                await RunPhase(phase).ConfigureAwait(false);
            _done.TrySetResult(Done.Instance);
        }
        catch (Exception failure)
        {
            _log.Error(failure, "CoordinatedShutdown stopped short");
            _done.TrySetException(failure);
        }
    }

    private async Task RunPhase(string phase)
    {
        var tasks = TasksOf(phase);
        if (tasks.Length == 0 || !_phases.IsEnabled(phase))
            return;
        if (_log.IsDebugEnabled)
            _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", phase, tasks.Length, string.Join(", ", tasks.Select(static t => t.Name)));

        var running = tasks.Select(task => RunTask(phase, task.Name, task.Run)).ToArray();
        var all = Task.WhenAll(running);
        if (!all.IsCompleted)
        {
            var deadline = new TaskCompletionSource(ContinuationsOf(System));
            var timer = System.Scheduler.Advanced.ScheduleOnceCancelable(_phases.Timeout(phase), () => deadline.TrySetResult());
            await Task.WhenAny(all, deadline.Task).ConfigureAwait(false);
            timer.Cancel();
        }
        if (all.IsCompletedSuccessfully)
            return;

        if (!all.IsCompleted)
        {
            var late = string.Join(", ", tasks.Where((_, i) => !running[i].IsCompleted).Select(static t => t.Name));
            if (!_phases.Recovers(phase))
                throw new TimeoutException($"Coordinated shutdown phase [{phase}] timed out after {_phases.Timeout(phase)}, still running: [{late}]");
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}, still running: [{2}]", phase, _phases.Timeout(phase), late);
            return;
        }
        if (!_phases.Recovers(phase))
            await all.ConfigureAwait(false);
    }

    private async Task RunTask(string phase, string name, Func<Task<Done>> run)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (!_phases.Recovers(phase))
                throw;
            _log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, failure.Message);
        }
    }

    internal void EndSystemInLastPhase()
    {
        if (!System.Settings.CoordinatedShutdownTerminateActorSystem)
        {
            if (_phases.ExitsProcess)
                AddTask(PhaseActorSystemTerminate, "exit-clr", ExitProcess);
            return;
        }
        AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            // A system that hangs must not keep the process from ending.
            if (_phases.ExitsProcess)
                System.Scheduler.Advanced.ScheduleOnce(_phases.Timeout(PhaseActorSystemTerminate), () => ExitProcess());
            await ((ActorSystemImpl)System).FinalTerminate().ConfigureAwait(false);
            if (_phases.ExitsProcess)
                await ExitProcess().ConfigureAwait(false);
            return Done.Instance;
        });
    }

    /// <summary>Off this thread: the exit waits for handlers that may wait for this shutdown.</summary>
    private Task<Done> ExitProcess()
    {
        // One that ends already keeps the exit code that it ends with.
        if (!_processExits)
            new Thread(static () => Environment.Exit(0)) { IsBackground = true, Name = "exit" }.Start();
        return Task.FromResult(Done.Instance);
    }

    internal void RunOnProcessExit()
    {
        if (!_phases.RunsOnProcessExit)
            return;
        EventHandler onExit = (_, _) =>
        {
            if (System.WhenTerminated.IsCompleted)
                return;
            _processExits = true;
            // The process ends when this handler returns, so it has to wait, but never for good.
            Run(ClrExitReason.Instance).Wait(TotalTimeout);
        };
        AppDomain.CurrentDomain.ProcessExit += onExit;
        System.WhenTerminated.ContinueWith(_ => AppDomain.CurrentDomain.ProcessExit -= onExit, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
