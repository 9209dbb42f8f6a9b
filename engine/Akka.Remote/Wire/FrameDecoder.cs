using Akka.Remote.Serialization.Proto;

namespace Akka.Remote.Wire;

/// <summary>
/// Decodes AkkaProtocolMessage { 1 payload | 2 instruction } down to the payload of the envelope. False means malformed: the
/// association that sent it is closed. Unknown fields are stepped over, as protobuf demands.
/// </summary>
internal static class FrameDecoder
{
    public static bool TryDecode(ReadOnlySpan<byte> payload, ref InboundFrame frame)
    {
        frame = default;
        var seen = false;
        var reader = new ProtoReader(payload);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.LengthDelimited)
            {
                if (!TryDecodeContainer(reader.ReadBytes(), ref frame))
                    return false;
                seen = true;
            }
            else if (field == 2 && wireType == ProtoReader.LengthDelimited)
            {
                if (!TryDecodeInstruction(reader.ReadBytes(), ref frame))
                    return false;
                seen = true;
            }
            else
            {
                reader.Skip(wireType);
            }
        }
        return seen && !reader.Failed;
    }

    /// <summary>AckAndEnvelopeContainer { 1 ack, 2 envelope }</summary>
    private static bool TryDecodeContainer(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.LengthDelimited)
            {
                if (!TryDecodeAck(reader.ReadBytes(), ref frame))
                    return false;
            }
            else if (field == 2 && wireType == ProtoReader.LengthDelimited)
            {
                if (!TryDecodeEnvelope(reader.ReadBytes(), ref frame))
                    return false;
            }
            else
            {
                reader.Skip(wireType);
            }
        }
        return !reader.Failed && (frame.HasAck || frame.HasEnvelope);
    }

    /// <summary>AcknowledgementInfo { 1 cumulativeAck fixed64, 2 nacks packed fixed64 }</summary>
    private static bool TryDecodeAck(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        frame.HasAck = true;
        List<ulong> loose = null;
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.Fixed64)
            {
                frame.CumulativeAck = reader.ReadFixed64();
            }
            else if (field == 2 && wireType == ProtoReader.LengthDelimited)
            {
                var packed = reader.ReadBytes();
                if (reader.Failed || packed.Length % 8 != 0)
                    return false;
                var nacks = new ulong[packed.Length / 8];
                var inner = new ProtoReader(packed);
                for (var i = 0; i < nacks.Length; i++)
                    nacks[i] = inner.ReadFixed64();
                frame.Nacks = nacks;
            }
            else if (field == 2 && wireType == ProtoReader.Fixed64)
            {
                (loose ??= []).Add(reader.ReadFixed64());
            }
            else
            {
                reader.Skip(wireType);
            }
        }
        if (loose != null)
            frame.Nacks = loose.ToArray();
        return !reader.Failed;
    }

    /// <summary>RemoteEnvelope { 1 recipient, 2 message, 4 sender, 5 seq fixed64 }</summary>
    private static bool TryDecodeEnvelope(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        frame.HasEnvelope = true;
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case 1 when wireType == ProtoReader.LengthDelimited:
                    if (!TryDecodePath(reader.ReadBytes(), out frame.Recipient))
                        return false;
                    break;
                case 2 when wireType == ProtoReader.LengthDelimited:
                    if (!TryDecodePayload(reader.ReadBytes(), ref frame))
                        return false;
                    break;
                case 4 when wireType == ProtoReader.LengthDelimited:
                    frame.HasSender = true;
                    if (!TryDecodePath(reader.ReadBytes(), out frame.Sender))
                        return false;
                    break;
                case 5 when wireType == ProtoReader.Fixed64:
                    frame.Seq = reader.ReadFixed64();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
        return !reader.Failed;
    }

    /// <summary>ActorRefData { 1 path }</summary>
    private static bool TryDecodePath(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> path)
    {
        path = default;
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.LengthDelimited)
                path = reader.ReadBytes();
            else
                reader.Skip(wireType);
        }
        return !reader.Failed;
    }

    /// <summary>Payload { 1 message, 2 serializerId, 3 messageManifest }</summary>
    private static bool TryDecodePayload(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case 1 when wireType == ProtoReader.LengthDelimited:
                    frame.Message = reader.ReadBytes();
                    break;
                case 2 when wireType == ProtoReader.Varint:
                    frame.SerializerId = (int)reader.ReadVarint();
                    break;
                case 3 when wireType == ProtoReader.LengthDelimited:
                    frame.Manifest = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
        return !reader.Failed;
    }

    /// <summary>AkkaControlMessage { 1 commandType, 2 handshakeInfo { 1 origin AddressData, 2 uid fixed64 } }</summary>
    private static bool TryDecodeInstruction(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.Varint)
            {
                frame.Command = (CommandType)reader.ReadVarint();
            }
            else if (field == 2 && wireType == ProtoReader.LengthDelimited)
            {
                if (!TryDecodeHandshake(reader.ReadBytes(), ref frame))
                    return false;
            }
            else
            {
                reader.Skip(wireType);
            }
        }
        return !reader.Failed
            && frame.Command is >= CommandType.Associate and <= CommandType.DisassociateQuarantined
            && (frame.Command != CommandType.Associate || frame.HasHandshake);
    }

    private static bool TryDecodeHandshake(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.LengthDelimited)
            {
                frame.HasHandshake = true;
                if (!TryDecodeAddress(reader.ReadBytes(), ref frame))
                    return false;
            }
            else if (field == 2 && wireType == ProtoReader.Fixed64)
            {
                frame.HandshakeUid = reader.ReadFixed64();
            }
            else
            {
                reader.Skip(wireType);
            }
        }
        return !reader.Failed;
    }

    private static bool TryDecodeAddress(ReadOnlySpan<byte> bytes, ref InboundFrame frame)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case 1 when wireType == ProtoReader.LengthDelimited:
                    frame.System = reader.ReadBytes();
                    break;
                case 2 when wireType == ProtoReader.LengthDelimited:
                    frame.Host = reader.ReadBytes();
                    break;
                case 3 when wireType == ProtoReader.Varint:
                    var port = reader.ReadVarint();
                    if (port > ushort.MaxValue)
                        return false;
                    frame.Port = (uint)port;
                    break;
                case 4 when wireType == ProtoReader.LengthDelimited:
                    frame.Protocol = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
        return !reader.Failed;
    }
}
