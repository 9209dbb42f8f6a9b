using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Cluster.Tools.Singleton.Serialization;

/// <summary>Singleton messages on Akka.NET's wire: a closed table of manifests; none has a body.</summary>
public class ClusterSingletonMessageSerializer : SerializerWithStringManifest
{
    private const string HandOverToMeManifest = "A";
    private const string HandOverInProgressManifest = "B";
    private const string HandOverDoneManifest = "C";
    private const string TakeOverFromMeManifest = "D";

    public ClusterSingletonMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override string Manifest(object o) => o switch
    {
        HandOverToMe => HandOverToMeManifest,
        HandOverInProgress => HandOverInProgressManifest,
        HandOverDone => HandOverDoneManifest,
        TakeOverFromMe => TakeOverFromMeManifest,
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj) =>
        obj is HandOverToMe or HandOverInProgress or HandOverDone or TakeOverFromMe ? [] : throw Unknown(obj);

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        HandOverToMeManifest => HandOverToMe.Instance,
        HandOverInProgressManifest => HandOverInProgress.Instance,
        HandOverDoneManifest => HandOverDone.Instance,
        TakeOverFromMeManifest => TakeOverFromMe.Instance,
        _ => throw new SerializationException($"Manifest [{manifest}] is none of the singleton messages; the peer may be of a newer version."),
    };

    private static SerializationException Unknown(object obj) =>
        new($"{obj?.GetType().FullName ?? "null"} is no singleton message; it needs a serializer binding of its own.");
}
