using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Associations;
using Akka.Remote.Serialization.Proto;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>Messages to a selection: the message and the path elements that are left to follow.</summary>
public partial class MessageContainerSerializer : Serializer, IInlineSerializer
{
    private const int MaxElements = 256;
    private const int LongestPattern = 1024;

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
        return new ActorSelectionMessage(WrappedPayload.Read(system, envelope.Payload), FromProto(envelope.Pattern));
    }

    private static Selection ToProto(SelectionPathElement element) => element switch
    {
        SelectChildName name => new Selection { Type = Selection.Types.PatternType.ChildName, Matcher = name.Name },
        SelectChildPattern pattern => new Selection { Type = Selection.Types.PatternType.ChildPattern, Matcher = pattern.PatternStr },
        SelectParent => new Selection { Type = Selection.Types.PatternType.Parent },
        _ => throw new ArgumentException($"The selection element {element} cannot travel."),
    };

    private static SelectionPathElement[] FromProto(IList<Selection> pattern)
    {
        if (pattern.Count > MaxElements)
            throw new SerializationException($"A selection of {pattern.Count} elements; at most {MaxElements} are followed.");
        var elements = new SelectionPathElement[pattern.Count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = FromProto(pattern[i]);
        return elements;
    }

    private static SelectionPathElement FromProto(Selection element) => element.Type switch
    {
        Selection.Types.PatternType.ChildName => new SelectChildName(element.Matcher),
        Selection.Types.PatternType.ChildPattern when element.Matcher.Length > LongestPattern =>
            throw new SerializationException($"A selection pattern of {element.Matcher.Length} characters; at most {LongestPattern} are followed."),
        Selection.Types.PatternType.ChildPattern => new SelectChildPattern(element.Matcher),
        Selection.Types.PatternType.Parent => new SelectParent(),
        _ => throw new SerializationException($"Unknown selection element {(int)element.Type}."),
    };
}
