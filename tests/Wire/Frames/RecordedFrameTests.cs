using System.Buffers;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Wire;
using Google.Protobuf;
using Muster.Tests;
using Shouldly;
using Xunit;

namespace Engine.Wire.Tests.Frames;

public class RecordedFrameTests
{
    private const int RecordedFrames = 1434;

    [Fact]
    public void Every_recorded_frame_decodes_and_encodes_back_to_the_same_bytes()
    {
        var count = 0;
        foreach (var file in Recording.Files)
            foreach (var frame in Recording.Read(file))
            {
                Reencode(frame.Payload).ShouldBe(frame.Payload, $"{file} frame {frame.Number} {frame.Kind}");
                count++;
            }
        count.ShouldBe(RecordedFrames);
        Figure.Add("recorded frames decoded and encoded again", count);
    }

    [Fact]
    public void The_hand_written_decoder_reads_what_the_generated_one_reads()
    {
        foreach (var file in Recording.Files)
            foreach (var recorded in Recording.Read(file))
                SameAsGenerated(recorded.Payload, $"{file} frame {recorded.Number}");
    }

    [Fact]
    public void Every_recorded_frame_is_cut_out_of_a_stream_that_was_split_anywhere()
    {
        var frames = Recording.Read("a-association.jsonl").Concat(Recording.Read("d-death-watch.jsonl")).Select(f => f.Payload).ToList();
        var stream = frames.SelectMany(f => BitConverter.GetBytes(f.Length).Concat(f)).ToArray();
        for (var size = 1; size < 40; size++)
        {
            var pending = Array.Empty<byte>();
            var read = new List<byte[]>();
            for (var at = 0; at < stream.Length; at += size)
            {
                pending = [.. pending, .. stream.AsSpan(at, Math.Min(size, stream.Length - at))];
                var sequence = Split(pending, 3);
                while (FrameReader.TryRead(ref sequence, 128_000, out var payload, out _) == FrameStatus.Complete)
                    read.Add(payload.ToArray());
                pending = sequence.ToArray();
            }
            read.Count.ShouldBe(frames.Count);
            for (var i = 0; i < frames.Count; i++)
                read[i].ShouldBe(frames[i]);
        }
    }

    private static byte[] Reencode(byte[] payload)
    {
        var frame = default(InboundFrame);
        FrameDecoder.TryDecode(payload, ref frame).ShouldBeTrue();
        byte[] bytes;
        if (frame.IsControl)
        {
            if (frame.Command == CommandType.Associate)
                return AkkaProtocolMessage.Parser.ParseFrom(payload).ToByteArray();
            bytes = new byte[FrameEncoder.ControlFrameSize];
            FrameEncoder.WriteControl(bytes, frame.Command);
        }
        else if (frame.HasEnvelope)
        {
            var ack = new AckInfo(frame.CumulativeAck, frame.Nacks!);
            var envelope = new OutboundEnvelope
            {
                Recipient = frame.Recipient,
                HasSender = frame.HasSender,
                Sender = frame.Sender,
                MessageLength = frame.Message.Length,
                SerializerId = frame.SerializerId,
                Manifest = frame.Manifest,
                Seq = frame.Seq,
            };
            var size = FrameEncoder.ContainerSize(envelope, frame.HasAck, ack);
            bytes = new byte[FrameEncoder.FrameSize(size)];
            frame.Message.CopyTo(FrameEncoder.WriteEnvelope(bytes, size, envelope, frame.HasAck, ack));
        }
        else
        {
            var ack = new AckInfo(frame.CumulativeAck, frame.Nacks!);
            bytes = new byte[FrameEncoder.AckFrameSize(ack)];
            FrameEncoder.WriteAck(bytes, ack);
        }
        BitConverter.ToInt32(bytes, 0).ShouldBe(bytes.Length - FrameReader.HeaderSize);
        return bytes[FrameReader.HeaderSize..];
    }

    private static void SameAsGenerated(byte[] payload, string where)
    {
        var frame = default(InboundFrame);
        FrameDecoder.TryDecode(payload, ref frame).ShouldBeTrue();
        var message = AkkaProtocolMessage.Parser.ParseFrom(payload);
        if (message.Instruction != null)
        {
            frame.Command.ShouldBe(message.Instruction.CommandType, where);
            if (message.Instruction.HandshakeInfo is { } handshake)
            {
                frame.HandshakeUid.ShouldBe(handshake.Uid, where);
                frame.Port.ShouldBe(handshake.Origin.Port, where);
                System.Text.Encoding.UTF8.GetString(frame.System).ShouldBe(handshake.Origin.System, where);
                System.Text.Encoding.UTF8.GetString(frame.Host).ShouldBe(handshake.Origin.Hostname, where);
            }
            return;
        }
        var container = AckAndEnvelopeContainer.Parser.ParseFrom(message.Payload);
        frame.HasAck.ShouldBe(container.Ack != null, where);
        frame.HasEnvelope.ShouldBe(container.Envelope != null, where);
        if (container.Ack != null)
        {
            frame.CumulativeAck.ShouldBe(container.Ack.CumulativeAck, where);
            (frame.Nacks ?? []).ShouldBe(container.Ack.Nacks.ToArray(), where);
        }
        if (container.Envelope is not { } envelope)
            return;
        System.Text.Encoding.UTF8.GetString(frame.Recipient).ShouldBe(envelope.Recipient.Path, where);
        System.Text.Encoding.UTF8.GetString(frame.Sender).ShouldBe(envelope.Sender?.Path ?? "", where);
        frame.Message.ToArray().ShouldBe(envelope.Message.Message.ToByteArray(), where);
        frame.Manifest.ToArray().ShouldBe(envelope.Message.MessageManifest.ToByteArray(), where);
        frame.SerializerId.ShouldBe(envelope.Message.SerializerId, where);
        frame.Seq.ShouldBe(envelope.Seq, where);
    }

    private static ReadOnlySequence<byte> Split(byte[] bytes, int parts)
    {
        if (bytes.Length < parts)
            return new ReadOnlySequence<byte>(bytes);
        Segment first = new(bytes.AsMemory(0, bytes.Length / parts), 0), last = first;
        for (var i = 1; i < parts; i++)
        {
            var start = bytes.Length / parts * i;
            var end = i == parts - 1 ? bytes.Length : bytes.Length / parts * (i + 1);
            last = last.Append(bytes.AsMemory(start, end - start));
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
