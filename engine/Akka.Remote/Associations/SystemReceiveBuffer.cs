using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

internal enum ReceiveOutcome
{
    /// <summary>In order: delivered, with whatever it was holding up.</summary>
    Deliver,
    /// <summary>Seen before: only acknowledged again.</summary>
    Duplicate,
    /// <summary>Something before it is missing: kept, and the gap is reported at once.</summary>
    Gap,
    /// <summary>Further ahead than any honest sender can be.</summary>
    OutOfWindow,
}

/// <summary>
/// Puts the system messages of one incarnation of a remote system back into order and exactly once. Pure state; <typeparamref name="T"/> is
/// whatever the caller delivers.
/// </summary>
internal sealed class SystemReceiveBuffer<T>(int window)
{
    private readonly SortedDictionary<ulong, T> _ahead = new();
    private ulong _next;
    private ulong _highest = ulong.MaxValue;

    /// <summary>Takes message <paramref name="seq"/>; what can be delivered now, in order, is added to <paramref name="ready"/>.</summary>
    public ReceiveOutcome Receive(ulong seq, T message, List<T> ready)
    {
        if (seq < _next || _ahead.ContainsKey(seq))
            return ReceiveOutcome.Duplicate;
        if (seq - _next > (ulong)window)
            return ReceiveOutcome.OutOfWindow;

        if (_highest == ulong.MaxValue || seq > _highest)
            _highest = seq;
        if (seq > _next)
        {
            _ahead.Add(seq, message);
            return ReceiveOutcome.Gap;
        }

        ready.Add(message);
        _next++;
        while (_ahead.Remove(_next, out var waiting))
        {
            ready.Add(waiting);
            _next++;
        }
        return ReceiveOutcome.Deliver;
    }

    /// <summary>
    /// The highest number seen, -1 when none, and the ones missing below it. When too many are missing for one acknowledgement it speaks
    /// of a part: what it does not cover counts as not acknowledged yet.
    /// </summary>
    public AckInfo Acknowledge()
    {
        if (_ahead.Count == 0)
            return new AckInfo(_highest, null);
        var missing = new List<ulong>();
        for (var seq = _next; seq < _highest; seq++)
        {
            if (_ahead.ContainsKey(seq))
                continue;
            if (missing.Count == MaxMissing)
                return new AckInfo(seq - 1, missing.ToArray());
            missing.Add(seq);
        }
        return new AckInfo(_highest, missing.ToArray());
    }

    private const int MaxMissing = 1024;

    /// <summary>Nothing was received yet.</summary>
    public bool IsFresh => _highest == ulong.MaxValue;

    public void Reset()
    {
        _ahead.Clear();
        _next = 0;
        _highest = ulong.MaxValue;
    }
}
