namespace Akka.TestKit;

/// <summary>Opens when it has been counted down; until then whoever waits, waits.</summary>
public class TestLatch
{
    [Obsolete("Taken from akka.test.default-timeout.")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _timeout;

    public TestLatch()
        : this(1)
    {
    }

    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(null, defaultTimeout, count)
    {
    }

    protected TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _latch = new CountdownEvent(count);
        _dilate = dilate;
        _timeout = defaultTimeout;
    }

    internal static TestLatch Make(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count) => new(dilate, defaultTimeout, count);

    public bool IsOpen => _latch.IsSet;

    public void CountDown() => _latch.Signal();

    public void Open()
    {
        while (!_latch.IsSet)
            _latch.Signal();
    }

    public void Reset() => _latch.Reset();

    public void Ready() => Ready(_timeout);

    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
            throw new ArgumentException("A test cannot wait for ever.", nameof(timeout));
        var dilated = _dilate is null ? timeout : _dilate(timeout);
        if (!_latch.Wait(dilated))
            throw new TimeoutException($"The latch has not opened within {dilated}; {_latch.CurrentCount} of {_latch.InitialCount} counts are missing.");
    }
}
