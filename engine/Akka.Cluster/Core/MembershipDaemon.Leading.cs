using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>What this node does while it leads, and what it notices of others.</summary>
internal sealed partial class MembershipDaemon
{
    private bool _wasLeader;
    private TimeSpan? _notConvergedSince;
    private TimeSpan _lastHoldUpReport;

    private void ActAsLeader()
    {
        if (_phase != Phase.Member)
            return;
        _removed.Forget(Now);
        var leads = _gossip.IsLeader(_self);
        if (leads != _wasLeader)
        {
            _wasLeader = leads;
            _cluster.Info(leads ? "is the new leader among reachable nodes (more leaders may exist)" : "is no longer leader");
        }
        if (leads)
        {
            if (_gossip.IsConverged(_self, _exitingConfirmed))
            {
                if (_notConvergedSince is not null)
                    _cluster.Info("Leader can perform its duties again");
                _notConvergedSince = null;
                Apply(LeaderActions.OnConvergence(_gossip, _self, _exitingConfirmed, _needed));
            }
            else
            {
                OnNotConverged();
            }
        }
        else
        {
            _notConvergedSince = null;
        }
        ShutDownWhenDowned();
        if (_gossip.StatusOf(_self) == MemberStatus.Down)
            _leaderTicksDown++;
    }

    private void OnNotConverged()
    {
        _notConvergedSince ??= Now;
        if (_settings.AllowWeaklyUpMembers && Now - _notConvergedSince >= _settings.WeaklyUpAfter)
            Apply(LeaderActions.WithoutConvergence(_gossip, _needed));
        // Said once it lasts, and then no more often than somebody would want to read it.
        if (Now - _notConvergedSince >= ReportInterval && Now - _lastHoldUpReport >= 4 * ReportInterval)
        {
            _lastHoldUpReport = Now;
            var unreachable = _gossip.ReachabilityWithoutDown.AllUnreachableOrTerminated.Select(static n => n.Address);
            var behind = _gossip.Members.Where(m => MemberLifeCycle.CountsForConvergence(m.Status) && !_gossip.SeenByNode(m.UniqueAddress)).Select(static m => m.Address);
            _cluster.Info($"Leader can currently not perform its duties: unreachable [{string.Join(", ", unreachable)}], not up to date [{string.Join(", ", behind)}]. "
                + "Members cannot join, leave or be removed until these are back or declared down.");
        }
    }

    private void Apply(LeaderStep step)
    {
        if (!step.IsChange)
            return;
        Change(step.Next);
        foreach (var member in step.Changed)
            _cluster.Info($"Leader is moving node [{member.Address}] to [{member.Status}]");
        foreach (var member in step.Removed)
            _cluster.Info($"Leader is removing {(member.Status == MemberStatus.Exiting ? "exiting" : "unreachable")} node [{member.Address}]");
        Publish();
        if (step.Changed.Exists(static m => m.Status == MemberStatus.Exiting))
            TellExiting(step.Changed);
    }

    /// <summary>Who exits should know at once, and so should those that lead after us.</summary>
    private void TellExiting(IEnumerable<Member> changed)
    {
        foreach (var member in changed)
        {
            if (member.Status == MemberStatus.Exiting)
                SendTo(member.UniqueAddress);
        }
        foreach (var member in _gossip.Members.Where(static m => m.Status == MemberStatus.Up).Order(Member.AgeOrdering).Take(2))
            SendTo(member.UniqueAddress);
    }

    private void Reap()
    {
        if (_phase != Phase.Member || _gossip.IsSingleton)
            return;
        var (lost, back) = MembershipRules.Observe(_gossip, _self, _cluster.FailureDetector.IsAvailable, _exitingConfirmed);
        if (lost.IsEmpty && back.IsEmpty)
            return;
        Change(MembershipRules.Record(_gossip, _self, lost, back));
        foreach (var member in lost)
        {
            if (member.Status is MemberStatus.Exiting or MemberStatus.Down)
                _cluster.Info($"Marking {member.Status} node as UNREACHABLE [{member.Address}]. This is expected: it is on its way out.");
            else
                _log.Warning("Cluster Node [{0}] - Marking node as UNREACHABLE [{1}]. Node roles [{2}]", _self.Address, member.Address, string.Join(",", member.Roles));
        }
        foreach (var member in back)
            _cluster.Info($"Marking node as REACHABLE again [{member.Address}]. Node roles [{string.Join(",", member.Roles)}]");
        Publish();
    }

    /// <summary>Remoting has given up on that incarnation for good.</summary>
    private void OnQuarantined(UniqueAddress node)
    {
        if (_phase != Phase.Member || !_gossip.TryGetMember(node, out var member))
            return;
        var reachability = _gossip.Reachability.Terminated(_self, node);
        if (ReferenceEquals(reachability, _gossip.Reachability))
            return;
        Change(_gossip.WithReachability(reachability));
        _log.Warning("Cluster Node [{0}] - Marking node as TERMINATED [{1}], due to quarantine. Node roles [{2}]. It must still be marked as down before it's removed.",
            _self.Address, node.Address, string.Join(",", member.Roles));
        Publish();
    }
}
