using Akka.Dispatch;

namespace Akka.Simulation;

/// <summary>The one thread and the one clock of a simulation: what is due next, of all nodes, in an order that repeats.</summary>
internal sealed class World
{
    private readonly PriorityQueue<Due, (long Ticks, long Order)> _timers = new();
    private readonly Queue<(NodeLoop Node, IRunnable Run)> _ready = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _strays = new();
    private const long MostStepsAtOnce = 5_000_000;
    private long _order;

    public TimeSpan Now { get; private set; }

    public long Steps { get; private set; }

    public void Enqueue(NodeLoop node, IRunnable run)
    {
        Check(node);
        _ready.Enqueue((node, run));
    }

    public Due At(TimeSpan when, NodeLoop node, Action action)
    {
        Check(node);
        var due = new Due(node, action);
        Push(due, when);
        return due;
    }

    public void Push(Due due, TimeSpan when) => _timers.Enqueue(due, (Math.Max(when.Ticks, Now.Ticks), ++_order));

    /// <summary>Whatever runs on another thread makes a simulation one that does not repeat.</summary>
    private void Check(NodeLoop node)
    {
        if (Environment.CurrentManagedThreadId != _thread && !node.IsDead)
            _strays.Enqueue(Environment.StackTrace);
    }

    public void Run(TimeSpan duration)
    {
        // A test runner's context would send what follows an await to other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            RunUntil(Now + duration);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs until the condition holds; false when it never did. Looked at every tenth of a second.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan atMost)
    {
        var end = Now + atMost;
        while (Now < end)
        {
            if (condition())
                return true;
            Run(TimeSpan.FromMilliseconds(100));
        }
        return condition();
    }

    private void RunUntil(TimeSpan end)
    {
        var last = Steps + MostStepsAtOnce;
        while (true)
        {
            while (_ready.TryDequeue(out var next))
            {
                if (++Steps > last)
                    throw new InvalidOperationException($"At {Now.TotalSeconds} s the systems keep each other busy without end");
                if (!next.Node.IsDead)
                    next.Run.Run();
            }
            if (!_timers.TryPeek(out var due, out var key) || key.Ticks > end.Ticks)
                break;
            _timers.Dequeue();
            Now = new TimeSpan(key.Ticks);
            if (due.Node?.IsDead != true)
                due.Action();
        }
        Now = end;
        if (_strays.TryDequeue(out var stray))
            throw new InvalidOperationException($"Something ran outside the simulation's thread:{Environment.NewLine}{stray}");
    }
}

/// <summary>Something to be done at a time; whatever a dead node had planned is not.</summary>
internal sealed record Due(NodeLoop Node, Action Action);
