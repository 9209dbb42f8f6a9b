namespace Akka.TestKit;

/// <summary>Where a number of threads of a test wait for each other.</summary>
public class TestBarrier
{
    [Obsolete("Taken from akka.test.default-timeout.")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly TimeSpan _timeout;
    private Barrier _barrier;

    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _timeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    public void Await() => Await(_timeout);

    public void Await(TimeSpan timeout)
    {
        var dilated = _testKit.Dilated(timeout);
        if (!_barrier.SignalAndWait(dilated))
            throw new TimeoutException($"The barrier still waits for {_barrier.ParticipantsRemaining} of {_barrier.ParticipantCount} after {dilated}.");
    }

    public void Reset() => _barrier = new Barrier(_barrier.ParticipantCount);
}
