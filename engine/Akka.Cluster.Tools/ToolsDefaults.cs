using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Cluster.Tools.PublishSubscribe.Serialization;
using Akka.Cluster.Tools.Singleton;
using Akka.Cluster.Tools.Singleton.Serialization;
using Akka.Configuration;

namespace Akka.Cluster.Tools;

/// <summary>
/// What a system needs before it can use this assembly: its default settings, and its serializers in the table. A system learns of the
/// assembly when the first of its extensions or actors starts.
/// </summary>
internal static class ToolsDefaults
{
    internal static Config Config => ReferenceConfig.Of(typeof(ToolsDefaults).Assembly);

    /// <summary>The configured dispatcher, else the engine's own, so that a busy application does not hold up the cluster's tools.</summary>
    internal static string DispatcherOr(string configured) =>
        string.IsNullOrEmpty(configured) ? "akka.actor.internal-dispatcher" : configured;

    internal static void Register(ActorSystem system)
    {
        lock (Config)
        {
            if (system.Settings.Config.HasPath("akka.actor.serializers.akka-pubsub")
                && system.Serialization.FindSerializerForType(typeof(SendToOneSubscriber)) is DistributedPubSubMessageSerializer)
                return;
            system.Settings.InjectTopLevelFallback(Config);
            var extended = (ExtendedActorSystem)system;
            var serialization = system.Serialization;

            var pubSub = new DistributedPubSubMessageSerializer(extended);
            serialization.AddSerializer("akka-pubsub", pubSub);
            serialization.AddSerializationMap(typeof(IDistributedPubSubMessage), pubSub);
            serialization.AddSerializationMap(typeof(SendToOneSubscriber), pubSub);

            var singleton = new ClusterSingletonMessageSerializer(extended);
            serialization.AddSerializer("akka-singleton", singleton);
            serialization.AddSerializationMap(typeof(IClusterSingletonMessage), singleton);

            var client = new ClusterClientMessageSerializer(extended);
            serialization.AddSerializer("akka-cluster-client", client);
            serialization.AddSerializationMap(typeof(IClusterClientMessage), client);
            serialization.AddSerializationMap(typeof(IClusterClientProtocolMessage), client);
        }
    }
}
