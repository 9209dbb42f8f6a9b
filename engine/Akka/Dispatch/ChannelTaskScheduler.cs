using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch;

public enum TaskSchedulerPriority
{
    None = 0,
    Idle = 4,
    Background = 4,
    Low = 5,
    BelowNormal = 6,
    Normal = 8,
    AboveNormal = 10,
    High = 13,
    Realtime = 24,
}

/// <summary>
/// Task schedulers by priority. A bounded number of pool threads serves them, in rounds: all urgent tasks, some normal ones, a low one, and one of the
/// idle when there was no low one. Low ones so wait, but not for ever.
/// </summary>
public sealed class ChannelTaskScheduler : IExtension, IDisposable
{
    private readonly PriorityScheduler[] _byPriority;
    private readonly int _maxWorkers;
    private readonly int _mostInARow;
    private int _workers;
    private int _pending;
    private volatile bool _disposed;

    public ChannelTaskScheduler(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.channel-scheduler");
        _maxWorkers = Math.Max(1, ThreadPoolConfig.ScaledPoolSize(
            config.GetInt("parallelism-min"), config.GetDouble("parallelism-factor"), config.GetInt("parallelism-max")));
        _mostInARow = Math.Max(3, config.GetInt("work-max"));
        _byPriority = [new(this), new(this), new(this), new(this)];
    }

    public TaskScheduler High => _byPriority[0];
    public TaskScheduler Normal => _byPriority[1];
    public TaskScheduler Low => _byPriority[2];
    public TaskScheduler Idle => _byPriority[3];

    public static ChannelTaskScheduler Get(ActorSystem system) => system.WithExtension<ChannelTaskScheduler, ChannelTaskSchedulerProvider>();

    public TaskScheduler GetScheduler(TaskSchedulerPriority priority) => priority switch
    {
        TaskSchedulerPriority.Normal => Normal,
        TaskSchedulerPriority.Realtime or TaskSchedulerPriority.High or TaskSchedulerPriority.AboveNormal => High,
        TaskSchedulerPriority.BelowNormal or TaskSchedulerPriority.Low => Low,
        TaskSchedulerPriority.Idle => Idle,
        _ => throw new ArgumentException($"No scheduler for priority [{priority}]", nameof(priority)),
    };

    public void Dispose() => _disposed = true;

    private void Queued()
    {
        Interlocked.Increment(ref _pending);
        while (true)
        {
            int workers = Volatile.Read(ref _workers);
            if (workers >= _maxWorkers) return;
            if (Interlocked.CompareExchange(ref _workers, workers + 1, workers) != workers) continue;
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.Work(), this, preferLocal: false);
            return;
        }
    }

    private void Work()
    {
        // A worker hands its thread back now and then, for the pool has other users.
        for (int done = 0, ran = 1; ran > 0 && done < 64 && !_disposed; done += ran) ran = Round();
        Interlocked.Decrement(ref _workers);
        if (Volatile.Read(ref _pending) > 0 && !_disposed)
        {
            Interlocked.Decrement(ref _pending);
            Queued();
        }
    }

    private int Round()
    {
        int ran = Run(0, int.MaxValue) + Run(1, _mostInARow);
        int low = Run(2, ran > 0 ? 1 : _mostInARow);
        return ran + (low > 0 ? low : Run(3, 1));
    }

    private int Run(int priority, int most)
    {
        int ran = 0;
        while (ran < most && !_disposed && _byPriority[priority].TryRunOne())
        {
            Interlocked.Decrement(ref _pending);
            ran++;
        }
        return ran;
    }

    private sealed class PriorityScheduler(ChannelTaskScheduler owner) : TaskScheduler
    {
        private readonly ConcurrentQueue<Task> _tasks = new();

        internal bool TryRunOne()
        {
            if (!_tasks.TryDequeue(out var task)) return false;
            TryExecuteTask(task);
            return true;
        }

        protected override void QueueTask(Task task)
        {
            if (owner._disposed)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
                return;
            }
            _tasks.Enqueue(task);
            owner.Queued();
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
    }
}

public sealed class ChannelTaskSchedulerProvider : ExtensionIdProvider<ChannelTaskScheduler>
{
    public override ChannelTaskScheduler CreateExtension(ExtendedActorSystem system) => new(system);
}
