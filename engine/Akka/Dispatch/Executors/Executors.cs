using System.Collections.Concurrent;

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
    private readonly ConcurrentQueue<IRunnable> _work = new();
    private readonly SemaphoreSlim _available = new(0);
    private volatile bool _stopped;

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
        if (_stopped)
        {
            // What comes after the threads ended are the last messages of actors that are gone: finish them on the pool.
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
            return;
        }
        _work.Enqueue(run);
        _available.Release();
    }

    public override void Shutdown()
    {
        _stopped = true;
        _available.Release(1024);
    }

    private void Work()
    {
        while (true)
        {
            if (_work.TryDequeue(out var run))
            {
                try
                {
                    run.Run();
                }
                catch (Exception cause)
                {
                    Console.Error.WriteLine($"[{Id}] a task failed: {cause}");
                }
                continue;
            }
            if (_stopped) return;
            _available.Wait();
        }
    }
}
