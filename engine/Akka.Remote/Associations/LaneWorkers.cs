namespace Akka.Remote.Associations;

/// <summary>
/// Threads that read inbound lanes: started when a lane waits and none is free, ended after a while without work. They are not the thread
/// pool's, because messages have to come in while that is busy.
/// </summary>
internal sealed class LaneWorkers(string name)
{
    private const int MaxThreads = 16;
    private const int IdleMs = 5_000;

    private readonly Queue<InboundLane> _ready = new();
    private int _threads;
    private int _idle;

    public void Schedule(InboundLane lane)
    {
        lock (_ready)
        {
            _ready.Enqueue(lane);
            if (_idle >= _ready.Count || _threads == MaxThreads)
            {
                Monitor.Pulse(_ready);
                return;
            }
            _threads++;
        }
        new Thread(Run) { IsBackground = true, Name = name + "-remote-read" }.Start();
    }

    private void Run()
    {
        while (Next() is { } lane)
        {
            if (lane.Run())
                Schedule(lane);
        }
    }

    private InboundLane Next()
    {
        lock (_ready)
        {
            while (_ready.Count == 0)
            {
                _idle++;
                var pulsed = Monitor.Wait(_ready, IdleMs);
                _idle--;
                if (pulsed || _ready.Count > 0)
                    continue;
                _threads--;
                return null;
            }
            return _ready.Dequeue();
        }
    }
}
