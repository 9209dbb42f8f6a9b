namespace Akka.Dispatch;

internal sealed class ThreadPoolExecutor(string id) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);

    public override void Shutdown() { }
}

internal sealed class SynchronizationContextExecutor : ExecutorService
{
    private readonly SynchronizationContext _context;

    internal SynchronizationContextExecutor(string id) : base(id) =>
        _context = SynchronizationContext.Current
                   ?? throw new InvalidOperationException($"Dispatcher [{id}] needs a SynchronizationContext, and this thread has none");

    public override void Execute(IRunnable run) => _context.Post(static state => ((IRunnable)state).Run(), run);

    public override void Shutdown() { }
}

/// <summary>
/// Threads of its own, for work that must not wait behind a busy thread pool (membership, heartbeats) or that must stay on one thread.
/// </summary>
internal sealed class DedicatedThreadsExecutor : ExecutorService
{
    // A monitor, not a semaphore: threads that spin before they sleep cost more than what membership has to do.
    private readonly Queue<IRunnable> _work = new();
    private int _idle;
    private bool _stopped;

    internal DedicatedThreadsExecutor(string id, int threads, bool background) : base(id)
    {
        for (int i = 0; i < threads; i++)
        {
            var thread = new Thread(Work) { IsBackground = background, Name = $"{id}-{i}" };
            thread.UnsafeStart();
        }
    }

    public override void Execute(IRunnable run)
    {
        lock (_work)
        {
            if (!_stopped)
            {
                _work.Enqueue(run);
                if (_idle > 0) Monitor.Pulse(_work);
                return;
            }
        }
        // What comes after the threads ended are the last messages of actors that are gone: finish them on the pool.
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    public override void Shutdown()
    {
        lock (_work)
        {
            _stopped = true;
            Monitor.PulseAll(_work);
        }
    }

    private void Work()
    {
        while (Next() is { } run)
        {
            try
            {
                run.Run();
            }
            catch (Exception cause)
            {
                Console.Error.WriteLine($"[{Id}] a task failed: {cause}");
            }
        }
    }

    private IRunnable Next()
    {
        lock (_work)
        {
            while (_work.Count == 0)
            {
                if (_stopped) return null;
                _idle++;
                Monitor.Wait(_work);
                _idle--;
            }
            return _work.Dequeue();
        }
    }
}
