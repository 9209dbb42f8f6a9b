using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Runs the pieces of an actor's async method inside the actor: each continuation comes as a system message, and the user messages wait
/// until the method is done.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;
    private object _message;
    private IActorRef _sender;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    public object CurrentMessage => _message;

    public override int MaximumConcurrencyLevel => 1;

    protected override IEnumerable<Task> GetScheduledTasks() => null;

    protected virtual void OnBeforeTaskStarted() { }

    protected virtual void OnAfterTaskCompleted() { }

    protected override void QueueTask(Task task) => _cell.SendSystemMessage(new ActorTask(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        // Only the actor itself may run its pieces; a task that was queued is already on its way.
        if (taskWasPreviouslyQueued || !ReferenceEquals(InternalCurrentActorCellKeeper.Current, _cell)) return false;
        return ExecuteHere(task);
    }

    /// <summary>An await prefers a synchronization context to a task scheduler; the thread's own must not take the actor's pieces away.</summary>
    private bool ExecuteHere(Task task)
    {
        var context = SynchronizationContext.Current;
        if (context != null) SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            OnBeforeTaskStarted();
            bool executed = TryExecuteTask(task);
            OnAfterTaskCompleted();
            return executed;
        }
        finally
        {
            if (context != null) SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    internal void Execute(Task task)
    {
        bool restored = _message != null;
        if (restored) _cell.RestoreMessage(_message, _sender);
        try
        {
            ExecuteHere(task);
        }
        finally
        {
            if (restored) _cell.RestoreMessage(null, null);
        }
    }

    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>
    /// Starts an async method in the current actor. What completes at once is handled like any message; otherwise the mailbox stays
    /// suspended until the method is done.
    /// </summary>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        var scheduler = cell.TaskScheduler;
        var start = new Task<Task>(asyncAction);
        start.RunSynchronously(scheduler);
        // The call itself may throw before it returns a task.
        var running = start.GetAwaiter().GetResult() ?? Task.CompletedTask;
        if (running.IsCompleted)
        {
            running.GetAwaiter().GetResult();
            return;
        }
        scheduler._message = cell.CurrentMessage;
        scheduler._sender = cell.Sender;
        var mailbox = cell.Mailbox;
        mailbox.Suspend();
        var completion = new Completion(cell, scheduler, mailbox, running);
        // Where the task completes, not on the pool: a simulation has one thread only.
        running.ContinueWith(static (_, state) => ((Completion)state).Schedule(), completion, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, Default);
    }

    private sealed class Completion(ActorCell cell, ActorTaskScheduler scheduler, Mailbox mailbox, Task task)
    {
        internal void Schedule() => cell.SendSystemMessage(new ActorTask(task) { Continuation = Finish });

        private void Finish()
        {
            object message = scheduler._message;
            var sender = scheduler._sender;
            scheduler._message = null;
            scheduler._sender = null;
            if (!ReferenceEquals(cell.Mailbox, mailbox)) return;
            mailbox.Resume();
            if (task.IsCompletedSuccessfully)
            {
                cell.CheckReceiveTimeout();
                return;
            }
            // A failure belongs to the message that was awaited: PreRestart is told of it.
            cell.RestoreMessage(message, sender);
            task.GetAwaiter().GetResult();
        }
    }
}
