using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>From a message to bytes in the outbox.</summary>
internal sealed partial class Association
{
    private bool _backlogReported;

    public void Send(object message, IActorRef sender, RemoteActorRef recipient)
    {
        if (message is ISystemMessage system)
        {
            SendSystem(system, recipient);
            return;
        }

        var link = _hot;
        var control = _remoting.IsMembership(message, recipient);
        var fate = link == null ? Fate.Refused : Append(link, message, sender, recipient, control);
        if (fate == Fate.Settled)
            return;

        var aftermath = new Aftermath();
        lock (_gate)
        {
            // Membership traffic does not stand behind the backlog of user messages.
            if (fate == Fate.Refused && control && _write != null)
                fate = Append(_write, message, sender, recipient, true);
            if (fate == Fate.Unserializable)
                EndOver(message, aftermath);
            else if (fate == Fate.Refused)
                Hold(new Waiting(message, sender, recipient, null), aftermath);
        }
        _remoting.Settle(this, aftermath);
    }

    private enum Fate
    {
        /// <summary>In the outbox, or lost for good with an error that says why.</summary>
        Settled,
        /// <summary>The outbox is full or its link has ended.</summary>
        Refused,
        /// <summary>Lost, and the association with it.</summary>
        Unserializable,
    }

    /// <summary>Under the lock: keeps a message until a link can take it, or loses it at a closed gate.</summary>
    private void Hold(in Waiting waiting, Aftermath aftermath)
    {
        if (_write == null && _opening == null)
        {
            if (_remoting.IsShutdown)
            {
                aftermath.Lose(waiting, "remoting is shut down");
                return;
            }
            if (Gate.Decide(_gatedUntil, _remoting.Now) == GateVerdict.Closed)
            {
                aftermath.Lose(waiting, $"the address is gated: {Stats.LastError}");
                return;
            }
            StartConnecting();
        }
        _hot = null;
        _waiting.Enqueue(waiting);
        if (!_backlogReported && _waiting.Count > _remoting.Settings.LogBufferSizeExceeding)
        {
            _backlogReported = true;
            _remoting.Log.Warning(
                "More than {0} messages wait for {1}: they are produced faster than the connection takes them (akka.remote.log-buffer-size-exceeding).",
                _remoting.Settings.LogBufferSizeExceeding, Remote);
        }
        // The link may have drained between the refusal and the lock; nobody would come back for the message.
        if (_write != null)
            Refill(_write, aftermath);
    }

    private Fate Append(Link link, object message, IActorRef sender, RemoteActorRef recipient, bool control)
    {
        if (!_remoting.TrySerialize(message, recipient, out var body))
        {
            Interlocked.Increment(ref Stats.Lost);
            return Fate.Unserializable;
        }

        _remoting.ReportSize(message, body.Length);
        var senderPath = _remoting.SenderPath(sender);
        var envelope = new OutboundEnvelope
        {
            Recipient = recipient.WirePath,
            HasSender = senderPath != null,
            Sender = senderPath,
            MessageLength = body.Length,
            SerializerId = body.SerializerId,
            Manifest = body.Manifest,
            Seq = OutboundEnvelope.NoSeq,
        };
        var hasAck = TryTakeAck(link, out var ack);
        var containerSize = FrameEncoder.ContainerSize(envelope, hasAck, ack);
        var size = FrameEncoder.FrameSize(containerSize);
        if (size > _remoting.MaximumFrameSize)
        {
            if (hasAck)
                RestoreAck();
            Interlocked.Increment(ref Stats.Oversized);
            _remoting.ReportOversized(message, sender, recipient, body.Length);
            return Fate.Settled;
        }

        var outbox = link.Outbox;
        var wake = false;
        AppendResult result;
        lock (outbox.Lock)
        {
            result = outbox.Check(control, size);
            if (result == AppendResult.Appended)
            {
                var place = FrameEncoder.WriteEnvelope(outbox.Reserve(control, size), containerSize, envelope, hasAck, ack);
                if (_remoting.TryWrite(body, place, message, recipient))
                    wake = outbox.Schedule();
                else
                    outbox.Unreserve(control, size);
            }
        }
        if (result != AppendResult.Appended)
        {
            if (hasAck)
                RestoreAck();
            return Fate.Refused;
        }
        if (wake)
            _remoting.Links.Send(link);
        if (_remoting.Settings.LogSend)
            _remoting.Log.Debug("sent {0} to {1} from {2}", message, recipient.Path, sender);
        Stats.MessagesSent++;
        Stats.BytesSent += size;
        return Fate.Settled;
    }

    /// <summary>Under the lock: moves what waits into the outbox, in order, until it is full.</summary>
    private void Refill(Link link, Aftermath aftermath)
    {
        while (_waiting.TryPeek(out var next))
        {
            var fate = Fate.Settled;
            if (next.Frame != null)
                Append(link, false, next.Frame);
            else
                fate = Append(link, next.Message, next.Sender, next.Recipient, false);
            if (fate == Fate.Refused)
                return;
            _waiting.Dequeue();
            if (fate == Fate.Unserializable)
            {
                EndOver(next.Message, aftermath);
                return;
            }
        }
        _backlogReported = false;
        if (link == _write && link.Phase == LinkPhase.Open)
            _hot = link;
    }

    /// <summary>Under the lock: membership and deployments that waited for the link leave before everything else that did.</summary>
    private void SendWaitingControl(Link link, Aftermath aftermath)
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var next = _waiting.Dequeue();
            var fate = next.Frame == null && _remoting.IsMembership(next.Message, next.Recipient)
                ? Append(link, next.Message, next.Sender, next.Recipient, true)
                : Fate.Refused;
            if (fate == Fate.Refused)
                _waiting.Enqueue(next);
            else if (fate == Fate.Unserializable)
            {
                EndOver(next.Message, aftermath);
                return;
            }
        }
    }

    public void OnDrained(Link link)
    {
        var aftermath = new Aftermath();
        lock (_gate)
        {
            if (link == _write)
                Refill(link, aftermath);
        }
        _remoting.Settle(this, aftermath);
    }

    private void Append(Link link, bool control, ReadOnlySpan<byte> frame)
    {
        if (link.Outbox.Append(control, frame) == AppendResult.AppendedWake)
            _remoting.Links.Send(link);
    }
}
