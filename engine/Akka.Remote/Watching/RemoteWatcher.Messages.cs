using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Remote;

public partial class RemoteWatcher
{
    public abstract class WatchCommand
    {
        protected WatchCommand(IInternalActorRef watchee, IInternalActorRef watcher)
        {
            Watchee = watchee;
            Watcher = watcher;
        }

        public IInternalActorRef Watchee { get; }

        public IInternalActorRef Watcher { get; }
    }

    public sealed class WatchRemote : WatchCommand
    {
        public WatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : base(watchee, watcher)
        {
        }
    }

    public sealed class UnwatchRemote : WatchCommand
    {
        public UnwatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : base(watchee, watcher)
        {
        }
    }

    /// <summary>Asks the watcher of another node for a sign of life.</summary>
    public sealed class Heartbeat
    {
        private Heartbeat()
        {
        }

        public static Heartbeat Instance { get; } = new();
    }

    /// <summary>The sign of life, with the uid that tells incarnations apart.</summary>
    public class HeartbeatRsp
    {
        public HeartbeatRsp(int addressUid) => AddressUid = addressUid;

        public int AddressUid { get; }
    }

    public class HeartbeatTick
    {
        private HeartbeatTick()
        {
        }

        public static HeartbeatTick Instance { get; } = new();
    }

    public class ReapUnreachableTick
    {
        private ReapUnreachableTick()
        {
        }

        public static ReapUnreachableTick Instance { get; } = new();
    }

    /// <summary>A system has ended in order, and every actor of it with it.</summary>
    internal sealed record NodeEnded(Address Node);

    public sealed class ExpectedFirstHeartbeat
    {
        public ExpectedFirstHeartbeat(Address from) => From = from;

        public Address From { get; }
    }

    private Stats Counted()
    {
        var pairs = ImmutableHashSet.CreateBuilder<(IActorRef, IActorRef)>();
        foreach (var (watchee, watchers) in Watching)
            foreach (var watcher in watchers)
                pairs.Add((watcher, watchee));
        return new Stats(pairs.Count, WatcheeByNodes.Count, pairs.ToImmutable(), WatcheeByNodes.Keys.ToImmutableHashSet());
    }

    /// <summary>Asked for and answered with: how much is being watched.</summary>
    public sealed class Stats
    {
        public Stats(int watching, int watchingNodes)
            : this(watching, watchingNodes, [], [])
        {
        }

        public Stats(int watching, int watchingNodes, ImmutableHashSet<(IActorRef, IActorRef)> watchingRefs, ImmutableHashSet<Address> watchingAddresses)
        {
            Watching = watching;
            WatchingNodes = watchingNodes;
            WatchingRefs = watchingRefs;
            WatchingAddresses = watchingAddresses;
        }

        public static Stats Empty = Counts(0, 0);

        public int Watching { get; }

        public int WatchingNodes { get; }

        public ImmutableHashSet<(IActorRef, IActorRef)> WatchingRefs { get; }

        public ImmutableHashSet<Address> WatchingAddresses { get; }

        public static Stats Counts(int watching, int watchingNodes) => new(watching, watchingNodes);

        public Stats Copy(
            int watching, int watchingNodes, ImmutableHashSet<(IActorRef, IActorRef)> watchingRefs = null, ImmutableHashSet<Address> watchingAddresses = null) =>
            new(watching, watchingNodes, watchingRefs ?? WatchingRefs, watchingAddresses ?? WatchingAddresses);

        public override bool Equals(object obj) => obj is Stats other && Watching == other.Watching && WatchingNodes == other.WatchingNodes;

        public override int GetHashCode() => HashCode.Combine(Watching, WatchingNodes);

        public override string ToString() =>
            $"RemoteWatcher.Stats(watching={Watching}, watchingNodes={WatchingNodes}, watchingRefs=[{string.Join(", ", WatchingRefs.Select(p => $"{p.Item1.Path} -> {p.Item2.Path}"))}], "
            + $"watchingAddresses=[{string.Join(", ", WatchingAddresses)}])";
    }
}
