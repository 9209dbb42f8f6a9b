using System.Buffers;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Transport;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Remote.Associations;

/// <summary>Links until their handshake is complete, and their end.</summary>
internal sealed partial class Remoting
{
    private readonly List<Link> _unknown = new();
    private int _uid;

    /// <summary>Connections that have not said yet who they are; a whole large cluster may come at once, and no more than that.</summary>
    private const int MaxUnknown = 4096;

    public Link Accept()
    {
        var link = new Link(true) { Phase = LinkPhase.Opening };
        lock (_unknown)
        {
            if (_unknown.Count >= MaxUnknown)
                return null;
            _unknown.Add(link);
        }
        return link;
    }

    public void Opened(Link link)
    {
        link.Started = link.LastReceived = link.LastHeartbeat = Now;
        link.Phase = LinkPhase.Handshaking;
        if (link.Inbound)
            return;
        lock (_unknown)
            _unknown.Add(link);
        SayAssociate(link);
    }

    public void Closed(Link link, LinkEnd end)
    {
        lock (_unknown)
            _unknown.Remove(link);
        if (link is { Inbound: false, Phase: LinkPhase.Handshaking } && end.Cause == null)
            end = new LinkEnd($"{end.Reason} instead of answering the handshake: one side may use TLS and the other not");
        if (link.Association != null)
            link.Association.OnClosed(link, end);
        else if (end.Cause != null)
            Log.Warning("An incoming connection was refused: {0}", end.Reason);
        else
            Log.Debug("An incoming connection ended before its handshake: {0}.", end.Reason);
    }

    public void Drained(Link link) => link.Association?.OnDrained(link);

    /// <summary>Ends a link on our own decision.</summary>
    public void End(Link link, LinkEnd end)
    {
        Links.Close(link, false);
        lock (_unknown)
            _unknown.Remove(link);
        link.Association?.OnClosed(link, end);
    }

    private void SayAssociate(Link link)
    {
        var message = new AkkaProtocolMessage
        {
            Instruction = new AkkaControlMessage
            {
                CommandType = CommandType.Associate,
                HandshakeInfo = new AkkaHandshakeInfo
                {
                    Origin = new AddressData
                    {
                        System = _address.System,
                        Hostname = _address.Host,
                        Port = (uint)_address.Port.GetValueOrDefault(),
                        Protocol = "tcp",
                    },
                    Uid = (ulong)_uid,
                },
            },
        };
        var frame = new byte[FrameReader.HeaderSize + message.CalculateSize()];
        global::System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - FrameReader.HeaderSize);
        message.WriteTo(frame.AsSpan(FrameReader.HeaderSize));
        Say(link, frame);
    }

    private void Say(Link link, ReadOnlySpan<byte> frame)
    {
        if (link.Outbox.Append(true, frame) == AppendResult.AppendedWake)
            Links.Send(link);
    }

    private void SayLast(Link link, CommandType command)
    {
        Span<byte> frame = stackalloc byte[FrameEncoder.ControlFrameSize];
        FrameEncoder.WriteControl(frame, command);
        Say(link, frame);
        Links.Close(link, true);
        link.Phase = LinkPhase.Closed;
        lock (_unknown)
            _unknown.Remove(link);
    }

    /// <summary>The first frame of a link; false closes the connection at once.</summary>
    private bool ReceiveFirst(Link link, in InboundFrame frame)
    {
        if (frame.Command == CommandType.Associate)
            return CompleteHandshake(link, frame);

        var ended = frame.Command is CommandType.Disassociate or CommandType.DisassociateShuttingDown or CommandType.DisassociateQuarantined;
        if (ended)
        {
            End(link, new LinkEnd("the remote system refused the association: " + Meaning(frame.Command)));
            return true;
        }
        Log.Warning("A connection began with something else than a handshake and was refused.");
        SayLast(link, CommandType.Disassociate);
        link.Association?.OnClosed(link, new LinkEnd("the remote system does not speak this protocol: its first frame was no handshake"));
        return true;
    }

    private bool CompleteHandshake(Link link, in InboundFrame frame)
    {
        if (frame.System.IsEmpty || frame.Host.IsEmpty || frame.Port == 0 || frame.HandshakeUid > uint.MaxValue)
            return false;
        var origin = new Address(
            "akka." + (frame.Protocol.IsEmpty ? "tcp" : Encoding.UTF8.GetString(frame.Protocol)),
            Encoding.UTF8.GetString(frame.System), Encoding.UTF8.GetString(frame.Host), (int)frame.Port);
        lock (_unknown)
            _unknown.Remove(link);
        link.LastHeartbeat = Now;

        if (link.Inbound)
        {
            link.RemoteAddress = origin;
            link.Association = AssociationWith(origin);
            SayAssociate(link);
        }
        else if (!origin.Equals(link.RemoteAddress))
        {
            Log.Warning(
                "The system at {0} calls itself {1}: it will drop messages that are addressed to {0}. Use the name and address it calls itself by.",
                link.RemoteAddress, origin);
        }
        link.Association.OnHandshake(link, (int)frame.HandshakeUid);
        return true;
    }

    private void ExpireHandshakes(long now)
    {
        List<Link> late = null;
        lock (_unknown)
        {
            foreach (var link in _unknown)
                if (link.Phase == LinkPhase.Handshaking && now - link.Started >= HandshakeTimeout)
                    (late ??= []).Add(link);
        }
        if (late == null)
            return;
        foreach (var link in late)
        {
            SayLast(link, CommandType.Disassociate);
            link.Association?.OnClosed(link, new LinkEnd($"no answer to the handshake within {HandshakeTimeout / 1000.0:0.#} s (akka.remote.handshake-timeout)"));
        }
    }

    private static string Meaning(CommandType command) => command switch
    {
        CommandType.DisassociateShuttingDown => "the remote system is shutting down",
        CommandType.DisassociateQuarantined => "the remote system has quarantined this system, which must be restarted",
        _ => "the remote system ended the association",
    };
}
