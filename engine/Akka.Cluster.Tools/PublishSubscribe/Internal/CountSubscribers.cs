namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Answered by the number of this node's subscribers of a topic.</summary>
public sealed class CountSubscribers
{
    public CountSubscribers(string topic)
    {
        Topic = topic;
    }

    public string Topic { get; }
}
