using System.Collections.Concurrent;

namespace Akka.Remote;

/// <summary>One failure detector per resource, made at its first heartbeat.</summary>
public interface IFailureDetectorRegistry<T>
{
    bool IsAvailable(T resource);

    bool IsMonitoring(T resource);

    void Heartbeat(T resource);

    void Remove(T resource);

    void Reset();
}

public class DefaultFailureDetectorRegistry<T> : IFailureDetectorRegistry<T>
{
    private readonly ConcurrentDictionary<T, FailureDetector> _detectors = new();
    private readonly Func<FailureDetector> _factory;

    public DefaultFailureDetectorRegistry(Func<FailureDetector> factory) => _factory = factory;

    /// <summary>True for a resource nobody has heard of: silence before the first heartbeat means nothing.</summary>
    public bool IsAvailable(T resource) => !_detectors.TryGetValue(resource, out var detector) || detector.IsAvailable;

    public bool IsMonitoring(T resource) => _detectors.TryGetValue(resource, out var detector) && detector.IsMonitoring;

    public void Heartbeat(T resource)
    {
        if (!_detectors.TryGetValue(resource, out var detector))
        {
            detector = _detectors.GetOrAdd(resource, _ => _factory());
            if (detector is PhiAccrualFailureDetector phi)
                phi.Address = resource.ToString();
        }
        detector.HeartBeat();
    }

    public void Remove(T resource) => _detectors.TryRemove(resource, out _);

    public void Reset() => _detectors.Clear();

    internal FailureDetector GetFailureDetector(T resource) => _detectors.GetValueOrDefault(resource);
}
