using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Pattern;

/// <summary>
/// Lets calls through while they succeed (closed); after a number of failures in a row fails them at once (open); after a while
/// lets one through to see (half open). All waiting is the scheduler's.
/// </summary>
public partial class CircuitBreaker
{
    private readonly object _gate = new();
    private State _state = State.Closed;
    private int _failures;
    private bool _trying;
    private TimeSpan _opened;
    private TimeSpan _currentReset;
    private long _epoch;
    private Action _onOpen;
    private Action _onHalfOpen;
    private Action _onClose;

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0)
    {
    }

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0)
    {
    }

    public CircuitBreaker(
        IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor, double randomFactor)
    {
        if (exponentialBackoffFactor < 1.0)
            throw new ArgumentException("The factor must be at least 1.0.", nameof(exponentialBackoffFactor));
        if (randomFactor is < 0.0 or > 1.0)
            throw new ArgumentException("The random factor must lie between 0.0 and 1.0.", nameof(randomFactor));
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        RandomFactor = randomFactor;
        _currentReset = resetTimeout;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    public IScheduler Scheduler { get; }

    public int MaxFailures { get; }

    public TimeSpan CallTimeout { get; }

    public TimeSpan ResetTimeout { get; }

    public TimeSpan MaxResetTimeout { get; }

    public double ExponentialBackoffFactor { get; }

    public double RandomFactor { get; }

    public Exception LastCaughtException { get; private set; }

    public long CurrentFailureCount => Volatile.Read(ref _failures);

    public bool IsClosed => Current == State.Closed;

    public bool IsOpen => Current == State.Open;

    public bool IsHalfOpen => Current == State.HalfOpen;

    private State Current
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, MaxResetTimeout, ExponentialBackoffFactor, randomFactor);

    public CircuitBreaker OnOpen(Action callback)
    {
        _onOpen += callback;
        return this;
    }

    public CircuitBreaker OnHalfOpen(Action callback)
    {
        _onHalfOpen += callback;
        return this;
    }

    public CircuitBreaker OnClose(Action callback)
    {
        _onClose += callback;
        return this;
    }

    /// <summary>Counts a success that happened outside.</summary>
    public void Succeed() => Succeeded();

    /// <summary>Counts a failure that happened outside.</summary>
    public void Fail() => Failed(new UserCalledFailException());

    /// <summary>Lets a call in or throws; in half open only one at a time.</summary>
    private void Enter()
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Closed:
                    return;
                case State.HalfOpen when !_trying:
                    _trying = true;
                    return;
                case State.HalfOpen:
                    throw new OpenCircuitException(LastCaughtException, TimeSpan.Zero);
                default:
                    var left = _opened + _currentReset - Scheduler.MonotonicClock;
                    throw new OpenCircuitException(LastCaughtException, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            if (_state == State.Closed)
            {
                _failures = 0;
            }
            else if (_state == State.HalfOpen)
            {
                _currentReset = ResetTimeout;
                Change(State.Closed, _onClose);
            }
        }
    }

    private void Failed(Exception cause)
    {
        lock (_gate)
        {
            LastCaughtException = cause;
            switch (_state)
            {
                case State.Closed:
                    if (++_failures >= MaxFailures)
                        Open();
                    break;
                case State.HalfOpen:
                    var longer = TimeSpan.FromTicks((long)Math.Min(_currentReset.Ticks * ExponentialBackoffFactor, MaxResetTimeout.Ticks));
                    _currentReset = longer < MaxResetTimeout ? longer : MaxResetTimeout;
                    Open();
                    break;
            }
        }
    }

    private void Open()
    {
        Change(State.Open, _onOpen);
        _opened = Scheduler.MonotonicClock;
        var epoch = _epoch;
        var spread = 1.0 + (SystemRandom.Of(Scheduler).NextDouble() * RandomFactor);
        Scheduler.Advanced.ScheduleOnce(_currentReset * spread, () => TryAgain(epoch));
    }

    private void TryAgain(long epoch)
    {
        lock (_gate)
        {
            if (_state == State.Open && _epoch == epoch)
                Change(State.HalfOpen, _onHalfOpen);
        }
    }

    private void Change(State state, Action listeners)
    {
        _state = state;
        _epoch++;
        // An open breaker still tells how many failures opened it.
        if (state == State.Closed) _failures = 0;
        _trying = false;
        // The scheduler runs them, so that a listener neither holds this lock nor fails a caller.
        if (listeners is not null)
            Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, listeners);
    }
}
