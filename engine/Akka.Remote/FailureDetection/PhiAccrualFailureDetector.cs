using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// The accrual detector of Hayashibara et al.: phi = -log10(P(a heartbeat comes later than now)), from a normal distribution over the
/// latest intervals, shifted by the acceptable pause. Suspicion grows with silence; the threshold decides.
/// </summary>
public class PhiAccrualFailureDetector : FailureDetector
{
    private readonly Lock _lock = new();
    private readonly Clock _clock;
    private readonly EventStream _events;
    private readonly double _threshold;
    private readonly int _maxSampleSize;
    private readonly double _minStdDeviation;
    private readonly double _acceptablePause;
    private readonly double _firstEstimate;
    private HeartbeatHistory _history;
    private long? _last;

    public PhiAccrualFailureDetector(
        double threshold, int maxSampleSize, TimeSpan minStdDeviation, TimeSpan acceptableHeartbeatPause, TimeSpan firstHeartbeatEstimate, Clock clock = null)
        : this(clock)
    {
        Require(threshold > 0, "threshold must be greater than zero");
        Require(maxSampleSize > 0, "max-sample-size must be greater than zero");
        Require(minStdDeviation > TimeSpan.Zero, "min-std-deviation must be greater than zero");
        Require(acceptableHeartbeatPause >= TimeSpan.Zero, "acceptable-heartbeat-pause must not be negative");
        Require(firstHeartbeatEstimate > TimeSpan.Zero, "heartbeat-interval must be greater than zero");
        _threshold = threshold;
        _maxSampleSize = maxSampleSize;
        _minStdDeviation = minStdDeviation.TotalMilliseconds;
        _acceptablePause = acceptableHeartbeatPause.TotalMilliseconds;
        _firstEstimate = firstHeartbeatEstimate.TotalMilliseconds;
        _history = FirstHistory();
    }

    public PhiAccrualFailureDetector(Config config, EventStream ev)
        : this(config, ev, DefaultClock)
    {
    }

    internal PhiAccrualFailureDetector(Config config, EventStream ev, Clock clock)
        : this(
            config.GetDouble("threshold", 8.0),
            config.GetInt("max-sample-size", 1000),
            config.GetTimeSpan("min-std-deviation", TimeSpan.FromMilliseconds(100)),
            config.GetTimeSpan("acceptable-heartbeat-pause", TimeSpan.FromSeconds(3)),
            config.GetTimeSpan("heartbeat-interval", TimeSpan.FromSeconds(1)),
            clock) => _events = ev;

    protected PhiAccrualFailureDetector(Clock clock) => _clock = clock ?? DefaultClock;

    /// <summary>Whom this detector watches, for its log lines.</summary>
    public string Address { get; set; } = "N/A";

    public override bool IsAvailable => PhiAt(_clock()) < _threshold;

    public override bool IsMonitoring
    {
        get
        {
            lock (_lock)
                return _last != null;
        }
    }

    internal double Phi => PhiAt(_clock());

    public override void HeartBeat()
    {
        var now = _clock();
        lock (_lock)
        {
            if (_last is { } last)
            {
                var interval = now - last;
                // A heartbeat after a failure would teach the history that such pauses are normal.
                if (PhiLocked(now) < _threshold)
                    _history.Add(interval);
                if (_events != null && _acceptablePause > 0 && interval > _acceptablePause / 3 * 2)
                    _events.Publish(new Warning(ToString(), GetType(), $"heartbeat interval is growing too large for address {Address}: {interval} millis"));
            }
            _last = now;
        }
    }

    private double PhiAt(long now)
    {
        lock (_lock)
            return PhiLocked(now);
    }

    private double PhiLocked(long now)
    {
        if (_last is not { } last)
            return 0;
        return Suspicion(now - last, _history.Mean + _acceptablePause, Math.Max(_history.StdDeviation, _minStdDeviation));
    }

    /// <summary>Logistic approximation of the cumulative normal distribution, good to 0.00014 around the mean.</summary>
    internal static double Suspicion(double elapsed, double mean, double stdDeviation)
    {
        var y = (elapsed - mean) / stdDeviation;
        var e = Math.Exp(-y * (1.5976 + 0.070566 * y * y));
        return elapsed > mean ? -Math.Log10(e / (1.0 + e)) : -Math.Log10(1.0 - 1.0 / (1.0 + e));
    }

    /// <summary>Two intervals around the expected one, with a high deviation: the first heartbeats may be irregular.</summary>
    private HeartbeatHistory FirstHistory()
    {
        var history = new HeartbeatHistory(_maxSampleSize);
        var deviation = _firstEstimate / 4;
        history.Add((long)(_firstEstimate - deviation));
        history.Add((long)(_firstEstimate + deviation));
        return history;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException("failure-detector." + message);
    }
}
