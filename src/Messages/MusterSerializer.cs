using System.Reflection;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Google.Protobuf;

namespace Muster.Messages;

/// <summary>
/// The one serializer of Muster's messages: protobuf bytes and a short manifest out of <see cref="Manifests"/>. No type name crosses the wire.
/// </summary>
public sealed class MusterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Identifier on the wire; never changes.</summary>
    public const int WireIdentifier = 4701;

    /// <summary>The version of Muster that this table of messages is of.</summary>
    public static string Release { get; } =
        typeof(MusterSerializer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>HOCON that names the serializer and binds every type of the table to it; goes in front of a system's configuration.</summary>
    public static Config Binding { get; } = ConfigurationFactory.ParseString(BindingText());

    /// <inheritdoc/>
    public override int Identifier => WireIdentifier;

    /// <inheritdoc/>
    public override string Manifest(object o) => o is UnknownMessage unknown
        ? unknown.Manifest
        : Manifests.Of(o.GetType()) ?? throw NotInTable(o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj switch
    {
        UnknownMessage unknown => unknown.Bytes.ToArray(),
        IMessage message when Manifests.Of(obj.GetType()) is not null => message.ToByteArray(),
        _ => throw NotInTable(obj),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var parser = Manifests.ParserOf(manifest);
        if (parser is null)
            return new UnknownMessage(manifest, bytes, $"Muster {Release} does not know messages of the kind '{manifest}'. Use the same version on every host and driver.");
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            return new UnknownMessage(manifest, bytes, $"The message of the kind '{manifest}' is damaged: {e.Message}");
        }
    }

    private static ArgumentException NotInTable(object o) =>
        new($"{o.GetType().FullName} is not a message of Muster: it is not in the table of {nameof(Manifests)}.");

    private static string BindingText()
    {
        var text = new StringBuilder();
        text.Append("akka.actor {\n  serializers.muster = \"").Append(NameOf(typeof(MusterSerializer)));
        text.Append("\"\n  serialization-identifiers { \"").Append(NameOf(typeof(MusterSerializer))).Append("\" = ").Append(WireIdentifier);
        text.Append(" }\n  serialization-bindings {\n");
        foreach (var type in Manifests.All.Select(e => e.Type).Append(typeof(UnknownMessage)))
            text.Append("    \"").Append(NameOf(type)).Append("\" = muster\n");
        return text.Append("  }\n}\n").ToString();
    }

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
