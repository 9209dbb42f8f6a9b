using System.Runtime.Serialization;
using Akka.Remote.Wire;

namespace Akka.Cluster.Serialization;

/// <summary>The fields of a heartbeat or its answer; how the time is written differs between them.</summary>
internal readonly ref struct Signal
{
    private Signal(ReadOnlySpan<byte> from, long sequenceNr, ulong creationTime)
    {
        From = from;
        SequenceNr = sequenceNr;
        CreationTime = creationTime;
    }

    public ReadOnlySpan<byte> From { get; }

    public long SequenceNr { get; }

    public ulong CreationTime { get; }

    public static Signal Of(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        ReadOnlySpan<byte> from = default;
        ulong sequenceNr = 0, creationTime = 0;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, ProtoReader.LengthDelimited):
                    from = reader.ReadBytes();
                    break;
                case (2, ProtoReader.Varint):
                    sequenceNr = reader.ReadVarint();
                    break;
                case (3, ProtoReader.Varint):
                    creationTime = reader.ReadVarint();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
        if (reader.Failed || from.IsEmpty)
            throw new SerializationException("A heartbeat that is cut off or has no sender");
        return new Signal(from, (long)sequenceNr, creationTime);
    }
}

/// <summary>The first three fields of a message that are messages themselves.</summary>
internal readonly ref struct Parcel
{
    private Parcel(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        First = first;
        Second = second;
        Third = third;
    }

    public ReadOnlySpan<byte> First { get; }

    public ReadOnlySpan<byte> Second { get; }

    public ReadOnlySpan<byte> Third { get; }

    public static Parcel Of(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        ReadOnlySpan<byte> first = default, second = default, third = default;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (wireType != ProtoReader.LengthDelimited)
            {
                reader.Skip(wireType);
                continue;
            }
            var content = reader.ReadBytes();
            switch (field)
            {
                case 1:
                    first = content;
                    break;
                case 2:
                    second = content;
                    break;
                case 3:
                    third = content;
                    break;
            }
        }
        if (reader.Failed)
            throw new SerializationException("A gossip message that is cut off");
        return new Parcel(first, second, third);
    }
}
