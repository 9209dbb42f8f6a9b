using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Transport;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>System messages: numbered, acknowledged, resent, delivered once and in order.</summary>
internal sealed partial class Association
{
    private readonly SystemSendBuffer _sent;
    private readonly SystemReceiveBuffer<SystemDelivery> _received;
    private readonly List<byte[]> _frames = new();
    private readonly List<SystemDelivery> _ready = new();

    /// <summary>A termination notice was put among the user frames, to stay behind what its actor had sent; later ones must not overtake it.</summary>
    private bool _orderedAmongUserFrames;

    private long _resendAt = long.MaxValue;

    private Link _ackLink;
    private volatile bool _ackDue;
    private bool _ackTimer;

    private void SendSystem(ISystemMessage message, RemoteActorRef recipient)
    {
        if (!_remoting.TrySerialize(message, recipient, out var body))
            return;
        var aftermath = new Aftermath();
        lock (_gate)
        {
            if (_sent.IsFull)
            {
                QuarantineLocked(_uid, aftermath, $"{_sent.Count} system messages wait for an acknowledgement (akka.remote.system-message-buffer-size)");
            }
            else
            {
                var frame = Frame(body, recipient);
                _sent.Add(frame);
                if (_resendAt == long.MaxValue)
                    _resendAt = _remoting.Now + (long)_remoting.Settings.SysResendTimeout.TotalMilliseconds;
                if (_write is { Phase: LinkPhase.Open })
                    Transmit(_write, frame, message is DeathWatchNotification);
                else if (_opening == null && !_remoting.IsShutdown && Gate.Decide(_gatedUntil, _remoting.Now) == GateVerdict.Connect)
                    StartConnecting();
            }
        }
        _remoting.Settle(this, aftermath);
    }

    private byte[] Frame(in SerializedMessage body, RemoteActorRef recipient)
    {
        // No sender: none of the recorded system messages carries one.
        var envelope = new OutboundEnvelope
        {
            Recipient = recipient.WirePath,
            MessageLength = body.Length,
            SerializerId = body.SerializerId,
            Manifest = body.Manifest,
            Seq = _sent.NextSeq,
        };
        var containerSize = FrameEncoder.ContainerSize(envelope, false, default);
        var frame = new byte[FrameEncoder.FrameSize(containerSize)];
        body.WriteTo(FrameEncoder.WriteEnvelope(frame, containerSize, envelope, false, default));
        return frame;
    }

    private void Transmit(Link link, byte[] frame, bool keepOrder)
    {
        var userFramesWait = _waiting.Count > 0 || link.Outbox.UserBytes > 0;
        _orderedAmongUserFrames = userFramesWait && (_orderedAmongUserFrames || keepOrder);
        if (!_orderedAmongUserFrames)
            Append(link, true, frame);
        else if (_waiting.Count > 0)
            _waiting.Enqueue(new Waiting(null, null, null, frame));
        else
            Append(link, false, frame);
    }

    /// <summary>Takes message <paramref name="seq"/> of the peer and returns what may be delivered now; runs on the link's thread.</summary>
    public bool ReceiveSystem(Link link, ulong seq, in SystemDelivery delivery, out List<SystemDelivery> ready)
    {
        lock (_gate)
        {
            _ready.Clear();
            ready = _ready;
            var outcome = _received.Receive(seq, delivery, _ready);
            if (outcome == ReceiveOutcome.OutOfWindow)
                return false;
            _ackLink = link;
            if (outcome == ReceiveOutcome.Gap && Reads(link))
                SendAck();
            else
                DeferAck();
            return true;
        }
    }

    /// <summary>Whether the peer takes what it is answered; one that only asks must not fill our memory with answers.</summary>
    private static bool Reads(Link link) => link.Outbox.ControlBytes < 1024 * 1024;

    public bool ReceiveAck(ulong cumulativeAck, ulong[] nacks)
    {
        lock (_gate)
        {
            _frames.Clear();
            if (!_sent.TryAcknowledge(cumulativeAck, nacks, _frames))
                return false;
            if (_sent.Count == 0)
                _resendAt = long.MaxValue;
            // What is not sent again now is at the next tick.
            if (_write is { Phase: LinkPhase.Open } && Reads(_write))
                foreach (var frame in _frames)
                    Append(_write, true, frame);
            return true;
        }
    }

    /// <summary>Under the lock: sends again what is not acknowledged, at most resend-limit messages.</summary>
    private void Resend(Link link, long now, int limit)
    {
        _resendAt = _sent.Count == 0 ? long.MaxValue : now + (long)_remoting.Settings.SysResendTimeout.TotalMilliseconds;
        _frames.Clear();
        _sent.Unacked(limit, _frames);
        foreach (var frame in _frames)
            Append(link, true, frame);
    }

    /// <summary>Under the lock: an acknowledgement leaves with the next envelope, or alone after the piggy-back time.</summary>
    private void DeferAck()
    {
        _ackDue = true;
        if (_ackTimer)
            return;
        _ackTimer = true;
        _remoting.After(_remoting.Settings.SysMsgAckTimeout, OnAckTimer);
    }

    private void OnAckTimer()
    {
        lock (_gate)
        {
            _ackTimer = false;
            if (_ackDue)
                SendAck();
        }
    }

    private void SendAck()
    {
        _ackDue = false;
        if (_ackLink is not { Phase: LinkPhase.Open })
            return;
        var ack = _received.Acknowledge();
        Span<byte> frame = ack.Nacks == null ? stackalloc byte[32] : new byte[64 + ack.Nacks.Length * 8];
        frame = frame.Slice(0, FrameEncoder.AckFrameSize(ack));
        FrameEncoder.WriteAck(frame, ack);
        Append(_ackLink, true, frame);
    }

    private bool TryTakeAck(Link link, out AckInfo ack)
    {
        ack = default;
        // Behind queued user frames it would be late: then it goes alone, in the control lane.
        if (!_ackDue || link.Outbox.UserBytes > 0)
            return false;
        lock (_gate)
        {
            if (!_ackDue || _ackLink != link)
                return false;
            _ackDue = false;
            ack = _received.Acknowledge();
            return true;
        }
    }

    private void RestoreAck()
    {
        lock (_gate)
            DeferAck();
    }
}
