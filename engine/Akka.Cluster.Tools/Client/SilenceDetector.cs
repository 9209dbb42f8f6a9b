using System;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>Says when the other side has been silent for longer than it may be.</summary>
internal sealed class SilenceDetector
{
    private readonly TimeSpan _patience;
    private readonly ITimeProvider _clock;
    private TimeSpan _lastHeard;

    internal SilenceDetector(TimeSpan patience, ITimeProvider clock)
    {
        _patience = patience;
        _clock = clock;
        _lastHeard = clock.MonotonicClock;
    }

    internal bool IsTooLong => _clock.MonotonicClock - _lastHeard > _patience;

    internal void Heard() => _lastHeard = _clock.MonotonicClock;
}
