using System.Buffers;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Transport;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>From bytes to messages, on the thread of the transport.</summary>
internal sealed partial class Remoting
{
    private byte[] _scratch;

    public bool Received(Link link, ref ReadOnlySequence<byte> bytes)
    {
        link.LastReceived = Now;
        while (true)
        {
            // Whatever follows the end of an association is not for us any more.
            if (link.Phase == LinkPhase.Closed)
            {
                bytes = bytes.Slice(bytes.End);
                return true;
            }
            switch (FrameReader.TryRead(ref bytes, MaximumFrameSize, out var payload, out var length))
            {
                case FrameStatus.Incomplete:
                    return true;
                case FrameStatus.Refused:
                    return Refuse(link, length < 0
                        ? $"a frame claimed the impossible length {length}"
                        : $"a frame of {length} bytes is larger than akka.remote.dot-netty.tcp.maximum-frame-size = {MaximumFrameSize} (with its 4 bytes of length)");
                case FrameStatus.Complete:
                    if (!Process(link, Contiguous(payload)))
                        return Refuse(link, "a malformed frame was received");
                    break;
            }
        }
    }

    private bool Process(Link link, ReadOnlySpan<byte> payload)
    {
        var frame = default(InboundFrame);
        if (!FrameDecoder.TryDecode(payload, ref frame))
            return false;
        if (link.Phase == LinkPhase.Handshaking)
            return ReceiveFirst(link, frame);
        if (link.Association is not { } association)
            return false;
        association.Stats.BytesReceived += payload.Length + FrameReader.HeaderSize;
        if (frame.IsControl)
            return ReceiveControl(link, frame.Command);
        if (frame.HasAck && !association.ReceiveAck(frame.CumulativeAck, frame.Nacks))
        {
            Log.Warning("{0} acknowledged system message {1}, which was never sent to it.", association.Remote, frame.CumulativeAck);
            return false;
        }
        return !frame.HasEnvelope || ReceiveEnvelope(link, association, frame);
    }

    private bool ReceiveControl(Link link, CommandType command)
    {
        switch (command)
        {
            case CommandType.Heartbeat:
                return true;
            case CommandType.Associate:
                return false;
            case CommandType.DisassociateQuarantined:
                Publish(new ThisActorSystemQuarantinedEvent(_address, link.RemoteAddress));
                break;
        }
        End(link, new LinkEnd(Meaning(command)));
        return true;
    }

    private bool Refuse(Link link, string reason)
    {
        Publish(new RemotingErrorEvent(new AkkaProtocolException(
            $"The connection with {link.RemoteAddress?.ToString() ?? "an unknown system"} is closed: {reason}.")));
        lock (_unknown)
            _unknown.Remove(link);
        if (link.Association is { } association)
        {
            Interlocked.Increment(ref association.Stats.Malformed);
            association.OnClosed(link, new LinkEnd(reason));
        }
        link.Phase = LinkPhase.Closed;
        return false;
    }

    private ReadOnlySpan<byte> Contiguous(in ReadOnlySequence<byte> payload)
    {
        if (payload.IsSingleSegment)
            return payload.FirstSpan;
        var length = (int)payload.Length;
        _scratch ??= new byte[MaximumFrameSize];
        payload.CopyTo(_scratch);
        return _scratch.AsSpan(0, length);
    }

    private bool ReceiveEnvelope(Link link, Association association, in InboundFrame frame)
    {
        association.Stats.MessagesReceived++;
        var recipient = ResolveRecipient(frame.Recipient);
        var sender = frame.HasSender ? ResolveSender(frame.Sender) : ActorRefs.NoSender;
        var readable = TryDeserialize(frame, recipient, sender, out var message);

        // A number means a system message; one that cannot be read still has to be acknowledged, or it would come for ever.
        if (frame.Seq == OutboundEnvelope.NoSeq)
        {
            if (readable)
                Dispatch(message, sender, recipient, frame.Recipient);
            return true;
        }
        var system = message as ISystemMessage;
        if (!association.ReceiveSystem(link, frame.Seq, new SystemDelivery(recipient, system), out var ready))
        {
            Log.Warning("{0} sent system message {1}, far ahead of any that can be missing.", association.Remote, frame.Seq);
            return false;
        }
        foreach (var delivery in ready)
            if (delivery.Message != null)
                delivery.Recipient.SendSystemMessage(delivery.Message);
        return true;
    }

    /// <summary>Gives a message to its local recipient, as far as a remote system is trusted to send it.</summary>
    private void Dispatch(object message, IActorRef sender, IInternalActorRef recipient, ReadOnlySpan<byte> path)
    {
        if (Settings.LogReceive)
            Log.Debug("received {0} for {1} from {2}", message, recipient, sender);

        if (!recipient.IsLocal)
        {
            ReportForeign(message, sender, recipient);
            return;
        }
        if (UseUntrustedMode && !IsTrusted(message, recipient))
        {
            Log.Debug("Dropped {0} for {1}: untrusted-mode is on.", message.GetType(), recipient);
            return;
        }
        if (message is ActorSelectionMessage selection)
            ActorSelection.DeliverSelection(recipient, sender, selection);
        else
            recipient.Tell(message, sender);
    }

    private bool IsTrusted(object message, IInternalActorRef recipient)
    {
        if (recipient == Provider.RemoteDaemon)
            return false;
        if (message is ActorSelectionMessage selection)
        {
            var path = "/" + string.Join("/", selection.Elements.Select(e => e.ToString()));
            return selection.Message is not IPossiblyHarmful && Settings.TrustedSelectionPaths.Contains(path);
        }
        return message is not IPossiblyHarmful;
    }

    private void ReportForeign(object message, IActorRef sender, IInternalActorRef recipient)
    {
        Log.Warning(
            "Dropped a {0} for {1}: this system is {2}. The sender uses another name or address for it than it has.",
            message.GetType(), recipient.Path, _address);
        System.DeadLetters.Tell(new DeadLetter(message, sender ?? System.DeadLetters, recipient), sender);
    }
}
