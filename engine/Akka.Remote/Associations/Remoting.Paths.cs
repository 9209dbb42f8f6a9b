using System.Runtime.CompilerServices;
using System.Text;
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Remote.Associations;

/// <summary>
/// References and their paths on the wire. Both directions keep a small direct-mapped table: the same few actors talk most of the time, and
/// neither formatting nor parsing a path per message is affordable.
/// </summary>
internal sealed partial class Remoting
{
    private const int TableSize = 1024;
    private const int LongestPath = 4096;

    // Neither table may keep a stopped actor and all it held alive: one knows paths only, the other local actors weakly.
    private sealed record SenderEntry(ActorPath Path, byte[] Bytes);

    private sealed class RefEntry(byte[] path, IInternalActorRef reference, bool mayBlock)
    {
        private readonly RemoteActorRef _remote = reference as RemoteActorRef;
        private readonly WeakReference<IInternalActorRef> _local = reference is RemoteActorRef ? null : new WeakReference<IInternalActorRef>(reference);

        public byte[] Path { get; } = path;

        public bool MayBlock { get; } = mayBlock;

        /// <summary>Null when the actor has stopped: its name can be taken by a new one.</summary>
        public IInternalActorRef Living => _remote ?? (_local.TryGetTarget(out var local) && !local.IsTerminated ? local : null);
    }

    private readonly SenderEntry[] _senders = new SenderEntry[TableSize];
    // Only the transport's thread resolves.
    private readonly RefEntry[] _refs = new RefEntry[TableSize];
    private byte[] _localPrefix;

    /// <summary>The path a sender has on the wire, null for none.</summary>
    public byte[] SenderPath(IActorRef sender)
    {
        if (sender == null || ReferenceEquals(sender, ActorRefs.NoSender))
            return null;
        if (sender is RemoteActorRef remote)
            return remote.WirePath;
        var path = sender.Path;
        ref var slot = ref _senders[RuntimeHelpers.GetHashCode(path) & (TableSize - 1)];
        var entry = slot;
        if (entry != null && ReferenceEquals(entry.Path, path))
            return entry.Bytes;
        var bytes = Encoding.UTF8.GetBytes(path.ToSerializationFormatWithAddress(_address));
        // A reference for one answer would only push out one that is used again.
        if (sender is ActorRefWithCell)
            slot = new SenderEntry(path, bytes);
        return bytes;
    }

    /// <summary>Whether a message belongs to membership or death watch and so rides in the control lane.</summary>
    public bool IsMembership(object message, RemoteActorRef recipient) =>
        recipient.IsMembership
        || message is ActorSelectionMessage { Elements: { Length: >= 2 } elements }
            && elements[0] is SelectChildName { Name: "system" }
            && elements[1] is SelectChildName { Name: "cluster" or "remote-watcher" };

    /// <param name="mayBlock">Whether a Tell to it can hold the teller up or run the actor in its thread.</param>
    private IInternalActorRef Resolve(ReadOnlySpan<byte> path, out bool mayBlock)
    {
        mayBlock = false;
        if (path.Length > LongestPath)
            return (IInternalActorRef)System.DeadLetters;
        var hash = new HashCode();
        hash.AddBytes(path);
        ref var slot = ref _refs[hash.ToHashCode() & (TableSize - 1)];
        var entry = slot;
        if (entry != null && path.SequenceEqual(entry.Path) && entry.Living is { } known)
        {
            mayBlock = entry.MayBlock;
            return known;
        }

        var text = Encoding.UTF8.GetString(path);
        var resolved = Provider.ResolveActorRefWithLocalAddress(text, _address) ?? (IInternalActorRef)System.DeadLetters;
        mayBlock = MayBlock(resolved);
        if (resolved is RemoteActorRef or ActorRefWithCell { Underlying: ActorCell, IsTerminated: false })
            slot = new RefEntry(path.ToArray(), resolved, mayBlock);
        return resolved;
    }

    /// <summary>
    /// A bounded mailbox lets the teller wait for room; a dispatcher from elsewhere, such as the TestKit's, may run the actor at once. Of an actor that
    /// is just being made neither is known.
    /// </summary>
    private static bool MayBlock(IInternalActorRef recipient) =>
        recipient is ActorRefWithCell { Underlying: var underlying }
        && (underlying is not ActorCell cell || cell.Mailbox?.MessageQueue is IBoundedMessageQueueSemantics || cell.Dispatcher.GetType().Assembly != typeof(ActorCell).Assembly);
}
