using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Associations;
using Akka.Serialization;
using Akka.Util;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>
/// Generated protobuf messages under the name of their class. A name finds a parser in a table of the message classes of this process; no
/// assembly is loaded for it.
/// </summary>
internal sealed class ProtobufSerializer : Serializer, IInlineSerializer
{
    private readonly ConcurrentDictionary<string, MessageParser> _parsers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Assembly, bool> _scanned = new();

    public ProtobufSerializer(ExtendedActorSystem system) : base(system) => Scan();

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => ((IMessage)obj).ToByteArray();

    public override object FromBinary(byte[] bytes, Type type) => Parser(type.TypeQualifiedName()).ParseFrom(bytes);

    int IInlineSerializer.SizeOf(object message) => ((IMessage)message).CalculateSize();

    void IInlineSerializer.Write(object message, Span<byte> destination) => ((IMessage)message).WriteTo(destination);

    object IInlineSerializer.Read(ReadOnlySpan<byte> bytes, string manifest) => Parser(manifest).ParseFrom(bytes);

    private MessageParser Parser(string name)
    {
        if (_parsers.TryGetValue(name, out var parser))
            return parser;
        // An assembly with messages may have been loaded since the last look, by this process' own doing.
        Scan();
        return _parsers.TryGetValue(name, out parser)
            ? parser
            : throw new SerializationException($"No protobuf message class '{name}' is loaded in this process.");
    }

    private void Scan()
    {
        var protobuf = typeof(IMessage).Assembly.GetName().Name;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!_scanned.TryAdd(assembly, true) || assembly.IsDynamic)
                continue;
            if (assembly.GetName().Name != protobuf && !assembly.GetReferencedAssemblies().Any(r => r.Name == protobuf))
                continue;
            foreach (var type in TypesOf(assembly))
                if (type is { IsClass: true, IsAbstract: false } && typeof(IMessage).IsAssignableFrom(type)
                    && type.GetProperty("Parser", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is MessageParser parser)
                    _parsers[type.TypeQualifiedName()] = parser;
        }
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.Where(t => t != null).ToArray();
        }
    }
}
