using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>How states get around.</summary>
internal sealed partial class MembershipDaemon
{
    /// <summary>Fewer than half of the members know the newest state.</summary>
    private bool IsGossipBehind => _gossip.Seen.Count < _gossip.Members.Count / 2;

    private void OnGossipTick()
    {
        if (_phase != Phase.Member)
            return;
        SendGossip();
        AskAgainWhenUnknown();
        if (IsGossipBehind)
        {
            After(_settings.GossipInterval / 3, DaemonTick.GossipSpeedup);
            After(_settings.GossipInterval * 2 / 3, DaemonTick.GossipSpeedup);
        }
    }

    /// <summary>Tells one member, chosen at random, our state, or only how far we are when it has seen it.</summary>
    private void SendGossip()
    {
        if (_gossip.IsSingleton || _targets.Pick(_gossip, _random) is not { } peer)
            return;
        if (_gossip.SeenByNode(peer))
            DaemonAt(peer.Address).Tell(new GossipStatus(_self, _gossip.Version), Self);
        else
            SendTo(peer);
    }

    private void SendTo(UniqueAddress node)
    {
        if (_targets.IsValid(_gossip, node))
            DaemonAt(node.Address).Tell(new GossipEnvelope(_self, node, _gossip), Self);
    }

    private void SendTo(UniqueAddress node, IActorRef daemon)
    {
        if (_targets.IsValid(_gossip, node))
            daemon.Tell(new GossipEnvelope(_self, node, _gossip), Self);
    }

    private void OnGossipStatus(GossipStatus status)
    {
        if (!_gossip.HasMember(status.From))
            _cluster.Log.Debug("Ignored the gossip status of [{0}], which is no member", status.From);
        else if (!_gossip.Reachability.IsReachable(_self, status.From))
            _cluster.Log.Debug("Ignored the gossip status of [{0}], which this node cannot reach", status.From);
        else
        {
            _knownAt = Now;
            switch (status.Version.CompareTo(_gossip.Version))
            {
                case VectorClock.Ordering.Same:
                    break;
                case VectorClock.Ordering.After:
                    Sender.Tell(new GossipStatus(_self, _gossip.Version));
                    break;
                default:
                    SendTo(status.From, Sender);
                    break;
            }
        }
    }

    private void OnGossip(GossipEnvelope envelope)
    {
        var from = envelope.From;
        var remote = envelope.Gossip;
        if (!envelope.To.Equals(_self))
        {
            _cluster.Log.Debug("Ignored gossip of [{0}] that is meant for [{1}]", from, envelope.To);
            return;
        }
        if (!remote.HasMember(_self))
        {
            _cluster.Log.Debug("Ignored gossip of [{0}] that does not list this node", from);
            return;
        }
        if (!_gossip.HasMember(from))
        {
            _cluster.Log.Debug("Ignored gossip of [{0}], which is no member", from);
            return;
        }
        if (!_gossip.Reachability.IsReachable(_self, from))
        {
            _cluster.Log.Debug("Ignored gossip of [{0}], which this node cannot reach", from);
            return;
        }

        _knownAt = Now;
        var result = GossipReception.Reconcile(_gossip, remote, _self, _removed);
        if (_settings.VerboseGossipReceivedLogging)
            _cluster.Log.Debug("Cluster Node [{0}] - Receiving gossip from [{1}]: {2}", _self.Address, from, result.Kind);
        var before = _gossip;
        if (result.NeedsBump)
            Change(result.Winner);
        else
            Adopt(result.Winner.SeenToo(_self));
        if (!ReferenceEquals(before.Members, _gossip.Members) && MembershipRules.DownEarlierIncarnations(_gossip, _self) is { } alone)
        {
            _cluster.Info("An earlier incarnation of this node is still a member; marking it as DOWN");
            Change(alone);
        }
        if (!ReferenceEquals(before, _gossip))
            Publish();
        if (result.TalkBack)
            SendTo(from, Sender);
    }
}
