using Akka.Remote.Serialization.Proto;
using Google.Protobuf;

namespace Engine.Wire.Tests.Replay;

/// <summary>A frame taken apart, with the key by which frames of the same kind are matched.</summary>
public sealed class FrameContent
{
    private static readonly Dictionary<(int, string), MessageParser> Bodies = new()
    {
        [(6, "")] = SelectionEnvelope.Parser,
        [(16, "ID")] = Identify.Parser,
        [(16, "AID")] = ActorIdentity.Parser,
        [(16, "AR")] = ActorRefData.Parser,
        [(16, "RWHR")] = RemoteWatcherHeartbeatResponse.Parser,
        [(16, "STS")] = StatusSuccess.Parser,
        [(16, "STF")] = StatusFailure.Parser,
        [(3, "")] = DaemonMsgCreateData.Parser,
        [(22, "Akka.Dispatch.SysMsg.Watch, Akka")] = WatchData.Parser,
        [(22, "Akka.Dispatch.SysMsg.Unwatch, Akka")] = WatchData.Parser,
        [(22, "Akka.Dispatch.SysMsg.DeathWatchNotification, Akka")] = DeathWatchNotificationData.Parser,
        [(22, "Akka.Dispatch.SysMsg.Supervise, Akka")] = SuperviseData.Parser,
        [(22, "Akka.Dispatch.SysMsg.Failed, Akka")] = FailedData.Parser,
        [(22, "Akka.Dispatch.SysMsg.Recreate, Akka")] = RecreateData.Parser,
        [(22, "Akka.Dispatch.SysMsg.Resume, Akka")] = ResumeData.Parser,
    };

    private FrameContent(byte[] payload)
    {
        Message = AkkaProtocolMessage.Parser.ParseFrom(payload);
        if (Message.Instruction != null)
        {
            Key = Message.Instruction.CommandType.ToString();
            return;
        }
        Container = AckAndEnvelopeContainer.Parser.ParseFrom(Message.Payload);
        Key = Container.Envelope == null ? "Ack" : KeyOf(Container.Envelope.Message);
    }

    internal AkkaProtocolMessage Message { get; }

    internal AckAndEnvelopeContainer? Container { get; }

    /// <summary>Control command, "Ack", or serializer and manifest, of a selection also those of what it carries.</summary>
    public string Key { get; }

    internal bool IsSystemMessage => Container?.Envelope is { Seq: not ulong.MaxValue };

    internal RemoteEnvelope? Envelope => Container?.Envelope;

    public static FrameContent Parse(byte[] payload) => new(payload);

    /// <summary>Lets a family of recordings say how the bodies of its messages are parsed.</summary>
    public static void Register(int serializerId, string manifest, MessageParser parser)
    {
        lock (Bodies)
            Bodies[(serializerId, manifest)] = parser;
    }

    internal static IMessage? Body(Payload payload)
    {
        MessageParser? parser;
        lock (Bodies)
            Bodies.TryGetValue((payload.SerializerId, payload.MessageManifest.ToStringUtf8()), out parser);
        return parser?.ParseFrom(payload.Message);
    }

    private static string KeyOf(Payload payload)
    {
        var key = $"{payload.SerializerId}:{payload.MessageManifest.ToStringUtf8()}";
        return payload.SerializerId == 6 ? $"selection({KeyOf(SelectionEnvelope.Parser.ParseFrom(payload.Message).Payload)})" : key;
    }
}
