namespace Akka.Remote.Associations;

/// <summary>
/// System messages on their way to one incarnation of a remote system: each keeps its frame until it is acknowledged. Pure state, no
/// clock and no I/O.
/// </summary>
internal sealed class SystemSendBuffer(int capacity)
{
    private readonly LinkedList<(ulong Seq, byte[] Frame)> _unacked = new();

    /// <summary>The number the next message gets.</summary>
    public ulong NextSeq { get; private set; }

    public int Count => _unacked.Count;

    public bool IsFull => _unacked.Count >= capacity;

    public void Add(byte[] frame) => _unacked.AddLast((NextSeq++, frame));

    /// <summary>
    /// Forgets what <paramref name="cumulativeAck"/> covers, except the <paramref name="nacks"/>, and returns the frames of those:
    /// they go out again at once. An acknowledgement of what was never sent is false: the peer is confused or lying.
    /// </summary>
    public bool TryAcknowledge(ulong cumulativeAck, ulong[] nacks, List<byte[]> resend)
    {
        if (cumulativeAck == ulong.MaxValue)
            return true;
        if (cumulativeAck >= NextSeq)
            return false;
        var missing = nacks == null ? null : new HashSet<ulong>(nacks);
        for (var node = _unacked.First; node != null && node.Value.Seq <= cumulativeAck;)
        {
            var next = node.Next;
            if (missing != null && missing.Contains(node.Value.Seq))
                resend.Add(node.Value.Frame);
            else
                _unacked.Remove(node);
            node = next;
        }
        return true;
    }

    /// <summary>The oldest frames not yet acknowledged, at most <paramref name="limit"/>.</summary>
    public void Unacked(int limit, List<byte[]> frames)
    {
        foreach (var (_, frame) in _unacked)
        {
            if (limit-- == 0)
                return;
            frames.Add(frame);
        }
    }

    /// <summary>A new incarnation counts from 0 and knows nothing of what the old one was told.</summary>
    public int Reset()
    {
        var dropped = _unacked.Count;
        _unacked.Clear();
        NextSeq = 0;
        return dropped;
    }
}
