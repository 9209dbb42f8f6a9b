using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Associations;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Strings as UTF-8, int and long as little-endian bytes. Reads long and short manifests whichever it writes.</summary>
public sealed class PrimitiveSerializers : SerializerWithStringManifest, IInlineSerializer
{
    private const string StringName = "System.String", Int32Name = "System.Int32", Int64Name = "System.Int64";
    private const string CoreLib = ", System.Private.CoreLib";

    private readonly string _string;
    private readonly string _int32;
    private readonly string _int64;

    public PrimitiveSerializers(ExtendedActorSystem system, Config config) : base(system)
    {
        var legacy = config == null || config.GetBoolean("use-legacy-behavior", true);
        _string = legacy ? StringName + CoreLib : "S";
        _int32 = legacy ? Int32Name + CoreLib : "I";
        _int64 = legacy ? Int64Name + CoreLib : "L";
    }

    public override string Manifest(object obj) => obj switch
    {
        string => _string,
        int => _int32,
        long => _int64,
        _ => throw Unknown(obj),
    };

    public override byte[] ToBinary(object obj)
    {
        var bytes = new byte[((IInlineSerializer)this).SizeOf(obj)];
        ((IInlineSerializer)this).Write(obj, bytes);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => ((IInlineSerializer)this).Read(bytes, manifest);

    int IInlineSerializer.SizeOf(object message) => message switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        int => sizeof(int),
        long => sizeof(long),
        _ => throw Unknown(message),
    };

    void IInlineSerializer.Write(object message, Span<byte> destination)
    {
        switch (message)
        {
            case string text:
                Encoding.UTF8.GetBytes(text, destination);
                break;
            case int number:
                BinaryPrimitives.WriteInt32LittleEndian(destination, number);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(destination, number);
                break;
        }
    }

    object IInlineSerializer.Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        switch (Kind(manifest))
        {
            case 'S':
                return Encoding.UTF8.GetString(bytes);
            case 'I' when bytes.Length == sizeof(int):
                return BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case 'L' when bytes.Length == sizeof(long):
                return BinaryPrimitives.ReadInt64LittleEndian(bytes);
            default:
                throw new SerializationException($"{bytes.Length} bytes with manifest '{manifest}' are no string, int or long.");
        }
    }

    /// <summary>The assembly behind the long names differs between runtimes.</summary>
    private static char Kind(string manifest)
    {
        if (manifest.Length == 1)
            return manifest[0];
        var comma = manifest.IndexOf(',');
        var name = comma < 0 ? manifest.AsSpan() : manifest.AsSpan(0, comma);
        return name switch
        {
            StringName => 'S',
            Int32Name => 'I',
            Int64Name => 'L',
            _ => '?',
        };
    }

    private static ArgumentException Unknown(object obj) => new($"{obj?.GetType()} is no string, int or long.");
}
