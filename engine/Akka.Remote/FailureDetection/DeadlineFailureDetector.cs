using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Available as long as the last heartbeat is not older than one interval and the acceptable pause.</summary>
public class DeadlineFailureDetector : FailureDetector
{
    private const long Never = long.MinValue;

    private readonly Clock _clock;
    private readonly long _limit;
    private long _last = Never;

    public DeadlineFailureDetector(Config config, EventStream eventStream)
        : this(config, DefaultClock)
    {
    }

    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval, Clock clock = null)
    {
        if (acceptableHeartbeatPause <= TimeSpan.Zero)
            throw new ArgumentException("failure-detector.acceptable-heartbeat-pause must be greater than zero", nameof(acceptableHeartbeatPause));
        if (heartbeatInterval <= TimeSpan.Zero)
            throw new ArgumentException("failure-detector.heartbeat-interval must be greater than zero", nameof(heartbeatInterval));
        _clock = clock ?? DefaultClock;
        _limit = (long)(acceptableHeartbeatPause + heartbeatInterval).TotalMilliseconds;
    }

    [Obsolete]
    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, Clock clock = null)
        : this(acceptableHeartbeatPause, TimeSpan.FromSeconds(1), clock)
    {
    }

    internal DeadlineFailureDetector(Config config, Clock clock)
        : this(
            config.GetTimeSpan("acceptable-heartbeat-pause", TimeSpan.FromSeconds(120)),
            config.GetTimeSpan("heartbeat-interval", TimeSpan.FromSeconds(4)),
            clock)
    {
    }

    public override bool IsAvailable
    {
        get
        {
            var last = Interlocked.Read(ref _last);
            return last == Never || _clock() - last < _limit;
        }
    }

    public override bool IsMonitoring => Interlocked.Read(ref _last) != Never;

    public override void HeartBeat() => Interlocked.Exchange(ref _last, _clock());
}
