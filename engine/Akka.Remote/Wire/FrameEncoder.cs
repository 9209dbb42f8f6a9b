using System.Buffers.Binary;
using System.Numerics;
using Akka.Remote.Serialization.Proto;

namespace Akka.Remote.Wire;

/// <summary>
/// Writes frames with their length in front. Sizes are computed first, so that a frame is written once, in place, and a protobuf or a
/// string is serialized straight into it.
/// </summary>
internal static class FrameEncoder
{
    /// <summary>Length of the AckAndEnvelopeContainer, which is what maximum-frame-size limits on the sending side.</summary>
    public static int ContainerSize(in OutboundEnvelope envelope, bool hasAck, in AckInfo ack) =>
        Delimited(EnvelopeSize(envelope)) + (hasAck ? Delimited(AckSize(ack)) : 0);

    public static int FrameSize(int containerSize) => FrameReader.HeaderSize + Delimited(containerSize);

    /// <summary>
    /// Writes everything but the message bytes and returns the place for them. <paramref name="destination"/> is exactly
    /// <see cref="FrameSize"/> long.
    /// </summary>
    public static Span<byte> WriteEnvelope(Span<byte> destination, int containerSize, in OutboundEnvelope envelope, bool hasAck, in AckInfo ack)
    {
        var w = new SpanWriter(destination);
        w.Int32(destination.Length - FrameReader.HeaderSize);
        w.Tag(0x0A);
        w.Varint((uint)containerSize);
        if (hasAck)
        {
            w.Tag(0x0A);
            WriteAckBody(ref w, ack);
        }

        w.Tag(0x12);
        w.Varint((uint)EnvelopeSize(envelope));

        w.Tag(0x0A);
        w.Path(envelope.Recipient);

        w.Tag(0x12);
        w.Varint((uint)PayloadSize(envelope));
        Span<byte> message = default;
        if (envelope.MessageLength > 0)
        {
            w.Tag(0x0A);
            w.Varint((uint)envelope.MessageLength);
            message = w.Reserve(envelope.MessageLength);
        }
        if (envelope.SerializerId != 0)
        {
            w.Tag(0x10);
            w.Varint((ulong)(long)envelope.SerializerId);
        }
        if (!envelope.Manifest.IsEmpty)
        {
            w.Tag(0x1A);
            w.Bytes(envelope.Manifest);
        }

        if (envelope.HasSender)
        {
            w.Tag(0x22);
            w.Path(envelope.Sender);
        }
        if (envelope.Seq != 0)
        {
            w.Tag(0x29);
            w.UInt64(envelope.Seq);
        }
        return message;
    }

    public static int AckFrameSize(in AckInfo ack) => FrameSize(Delimited(AckSize(ack)));

    /// <summary>A frame that carries an acknowledgement alone.</summary>
    public static void WriteAck(Span<byte> destination, in AckInfo ack)
    {
        var w = new SpanWriter(destination);
        w.Int32(destination.Length - FrameReader.HeaderSize);
        w.Tag(0x0A);
        w.Varint((uint)Delimited(AckSize(ack)));
        w.Tag(0x0A);
        WriteAckBody(ref w, ack);
    }

    /// <summary>HEARTBEAT and the three kinds of DISASSOCIATE: 12 02 08 0n.</summary>
    public const int ControlFrameSize = FrameReader.HeaderSize + 4;

    public static void WriteControl(Span<byte> destination, CommandType command)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, 4);
        destination[4] = 0x12;
        destination[5] = 0x02;
        destination[6] = 0x08;
        destination[7] = (byte)command;
    }

    private static int EnvelopeSize(in OutboundEnvelope envelope) =>
        Delimited(Delimited(envelope.Recipient.Length))
        + Delimited(PayloadSize(envelope))
        + (envelope.HasSender ? Delimited(Delimited(envelope.Sender.Length)) : 0)
        + (envelope.Seq != 0 ? 9 : 0);

    private static int PayloadSize(in OutboundEnvelope envelope) =>
        (envelope.MessageLength > 0 ? Delimited(envelope.MessageLength) : 0)
        + (envelope.SerializerId != 0 ? 1 + VarintSize((ulong)(long)envelope.SerializerId) : 0)
        + (envelope.Manifest.IsEmpty ? 0 : Delimited(envelope.Manifest.Length));

    private static int AckSize(in AckInfo ack) =>
        (ack.CumulativeAck != 0 ? 9 : 0) + (ack.Nacks is { Length: > 0 } nacks ? Delimited(nacks.Length * 8) : 0);

    private static void WriteAckBody(ref SpanWriter w, in AckInfo ack)
    {
        w.Varint((uint)AckSize(ack));
        if (ack.CumulativeAck != 0)
        {
            w.Tag(0x09);
            w.UInt64(ack.CumulativeAck);
        }
        if (ack.Nacks is { Length: > 0 } nacks)
        {
            w.Tag(0x12);
            w.Varint((uint)(nacks.Length * 8));
            foreach (var nack in nacks)
                w.UInt64(nack);
        }
    }

    /// <summary>One tag byte, the length and the content: every field number on this wire is below 16.</summary>
    private static int Delimited(int length) => 1 + VarintSize((uint)length) + length;

    private static int VarintSize(ulong value) => (BitOperations.Log2(value | 1) * 9 + 73) / 64;

    private ref struct SpanWriter(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        private int _position;

        public void Tag(byte tag) => _destination[_position++] = tag;

        public void Int32(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_destination.Slice(_position), value);
            _position += 4;
        }

        public void UInt64(ulong value)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_destination.Slice(_position), value);
            _position += 8;
        }

        public void Varint(ulong value)
        {
            while (value >= 0x80)
            {
                _destination[_position++] = (byte)(value | 0x80);
                value >>= 7;
            }
            _destination[_position++] = (byte)value;
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            Varint((uint)bytes.Length);
            bytes.CopyTo(_destination.Slice(_position));
            _position += bytes.Length;
        }

        /// <summary>An ActorRefData with its length in front.</summary>
        public void Path(ReadOnlySpan<byte> path)
        {
            Varint((uint)Delimited(path.Length));
            Tag(0x0A);
            Bytes(path);
        }

        public Span<byte> Reserve(int length)
        {
            var place = _destination.Slice(_position, length);
            _position += length;
            return place;
        }
    }
}
