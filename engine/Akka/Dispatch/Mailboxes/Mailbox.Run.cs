using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

public partial class Mailbox
{
    public void Run() => Execute();

    public void Execute()
    {
        var cell = Actor;
        var before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = cell;
        try
        {
            if (!IsClosed)
            {
                if (_system.HasMessages) ProcessSystemMessages();
                ProcessUserMessages();
            }
        }
        catch (Exception cause)
        {
            // The cell turns whatever user code throws into supervision; what arrives here is a fault of the engine and must not end the thread.
            cell.ReportInternalFailure(cause);
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = before;
            SetIdle();
            if (IsClosed) CleanUp();
            else if (_system.HasMessages || HasMessages) cell.Dispatcher.RegisterForExecution(this, false, false);
        }
    }

    /// <summary>Runs what is queued on this thread, for dispatchers that do their own scheduling.</summary>
    internal void ProcessMailboxInline()
    {
        if (_system.HasMessages) ProcessSystemMessages();
        ProcessUserMessages();
    }

    private void ProcessUserMessages()
    {
        var cell = Actor;
        var dispatcher = cell.Dispatcher;
        int left = Math.Max(dispatcher.Throughput, 1);
        long deadline = dispatcher.ThroughputDeadlineTime is { } ticks and > 0
            ? cell.System.Scheduler.HighResMonotonicClock.Ticks + ticks
            : long.MaxValue;
        while (ShouldProcess)
        {
            if (!(_usual ? UsualQueue.TryDequeue(out var envelope) : MessageQueue.TryDequeue(out envelope))) return;
            cell.Invoke(envelope);
            if (_system.HasMessages) ProcessSystemMessages();
            if (--left <= 0 || (deadline != long.MaxValue && cell.System.Scheduler.HighResMonotonicClock.Ticks >= deadline)) return;
        }
    }

    internal void ProcessSystemMessages()
    {
        var cell = Actor;
        var message = _system.TakeAll();
        while (message != null && !IsClosed)
        {
            var current = message;
            message = current.Next;
            current.Unlink();
            cell.SystemInvoke(current);
            // Never leave a system message waiting while the batch is short: they steer supervision.
            if (message == null && !IsClosed) message = _system.TakeAll();
        }
        while (message != null)
        {
            var current = message;
            message = current.Next;
            current.Unlink();
            cell.SystemImpl.DeadLetterMailbox.SystemEnqueue(cell.Self, current);
        }
    }
}
