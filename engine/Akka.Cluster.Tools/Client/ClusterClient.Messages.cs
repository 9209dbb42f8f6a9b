using System;

namespace Akka.Cluster.Tools.Client;

public sealed partial class ClusterClient
{
    /// <summary>To one actor that is registered under the path with a receptionist, and back through it.</summary>
    public sealed class Send : IClusterClientProtocolMessage, IEquatable<Send>
    {
        public Send(string path, object message, bool localAffinity = false)
        {
            Path = path;
            Message = message;
            LocalAffinity = localAffinity;
        }

        public string Path { get; }

        public object Message { get; }

        public bool LocalAffinity { get; }

        public bool Equals(Send other) => other is not null
            && Path == other.Path
            && LocalAffinity == other.LocalAffinity
            && Equals(Message, other.Message);

        public override bool Equals(object obj) => Equals(obj as Send);

        public override int GetHashCode() => HashCode.Combine(Path, Message, LocalAffinity);
    }

    /// <summary>To all actors that are registered under the path.</summary>
    public sealed class SendToAll : IClusterClientProtocolMessage, IEquatable<SendToAll>
    {
        public SendToAll(string path, object message)
        {
            Path = path;
            Message = message;
        }

        public string Path { get; }

        public object Message { get; }

        public bool Equals(SendToAll other) => other is not null && Path == other.Path && Equals(Message, other.Message);

        public override bool Equals(object obj) => Equals(obj as SendToAll);

        public override int GetHashCode() => HashCode.Combine(Path, Message);
    }

    /// <summary>To the subscribers of a topic.</summary>
    public sealed class Publish : IClusterClientProtocolMessage, IEquatable<Publish>
    {
        public Publish(string topic, object message)
        {
            Topic = topic;
            Message = message;
        }

        public string Topic { get; }

        public object Message { get; }

        public bool Equals(Publish other) => other is not null && Topic == other.Topic && Equals(Message, other.Message);

        public override bool Equals(object obj) => Equals(obj as Publish);

        public override int GetHashCode() => HashCode.Combine(Topic, Message);
    }
}
