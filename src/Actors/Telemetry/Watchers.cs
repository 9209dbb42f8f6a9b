using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

/// <summary>Who watches, and what all of them together want of the monitors. A watcher that asks no more is forgotten.</summary>
internal sealed class Watchers
{
    /// <summary>How long a watcher may be silent after its last question was answered.</summary>
    public const long PatienceUs = 10_000_000;

    private const int LeastIntervalMs = 100;
    private const int MostIntervalMs = 3_600_000;
    private const int UsualIntervalMs = 1000;

    private readonly Dictionary<string, (long UntilUs, int IntervalMs, IReadOnlyList<string> Nodes)> _sessions = [];

    /// <summary>Nobody watches.</summary>
    public bool None => _sessions.Count == 0;

    /// <summary>What the monitors shall do: the shortest interval that anyone wants, on every node that anyone wants (empty: on all).</summary>
    public (int IntervalMs, IReadOnlyList<string> Nodes) Wanted => None
        ? (UsualIntervalMs, [])
        : (_sessions.Values.Min(s => s.IntervalMs), _sessions.Values.Any(s => s.Nodes.Count == 0) ? [] : [.. _sessions.Values.SelectMany(s => s.Nodes).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Someone asks.</summary>
    public void Ask(FollowTelemetry request, long nowUs) => _sessions[request.Session] = (
        nowUs + (request.WaitMs * 1000L) + PatienceUs,
        Math.Clamp(request.IntervalMs == 0 ? UsualIntervalMs : request.IntervalMs, LeastIntervalMs, MostIntervalMs),
        [.. request.Nodes]);

    /// <summary>Someone says that it watches no more.</summary>
    public bool End(string session) => _sessions.Remove(session);

    /// <summary>Forgets those who have been silent for too long.</summary>
    public void Expire(long nowUs)
    {
        foreach (var session in _sessions.Where(s => s.Value.UntilUs <= nowUs).Select(s => s.Key).ToArray())
            _sessions.Remove(session);
    }
}
