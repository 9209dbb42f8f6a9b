using Akka.Remote;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class PhiAccrualFailureDetectorTests
{
    private long _now;

    private PhiAccrualFailureDetector Detector(int pauseMs = 3000, double threshold = 8) => new(
        threshold, 1000, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(pauseMs), TimeSpan.FromSeconds(1), () => _now);

    [Fact]
    public void Silence_before_the_first_heartbeat_means_nothing()
    {
        var detector = Detector();
        _now = 1_000_000;
        detector.IsAvailable.ShouldBeTrue();
        detector.IsMonitoring.ShouldBeFalse();
    }

    [Fact]
    public void A_steady_peer_is_available_and_a_silent_one_is_suspected_after_the_pause()
    {
        var detector = Detector();
        for (var i = 0; i < 20; i++)
        {
            detector.HeartBeat();
            _now += 1000;
            detector.IsAvailable.ShouldBeTrue();
        }
        _now += 2000;
        detector.IsAvailable.ShouldBeTrue();
        _now += 3000;
        detector.IsAvailable.ShouldBeFalse();
    }

    [Fact]
    public void A_failed_peer_that_beats_again_is_available_again()
    {
        var detector = Detector();
        for (var i = 0; i < 5; i++, _now += 1000)
            detector.HeartBeat();
        _now += 60_000;
        detector.IsAvailable.ShouldBeFalse();
        detector.HeartBeat();
        detector.IsAvailable.ShouldBeTrue();
    }

    [Fact]
    public void Suspicion_grows_with_silence()
    {
        var last = -1.0;
        for (var elapsed = 0; elapsed < 3000; elapsed += 50)
        {
            var phi = PhiAccrualFailureDetector.Suspicion(elapsed, 1000, 300);
            phi.ShouldBeGreaterThanOrEqualTo(last);
            last = phi;
        }
    }

    [Fact]
    public void A_deadline_detector_fails_one_interval_and_the_pause_after_the_last_heartbeat()
    {
        var detector = new DeadlineFailureDetector(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), () => _now);
        detector.IsAvailable.ShouldBeTrue();
        detector.HeartBeat();
        _now = 3_999;
        detector.IsAvailable.ShouldBeTrue();
        _now = 4_000;
        detector.IsAvailable.ShouldBeFalse();
    }
}
