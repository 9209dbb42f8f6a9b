using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Remote.Associations;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>
/// The same bytes without the copies in between, for messages whose own serializer can do so: all that cluster members tell each other
/// goes to selections.
/// </summary>
public partial class MessageContainerSerializer
{
    private const int Slots = 64;
    private readonly KnownPattern[] _patterns = new KnownPattern[Slots];
    private readonly KnownManifest[] _manifests = new KnownManifest[Slots];

    bool IInlineSerializer.CanWrite(object message) =>
        message is ActorSelectionMessage { Message: { } content } && system.Serialization.FindSerializerFor(content) is IInlineSerializer inline && inline.CanWrite(content);

    int IInlineSerializer.SizeOf(object message)
    {
        var selection = (ActorSelectionMessage)message;
        var size = ProtoWriter.Delimited(PayloadSize(selection.Message, out _, out _, out _));
        foreach (var element in selection.Elements)
            size += ProtoWriter.Delimited(ElementSize(element));
        return size;
    }

    void IInlineSerializer.Write(object message, Span<byte> destination)
    {
        var selection = (ActorSelectionMessage)message;
        var size = PayloadSize(selection.Message, out var serializer, out var length, out var manifest);
        var output = new ProtoWriter(destination);
        output.Length(0x0A, size);
        if (length > 0)
        {
            output.Length(0x0A, length);
            ((IInlineSerializer)serializer).Write(selection.Message, output.Reserve(length));
        }
        if (serializer.Identifier != 0)
        {
            output.Tag(0x10);
            output.Varint((ulong)(long)serializer.Identifier);
        }
        if (manifest.Length > 0)
            output.Text(0x1A, manifest);
        foreach (var element in selection.Elements)
        {
            var (type, matcher) = Parts(element);
            output.Length(0x12, ElementSize(element));
            output.Tag(0x08);
            output.Varint((ulong)type);
            if (matcher.Length > 0)
                output.Text(0x12, matcher);
        }
    }

    object IInlineSerializer.Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        var reader = new ProtoReader(bytes);
        if (!reader.TryReadTag(out var field, out var wireType) || field != 1 || wireType != ProtoReader.LengthDelimited)
            return FromBinary(bytes.ToArray(), null);
        var payload = reader.ReadBytes();
        if (reader.Failed)
            throw new SerializationException("A message to a selection that is cut off.");
        return new ActorSelectionMessage(Content(payload), Elements(bytes[reader.Position..]));
    }

    private object Content(ReadOnlySpan<byte> payload)
    {
        var reader = new ProtoReader(payload);
        ReadOnlySpan<byte> message = default, manifest = default;
        var serializerId = 0;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, ProtoReader.LengthDelimited):
                    message = reader.ReadBytes();
                    break;
                case (2, ProtoReader.Varint):
                    serializerId = (int)reader.ReadVarint();
                    break;
                case (3, ProtoReader.LengthDelimited):
                    manifest = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
        if (reader.Failed)
            throw new SerializationException("A message to a selection that is cut off.");
        if (serializerId == 0 && message.IsEmpty && manifest.IsEmpty)
            return null;
        var name = Manifest(manifest);
        // A selection within a selection goes the way that counts how deep it is.
        return serializerId != Identifier && system.Serialization.ById(serializerId) is IInlineSerializer inline
            ? inline.Read(message, name)
            : system.Serialization.Deserialize(message.ToArray(), serializerId, name);
    }

    /// <summary>Most messages go to a few selections; their elements are the same objects again.</summary>
    private SelectionPathElement[] Elements(ReadOnlySpan<byte> pattern)
    {
        ref var slot = ref _patterns[SlotOf(pattern)];
        if (Volatile.Read(ref slot) is { } known && pattern.SequenceEqual(known.Bytes))
            return known.Elements;
        var envelope = SelectionEnvelope.Parser.ParseFrom(pattern);
        var elements = FromProto(envelope.Pattern);
        if (pattern.Length <= 256)
            Volatile.Write(ref slot, new KnownPattern(pattern.ToArray(), elements));
        return elements;
    }

    private string Manifest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "";
        ref var slot = ref _manifests[SlotOf(bytes)];
        if (Volatile.Read(ref slot) is { } known && bytes.SequenceEqual(known.Bytes))
            return known.Text;
        var text = Encoding.UTF8.GetString(bytes);
        if (bytes.Length <= 256)
            Volatile.Write(ref slot, new KnownManifest(bytes.ToArray(), text));
        return text;
    }

    private int PayloadSize(object message, out Akka.Serialization.Serializer serializer, out int length, out string manifest)
    {
        serializer = system.Serialization.FindSerializerFor(message);
        length = ((IInlineSerializer)serializer).SizeOf(message);
        manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message) ?? "";
        return (length == 0 ? 0 : ProtoWriter.Delimited(length))
            + (serializer.Identifier == 0 ? 0 : 1 + ProtoWriter.VarintSize((ulong)(long)serializer.Identifier))
            + (manifest.Length == 0 ? 0 : ProtoWriter.Delimited(Encoding.UTF8.GetByteCount(manifest)));
    }

    private static int ElementSize(SelectionPathElement element)
    {
        var (_, matcher) = Parts(element);
        return 2 + (matcher.Length == 0 ? 0 : ProtoWriter.Delimited(Encoding.UTF8.GetByteCount(matcher)));
    }

    private static (Selection.Types.PatternType Type, string Matcher) Parts(SelectionPathElement element) => element switch
    {
        SelectChildName name => (Selection.Types.PatternType.ChildName, name.Name),
        SelectChildPattern pattern => (Selection.Types.PatternType.ChildPattern, pattern.PatternStr),
        SelectParent => (Selection.Types.PatternType.Parent, ""),
        _ => throw new ArgumentException($"The selection element {element} cannot travel."),
    };

    private static int SlotOf(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? 0 : (bytes.Length * 31 + bytes[^1] * 7 + bytes[bytes.Length / 2] * 3 + bytes[0]) & (Slots - 1);

    private sealed record KnownPattern(byte[] Bytes, SelectionPathElement[] Elements);

    private sealed record KnownManifest(byte[] Bytes, string Text);
}
