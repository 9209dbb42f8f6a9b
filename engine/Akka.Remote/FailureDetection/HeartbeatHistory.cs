namespace Akka.Remote;

/// <summary>The latest intervals between heartbeats, with running sums so that mean and deviation cost nothing to read.</summary>
internal sealed class HeartbeatHistory
{
    private readonly long[] _intervals;
    private int _next;
    private double _sum;
    private double _squares;

    public HeartbeatHistory(int maxSampleSize)
    {
        if (maxSampleSize < 1)
            throw new ArgumentOutOfRangeException(nameof(maxSampleSize), $"max-sample-size must be at least 1, got {maxSampleSize}");
        _intervals = new long[maxSampleSize];
    }

    public int Count { get; private set; }

    public double Mean => _sum / Count;

    public double StdDeviation => Math.Sqrt(Math.Max(0, _squares / Count - Mean * Mean));

    public void Add(long interval)
    {
        if (Count == _intervals.Length)
        {
            var oldest = _intervals[_next];
            _sum -= oldest;
            _squares -= (double)oldest * oldest;
        }
        else
        {
            Count++;
        }
        _intervals[_next] = interval;
        _next = (_next + 1) % _intervals.Length;
        _sum += interval;
        _squares += (double)interval * interval;
    }
}
