using System.Diagnostics;

namespace Akka.Remote;

/// <summary>Milliseconds of a clock that only goes forward.</summary>
public delegate long Clock();

/// <summary>Guesses from the heartbeats of one resource whether it is alive.</summary>
public abstract class FailureDetector
{
    /// <summary>The process' own clock, for detectors that nobody gave another one.</summary>
    public static readonly Clock DefaultClock = () => (long)Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    public abstract bool IsAvailable { get; }

    public abstract bool IsMonitoring { get; }

    public abstract void HeartBeat();
}
