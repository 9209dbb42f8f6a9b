using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using Muster.Messages.Workflow;

namespace DriverApp.Raw;

/// <summary>
/// The contract's serializer, as docs/driver.md prints it: identifier 4701, protobuf bytes, and these manifests. Only the messages that
/// this app sends and receives are needed.
/// </summary>
internal sealed class ContractSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public static readonly (string Manifest, MessageParser Parser, Type Type)[] Table =
    [
        ("wa", SubmitRuns.Parser, typeof(SubmitRuns)),
        ("wb", RunsAccepted.Parser, typeof(RunsAccepted)),
        ("wc", RunsRefused.Parser, typeof(RunsRefused)),
        ("wn", FollowSubmission.Parser, typeof(FollowSubmission)),
        ("wo", SubmissionEvents.Parser, typeof(SubmissionEvents)),
        ("wp", FollowRows.Parser, typeof(FollowRows)),
        ("wq", Rows.Parser, typeof(Rows)),
        ("wt", RequestRefused.Parser, typeof(RequestRefused)),
        ("wu", MessageNotUnderstood.Parser, typeof(MessageNotUnderstood)),
    ];

    public override int Identifier => 4701;

    public override string Manifest(object o) => Array.Find(Table, entry => entry.Type == o.GetType()).Manifest;

    public override byte[] ToBinary(object obj) => ((IMessage)obj).ToByteArray();

    public override object FromBinary(byte[] bytes, string manifest) => Array.Find(Table, entry => entry.Manifest == manifest).Parser.ParseFrom(bytes);
}
