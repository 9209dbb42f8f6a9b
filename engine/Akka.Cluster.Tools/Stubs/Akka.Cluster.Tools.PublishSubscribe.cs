using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.Tools.PublishSubscribe;

public sealed partial class CurrentTopics : IEquatable<Akka.Cluster.Tools.PublishSubscribe.CurrentTopics>
{
    internal CurrentTopics() { }
    public CurrentTopics(IImmutableSet<string> topics) { }
    public IImmutableSet<string> Topics { get => throw null; }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.CurrentTopics other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public sealed partial class DistributedPubSub : Akka.Actor.IExtension
{
    internal DistributedPubSub() { }
    public DistributedPubSub(Akka.Actor.ExtendedActorSystem system) { }
    public Akka.Actor.IActorRef Mediator { get => throw null; }
    public bool IsTerminated { get => throw null; }
    public static Akka.Cluster.Tools.PublishSubscribe.DistributedPubSub Get(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Configuration.Config DefaultConfig()=> throw null;
}
public sealed partial class DistributedPubSubExtensionProvider : Akka.Actor.ExtensionIdProvider<Akka.Cluster.Tools.PublishSubscribe.DistributedPubSub>
{
    public DistributedPubSubExtensionProvider() { }
    public override Akka.Cluster.Tools.PublishSubscribe.DistributedPubSub CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public partial class DistributedPubSubMediator : Akka.Actor.ReceiveActor
{
    internal DistributedPubSubMediator() { }
    public DistributedPubSubMediator(Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings settings) { }
    public Akka.Event.ILoggingAdapter Log { get => throw null; }
    public IImmutableDictionary<Akka.Actor.Address, long> OwnVersions { get => throw null; }
    protected override void PostStop()=> throw null;
    protected override void PreStart()=> throw null;
    public static Akka.Actor.Props Props(Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings settings)=> throw null;
}
public sealed partial class DistributedPubSubSettings : Akka.Actor.INoSerializationVerificationNeeded
{
    internal DistributedPubSubSettings() { }
    public DistributedPubSubSettings(string role, Akka.Routing.RoutingLogic routingLogic, TimeSpan gossipInterval, TimeSpan removedTimeToLive, int maxDeltaElements, bool sendToDeadLettersWhenNoSubscribers) { }
    public Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings WithGossipInterval(TimeSpan gossipInterval)=> throw null;
    public Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings WithMaxDeltaElements(int maxDeltaElements)=> throw null;
    public Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings WithRemovedTimeToLive(TimeSpan removedTtl)=> throw null;
    public Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings WithRole(string role)=> throw null;
    public Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings WithRoutingLogic(Akka.Routing.RoutingLogic routingLogic)=> throw null;
    public Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings WithSendToDeadLettersWhenNoSubscribers(bool sendToDeadLetterWhenNoSubscribers)=> throw null;
    public Akka.Routing.RoutingLogic RoutingLogic { get => throw null; }
    public TimeSpan GossipInterval { get => throw null; }
    public TimeSpan RemovedTimeToLive { get => throw null; }
    public bool SendToDeadLettersWhenNoSubscribers { get => throw null; }
    public int MaxDeltaElements { get => throw null; }
    public static Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings Create(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubSettings Create(Akka.Configuration.Config config)=> throw null;
    public string Role { get => throw null; }
}
public sealed partial class GetTopics
{
    internal GetTopics() { }
    public static Akka.Cluster.Tools.PublishSubscribe.GetTopics Instance { get => throw null; }
}
public partial interface IDistributedPubSubMessage
{
}
public sealed partial class Publish : Akka.Actor.IWrappedMessage, Akka.Cluster.Tools.PublishSubscribe.IDistributedPubSubMessage, IEquatable<Akka.Cluster.Tools.PublishSubscribe.Publish>
{
    internal Publish() { }
    public Publish(string topic, object message, bool sendOneMessageToEachGroup = false) { }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.Publish other)=> throw null;
    public bool SendOneMessageToEachGroup { get => throw null; }
    public object Message { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public string Topic { get => throw null; }
}
public sealed partial class Put : IEquatable<Akka.Cluster.Tools.PublishSubscribe.Put>
{
    internal Put() { }
    public Put(Akka.Actor.IActorRef @ref) { }
    public Akka.Actor.IActorRef Ref { get => throw null; }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.Put other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public sealed partial class Remove : IEquatable<Akka.Cluster.Tools.PublishSubscribe.Remove>
{
    internal Remove() { }
    public Remove(string path) { }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.Remove other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public string Path { get => throw null; }
}
public sealed partial class Send : Akka.Actor.IWrappedMessage, Akka.Cluster.Tools.PublishSubscribe.IDistributedPubSubMessage, IEquatable<Akka.Cluster.Tools.PublishSubscribe.Send>
{
    internal Send() { }
    public Send(string path, object message, bool localAffinity = false) { }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.Send other)=> throw null;
    public bool LocalAffinity { get => throw null; }
    public object Message { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public string Path { get => throw null; }
}
public sealed partial class SendToAll : Akka.Actor.IWrappedMessage, Akka.Cluster.Tools.PublishSubscribe.IDistributedPubSubMessage, IEquatable<Akka.Cluster.Tools.PublishSubscribe.SendToAll>
{
    internal SendToAll() { }
    public SendToAll(string path, object message, bool excludeSelf = false) { }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.SendToAll other)=> throw null;
    public bool ExcludeSelf { get => throw null; }
    public object Message { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public string Path { get => throw null; }
}
public sealed partial class Subscribe : IEquatable<Akka.Cluster.Tools.PublishSubscribe.Subscribe>
{
    internal Subscribe() { }
    public Subscribe(string topic, Akka.Actor.IActorRef @ref, string group = default) { }
    public Akka.Actor.IActorRef Ref { get => throw null; }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.Subscribe other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public string Group { get => throw null; }
    public string Topic { get => throw null; }
}
public sealed partial class SubscribeAck : Akka.Event.IDeadLetterSuppression, IEquatable<Akka.Cluster.Tools.PublishSubscribe.SubscribeAck>
{
    internal SubscribeAck() { }
    public SubscribeAck(Akka.Cluster.Tools.PublishSubscribe.Subscribe subscribe) { }
    public Akka.Cluster.Tools.PublishSubscribe.Subscribe Subscribe { get => throw null; }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.SubscribeAck other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public sealed partial class Unsubscribe : IEquatable<Akka.Cluster.Tools.PublishSubscribe.Unsubscribe>
{
    internal Unsubscribe() { }
    public Unsubscribe(string topic, Akka.Actor.IActorRef @ref, string group = default) { }
    public Akka.Actor.IActorRef Ref { get => throw null; }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.Unsubscribe other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public string Group { get => throw null; }
    public string Topic { get => throw null; }
}
public sealed partial class UnsubscribeAck : IEquatable<Akka.Cluster.Tools.PublishSubscribe.UnsubscribeAck>
{
    internal UnsubscribeAck() { }
    public UnsubscribeAck(Akka.Cluster.Tools.PublishSubscribe.Unsubscribe unsubscribe) { }
    public Akka.Cluster.Tools.PublishSubscribe.Unsubscribe Unsubscribe { get => throw null; }
    public bool Equals(Akka.Cluster.Tools.PublishSubscribe.UnsubscribeAck other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
