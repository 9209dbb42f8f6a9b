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
    private long _malformed;

    /// <summary>Connections that were closed for what came on them, also those that had not come to an association.</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

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
            case CommandType.DisassociateShuttingDown:
                TellWatcherOfEnd(link);
                break;
            case CommandType.DisassociateQuarantined:
                Publish(new ThisActorSystemQuarantinedEvent(_address, link.RemoteAddress));
                break;
        }
        End(link, new LinkEnd(Meaning(command)));
        return true;
    }

    /// <summary>An orderly end leaves no actor alive: who is still watched there is dead, even if the watch came too late for a notice.</summary>
    private void TellWatcherOfEnd(Link link)
    {
        if (Provider.RemoteWatcher is not IInternalActorRef watcher)
            return;
        var ended = new RemoteWatcher.NodeEnded(link.RemoteAddress);
        if (link.Association.Lane.IsIdle)
            watcher.Tell(ended, ActorRefs.NoSender);
        else
            link.Association.Lane.Add(link, new InboundMessage(watcher, ended));
    }

    private bool Refuse(Link link, string reason)
    {
        Publish(new RemotingErrorEvent(new AkkaProtocolException(
            $"The connection with {link.RemoteAddress?.ToString() ?? "an unknown system"} is closed: {reason}.")));
        Interlocked.Increment(ref _malformed);
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
        var recipient = Resolve(frame.Recipient, out var mayBlock);
        var sender = frame.HasSender ? Resolve(frame.Sender, out _) : ActorRefs.NoSender;
        var manifest = ManifestText(frame.Manifest);
        if (frame.Seq != OutboundEnvelope.NoSeq)
            return ReceiveSystem(link, association, frame, manifest, recipient, sender);
        if (Links.HasOwnThread && !MayReadHere(association, frame, mayBlock))
        {
            association.Lane.Add(link, new InboundMessage(recipient, sender, frame.Message.ToArray(), frame.SerializerId, manifest));
            return true;
        }
        if (TryDeserialize(frame, manifest, recipient, sender, out var message))
            Dispatch(message, sender, Present(recipient));
        return true;
    }

    /// <summary>Whether this thread, which moves the bytes of every association, may read and deliver a user message itself.</summary>
    private bool MayReadHere(Association association, in InboundFrame frame, bool mayBlock)
    {
        var reading = Promptness.Of(Kind(frame.SerializerId), frame.SerializerId, frame.Manifest, frame.Message, _kindOf);
        return reading == Reading.Control || reading == Reading.Prompt && !mayBlock && association.Lane.IsIdle;
    }

    /// <summary>Numbered messages; one that cannot be read still has to be acknowledged, or it would come for ever.</summary>
    private bool ReceiveSystem(Link link, Association association, in InboundFrame frame, string manifest, IInternalActorRef recipient, IActorRef sender)
    {
        ISystemMessage system = null;
        if (frame.SerializerId != SystemMessageSerializer)
            ReportUnreadable(frame.SerializerId, manifest, frame.Message.Length, recipient, sender, "only system messages are numbered");
        else if (TryDeserialize(frame, manifest, recipient, sender, out var message))
            system = message as ISystemMessage;
        if (!association.ReceiveSystem(link, frame.Seq, new SystemDelivery(recipient, system), out var ready))
        {
            Log.Warning("{0} sent system message {1}, far ahead of any that can be missing.", association.Remote, frame.Seq);
            return false;
        }
        foreach (var delivery in ready)
        {
            if (delivery.Message == null)
                continue;
            if (UseUntrustedMode && !IsTrusted(delivery.Message))
            {
                Log.Debug("Dropped {0} for {1}: untrusted-mode is on.", delivery.Message.GetType(), delivery.Recipient);
                continue;
            }
            if (association.Lane.MustFollow(delivery.Message))
                association.Lane.Add(link, new InboundMessage(delivery.Recipient, delivery.Message));
            else
                Present(delivery.Recipient).SendSystemMessage(delivery.Message);
        }
        return true;
    }

    private const int SystemMessageSerializer = 22;

    /// <summary>Reads and delivers what waited in a lane; runs on a worker.</summary>
    public void Deliver(in InboundMessage waiting)
    {
        var recipient = Present(waiting.Recipient);
        if (waiting.Ready is ISystemMessage system)
            recipient.SendSystemMessage(system);
        else if (waiting.Ready != null)
            recipient.Tell(waiting.Ready, waiting.Sender);
        else if (TryDeserialize(waiting, out var message))
            Dispatch(message, waiting.Sender, recipient);
    }

    /// <summary>
    /// Who was not there when a message arrived may have been deployed since, by one before it that a lane has read: a watch that was answered
    /// for the absent would say of the living that they are gone.
    /// </summary>
    private IInternalActorRef Present(IInternalActorRef recipient) =>
        recipient is EmptyLocalActorRef { Path: var path } ? (IInternalActorRef)Provider.ResolveActorRef(path) : recipient;

    /// <summary>Gives a message to its recipient; whatever goes wrong there ends neither the thread nor the association.</summary>
    private void Dispatch(object message, IActorRef sender, IInternalActorRef recipient)
    {
        try
        {
            DispatchTrusted(message, sender, recipient);
        }
        catch (Exception e)
        {
            Log.Error(e, "A {0} for {1} from {2} could not be delivered.", message.GetType(), recipient.Path, sender?.Path);
        }
    }

    /// <summary>Gives a message to its local recipient, as far as a remote system is trusted to send it.</summary>
    private void DispatchTrusted(object message, IActorRef sender, IInternalActorRef recipient)
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
            Log.Debug(
                message is ActorSelectionMessage
                    ? "Dropped {0} for {1}: untrusted-mode is on; a selection passes when its path stands at akka.remote.trusted-selection-paths."
                    : "Dropped {0} for {1}: untrusted-mode is on.", message, recipient);
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
            return recipient.Equals(Provider.RootGuardian) && selection.Message is not IPossiblyHarmful && Settings.TrustedSelectionPaths.Contains(path);
        }
        return message is not IPossiblyHarmful;
    }

    /// <summary>What an untrusted peer may tell actors about their life: the end of actors they watch or supervise, and nothing else.</summary>
    private bool IsTrusted(ISystemMessage message) => message is DeathWatchNotification or Failed or Supervise;

    private void ReportForeign(object message, IActorRef sender, IInternalActorRef recipient)
    {
        Log.Warning(
            "Dropped a {0} for {1}: this system is {2}. The sender uses another name or address for it than it has.",
            message.GetType(), recipient.Path, _address);
        System.DeadLetters.Tell(new DeadLetter(message, sender ?? System.DeadLetters, recipient), sender);
    }
}
