using System.Diagnostics;

namespace Engine.Processes.Host;

/// <summary>A bare thread that sleeps and wakes: how late it wakes is what the machine did to this process, whatever the engine does.</summary>
internal static class Wakening
{
    private const int Nap = 50;
    private static volatile bool _running;
    private static volatile int _latest;

    public static void Start()
    {
        _latest = 0;
        _running = true;
        new Thread(Run) { IsBackground = true, Name = "wakening" }.Start();
    }

    /// <summary>The longest delay of a wake-up, in milliseconds.</summary>
    public static int Stop()
    {
        _running = false;
        return _latest;
    }

    private static void Run()
    {
        while (_running)
        {
            var slept = Stopwatch.GetTimestamp();
            Thread.Sleep(Nap);
            _latest = Math.Max(_latest, (int)Stopwatch.GetElapsedTime(slept).TotalMilliseconds - Nap);
        }
    }
}
