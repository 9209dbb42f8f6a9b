using Akka.Actor;
using Akka.Remote.Transport;

namespace Akka.Remote.Associations;

/// <summary>
/// Everything between this system and one remote address: the links that carry it, the gate and the quarantine, the order of system
/// messages. Sending takes no lock of the association while a link is up and its outbox has room; everything else happens under
/// <see cref="_gate"/>. Decisions are made by <see cref="HandshakeDecision"/>, <see cref="Gate"/> and the two system buffers.
/// </summary>
internal sealed partial class Association
{
    private readonly Remoting _remoting;
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();

    /// <summary>Incarnations that are not spoken to any more, and since when (scheduler time).</summary>
    private readonly Dictionary<int, long> _quarantined = new();

    /// <summary>The link for the lock-free path; null whenever order demands the path through the lock.</summary>
    private volatile Link _hot;

    /// <summary>The link we send on.</summary>
    private Link _write;

    /// <summary>A further link that the peer sends on.</summary>
    private Link _read;

    /// <summary>Our own attempt to connect.</summary>
    private Link _opening;

    private int? _uid;
    private long _gatedUntil;
    private long _disconnectedSince;

    public Association(Remoting remoting, Address remote)
    {
        _remoting = remoting;
        Remote = remote;
        _sent = new SystemSendBuffer(remoting.Settings.SysMsgBufferSize);
        _received = new SystemReceiveBuffer<SystemDelivery>(remoting.Settings.SysMsgBufferSize);
        Lane = new InboundLane(remoting);
        _disconnectedSince = remoting.Now;
        LastUsed = _disconnectedSince;
    }

    public Address Remote { get; }

    public AssociationStats Stats { get; } = new();

    /// <summary>What came in and waits for a worker to read it.</summary>
    public InboundLane Lane { get; }

    public long LastUsed { get; private set; }

    public int? RemoteUid
    {
        get
        {
            lock (_gate)
                return _uid;
        }
    }

    public bool IsConnected => _hot != null;

    /// <summary>Set once the association has left the table: whoever still holds it must ask for a new one.</summary>
    public bool IsForgotten { get; private set; }

    public int QueueDepth
    {
        get
        {
            lock (_gate)
                return _waiting.Count + _sent.Count;
        }
    }

    /// <summary>Whether everything given to this association is with the transport, as far as there is a link that takes it.</summary>
    public bool IsFlushed
    {
        get
        {
            lock (_gate)
                return _opening != null ? _waiting.Count == 0 && _sent.Count == 0
                    : _write == null || _waiting.Count == 0 && _write.Outbox.UserBytes == 0;
        }
    }

    /// <summary>
    /// Nothing depends on this association any more: its address was silent, no system message waits, and no numbering would be lost with
    /// it that the other side still goes by.
    /// </summary>
    public bool TryForget(long now, TimeSpan silence)
    {
        lock (_gate)
            return IsForgotten = _write == null && _read == null && _opening == null && _waiting.Count == 0 && _sent.NextSeq == 0
                && _received.IsFresh && Lane.IsIdle && _quarantined.Count == 0 && now - LastUsed > (long)silence.TotalMilliseconds;
    }

    private AssociationView View(int remoteUid) => new(
        _uid, _quarantined.ContainsKey(remoteUid), _opening != null, _write != null, _write is { Inbound: true }, _read != null,
        _remoting.Settings.UsePassiveConnections);

    private void StartConnecting()
    {
        var link = new Link(false)
        {
            Association = this,
            RemoteAddress = Remote,
            Phase = LinkPhase.Opening,
            Started = _remoting.Now,
        };
        _opening = link;
        _remoting.Links.Associate(Remote, link);
    }
}
