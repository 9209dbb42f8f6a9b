using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace WireSample;

public record Person(string Name, int Age);

public enum Color
{
    Red,
    Green,
    Blue,
}

public class OrderLine
{
    public string Sku { get; set; }
    public int Count { get; set; }
}

public class Order
{
    public string Id { get; set; }
    public int Quantity { get; set; }
    public long Ticks { get; set; }
    public double Weight { get; set; }
    public decimal Price { get; set; }
    public float Ratio { get; set; }
    public bool Paid { get; set; }
    public Color Color { get; set; }
    public DateTime When { get; set; }
    public TimeSpan Span { get; set; }
    public Guid Key { get; set; }
    public List<OrderLine> Lines { get; set; }
    public Dictionary<string, int> Map { get; set; }
    public object Boxed { get; set; }
    public string Missing { get; set; }
    public byte[] Raw { get; set; }
}

public class WithRef
{
    public IActorRef Ref { get; set; }
    public string Note { get; set; }
}

public class Immut
{
    public ImmutableList<string> Items { get; set; }
}

public sealed class SampleException : Exception
{
    public SampleException(string message) : base(message)
    {
    }

    private SampleException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
    }
}

public sealed record Ping(int Number, string Text);

public sealed record Pong(int Number);

/// <summary>Serializer 1001 of the recordings.</summary>
public sealed class PingSerializer : SerializerWithStringManifest
{
    public PingSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override int Identifier => 1001;

    public override string Manifest(object o) => o is Ping ? "PING-v1" : "PONG-v1";

    public override byte[] ToBinary(object obj)
    {
        var text = obj is Ping ping ? Encoding.UTF8.GetBytes(ping.Text) : [];
        var bytes = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, obj is Ping p ? p.Number : ((Pong)obj).Number);
        text.CopyTo(bytes, 4);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "PING-v1" => new Ping(BinaryPrimitives.ReadInt32LittleEndian(bytes), Encoding.UTF8.GetString(bytes, 4, bytes.Length - 4)),
        "PONG-v1" => new Pong(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        _ => throw new SerializationException(manifest),
    };
}
