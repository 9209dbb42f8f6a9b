using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Status = Akka.Cluster.Tools.PublishSubscribe.Internal.Status;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Each interval a mediator tells one other its versions. Who hears versions answers with what the other lacks, and with its own
/// versions when it is the one that lacks something.
/// </summary>
public partial class DistributedPubSubMediator
{
    private void ReceiveGossip()
    {
        Receive<Status>(status =>
        {
            // A former incarnation of a member, or a stranger, has no say.
            if (!IsKnown(Sender))
                return;
            var theirs = status.ByAddress();
            var delta = _registry.DeltaFor(theirs, _settings.MaxDeltaElements);
            if (delta.Count > 0)
                Sender.Tell(new Delta(delta));
            if (!status.IsReplyToStatus && _registry.IsBehind(theirs))
                Sender.Tell(OwnStatus(isReply: true));
        });
        Receive<Delta>(delta =>
        {
            if (IsKnown(Sender))
                _registry = _registry.Merge(delta.Buckets, _nodes);
        });
        Receive<GossipTick>(_ =>
        {
            var others = _nodes.Where(node => !node.Equals(_cluster.SelfAddress)).ToArray();
            if (others.Length == 0)
                return;
            var partner = others[_random.Next(others.Length)];
            Context.ActorSelection(Self.Path.ToStringWithAddress(partner)).Tell(OwnStatus(isReply: false), Self);
        });
        Receive<Internal.Prune>(_ => _registry = _registry.Prune(_settings.RemovedTimeToLive));
    }

    private Status OwnStatus(bool isReply) => new(_registry.Versions.ToImmutableArray(), isReply);

    private bool IsKnown(IActorRef peer) => peer.Path.Address.HasLocalScope || _nodes.Contains(peer.Path.Address);
}
