using Akka.Util;

namespace Akka.Actor;

public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef sender) => TellInternal(message, sender);

    protected abstract void TellInternal(object message, IActorRef sender);

    public virtual ISurrogate ToSurrogate(ActorSystem system) =>
        new Surrogate(Serialization.Serialization.SerializedActorPath(this));

    public override string ToString() => Path.Uid == ActorCell.UndefinedUid ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    public override bool Equals(object obj) => ReferenceEquals(this, obj) || (obj is IActorRef other && SameActor(other));
    public bool Equals(IActorRef other) => ReferenceEquals(this, other) || (other is not null && SameActor(other));

    // A path equals another without regard to the uid; a reference means one incarnation.
    private bool SameActor(IActorRef other) => Path.Uid == other.Path.Uid && Path.Equals(other.Path);

    public override int GetHashCode() => HashCode.Combine(Path.Uid, Path);

    public int CompareTo(object obj) => obj switch
    {
        null => 1,
        IActorRef other => CompareTo(other),
        _ => throw new ArgumentException($"Object must be of type {nameof(IActorRef)}, but is {obj.GetType()}.", nameof(obj)),
    };

    public int CompareTo(IActorRef other)
    {
        if (other is null) return 1;
        int byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public class Surrogate : ISurrogate
    {
        public Surrogate(string path) => Path = path;

        public string Path { get; }

        public ISurrogated FromSurrogate(ActorSystem system) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(Path);
    }
}
