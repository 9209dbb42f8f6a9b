using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>Messages to a selection: the message and the path elements that are left to follow.</summary>
public class MessageContainerSerializer : Serializer
{
    private const int MaxElements = 256;

    public MessageContainerSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not ActorSelectionMessage selection)
            throw new ArgumentException($"{obj?.GetType()} is no ActorSelectionMessage.");
        var envelope = new SelectionEnvelope { Payload = WrappedPayload.Write(system, selection.Message) };
        foreach (var element in selection.Elements)
            envelope.Pattern.Add(ToProto(element));
        return envelope.ToByteArray();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        var envelope = SelectionEnvelope.Parser.ParseFrom(bytes);
        if (envelope.Pattern.Count > MaxElements)
            throw new SerializationException($"A selection of {envelope.Pattern.Count} elements; at most {MaxElements} are followed.");
        var elements = new SelectionPathElement[envelope.Pattern.Count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = FromProto(envelope.Pattern[i]);
        return new ActorSelectionMessage(WrappedPayload.Read(system, envelope.Payload), elements);
    }

    private static Selection ToProto(SelectionPathElement element) => element switch
    {
        SelectChildName name => new Selection { Type = Selection.Types.PatternType.ChildName, Matcher = name.Name },
        SelectChildPattern pattern => new Selection { Type = Selection.Types.PatternType.ChildPattern, Matcher = pattern.PatternStr },
        SelectParent => new Selection { Type = Selection.Types.PatternType.Parent },
        _ => throw new ArgumentException($"The selection element {element} cannot travel."),
    };

    private static SelectionPathElement FromProto(Selection element) => element.Type switch
    {
        Selection.Types.PatternType.ChildName => new SelectChildName(element.Matcher),
        Selection.Types.PatternType.ChildPattern => new SelectChildPattern(element.Matcher),
        Selection.Types.PatternType.Parent => new SelectParent(),
        _ => throw new SerializationException($"Unknown selection element {(int)element.Type}."),
    };
}
