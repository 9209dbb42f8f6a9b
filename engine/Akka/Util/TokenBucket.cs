namespace Akka.Util;

/// <summary>Tokens that come at a steady rate up to a capacity; what costs more than there is must wait.</summary>
public abstract class TokenBucket
{
    private readonly long _capacity;
    private readonly long _ticksBetweenTokens;
    private long _available;
    private long _lastUpdate;

    protected TokenBucket(long capacity, long ticksBetweenTokens)
    {
        if (capacity < 0)
            throw new ArgumentException("The capacity cannot be negative.", nameof(capacity));
        if (ticksBetweenTokens <= 0)
            throw new ArgumentException("The time between tokens must be positive.", nameof(ticksBetweenTokens));
        _capacity = capacity;
        _ticksBetweenTokens = ticksBetweenTokens;
    }

    public abstract long CurrentTime { get; }

    public void Init()
    {
        _available = _capacity;
        _lastUpdate = CurrentTime;
    }

    /// <summary>Takes tokens; answers how many ticks the caller must wait before what it paid for may happen.</summary>
    public long Offer(long cost)
    {
        if (cost < 0)
            throw new ArgumentException("The cost cannot be negative.", nameof(cost));
        var now = CurrentTime;
        var arrived = (now - _lastUpdate) / _ticksBetweenTokens;
        _available = Math.Min(_capacity, _available + arrived);
        _lastUpdate = _available == _capacity ? now : _lastUpdate + (arrived * _ticksBetweenTokens);
        _available -= cost;
        if (_available >= 0)
            return 0;
        return (-_available * _ticksBetweenTokens) - (now - _lastUpdate);
    }
}

/// <summary>A token bucket that runs on the machine's tick count.</summary>
public sealed class TickTimeTokenBucket : TokenBucket
{
    public TickTimeTokenBucket(long capacity, long period)
        : base(capacity, period)
    {
    }

    public override long CurrentTime => Environment.TickCount64 * TimeSpan.TicksPerMillisecond;
}
