using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>How members go: by their own wish, or declared down.</summary>
internal sealed partial class MembershipDaemon
{
    private readonly List<TaskCompletionSource<Done>> _awaitLeaving = [];
    private readonly List<TaskCompletionSource<Done>> _awaitExiting = [];
    private bool _shutdownBegun;
    private int _leaderTicksDown;

    private void OnLeave(Address address)
    {
        if (MembershipRules.Leave(_gossip, address) is not { } next)
            return;
        Change(next);
        _cluster.Info($"Marked address [{address}] as [Leaving]");
        Publish();
        // Immediate gossip, so that the leader hears of it before the next tick.
        SendGossip();
    }

    private void OnDown(Address address)
    {
        if (MembershipRules.Down(_gossip, address, out var downed) is not { } next)
        {
            if (!_gossip.Members.Any(m => m.Address.Equals(address)))
                _cluster.Info($"Ignoring down of unknown node [{address}]");
            return;
        }
        Change(next);
        if (downed.UniqueAddress.Equals(_self))
            _cluster.Info($"Marking node as DOWN [{address}] (myself)");
        else
            _cluster.Info($"Marking node as DOWN [{address}]");
        Publish();
        if (downed.UniqueAddress.Equals(_self))
            SendGossip();
        else if (_gossip.Reachability.IsReachable(downed.UniqueAddress))
            SendTo(downed.UniqueAddress);
        ShutDownWhenDowned();
    }

    private void OnExitingConfirmed(UniqueAddress node)
    {
        // A member that has said good-bye goes with the leader's next step instead of being missed first.
        if (_gossip.HasMember(node) && !node.Equals(_self))
            _exitingConfirmed.Add(node);
    }

    private void OnShutdownStep(object message)
    {
        switch (message)
        {
            case BeginLeaving begin:
                if (_phase != Phase.Member || !_gossip.HasMember(_self))
                {
                    // Nobody is going to let us leave: stop trying to join.
                    StopJoining();
                    begin.Done.TrySetResult(Done.Instance);
                    break;
                }
                _shutdownBegun = true;
                OnLeave(_self.Address);
                _awaitLeaving.Add(begin.Done);
                NoticeOwnStatus();
                break;
            case AwaitExiting exiting:
                _awaitExiting.Add(exiting.Done);
                NoticeOwnStatus();
                break;
            case CompleteExiting complete:
                SayGoodbye();
                complete.Done.TrySetResult(Done.Instance);
                break;
        }
    }

    /// <summary>Acts on what the state says about this node itself.</summary>
    private void NoticeOwnStatus()
    {
        var status = _gossip.StatusOf(_self);
        if (_phase != Phase.Member || status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed)
            Complete(_awaitLeaving);
        if (_phase != Phase.Member || status is MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed)
            Complete(_awaitExiting);
        if (_phase == Phase.Member && status == MemberStatus.Exiting && !_shutdownBegun)
        {
            _shutdownBegun = true;
            _cluster.Info("Exiting, starting coordinated shutdown");
            CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        }
        if (_phase == Phase.Member && status == MemberStatus.Removed && !_gossip.IsEmpty)
        {
            // Only the leader takes members out, and it takes itself out last.
            _cluster.Shutdown();
        }
    }

    private void SayGoodbye()
    {
        if (_phase != Phase.Member || _gossip.IsSingleton)
            return;
        _cluster.Info("Exiting completed");
        // The last thing the others should hear from us, before the good-bye: that we have seen ourselves exit.
        var targets = GoodbyeTargets();
        foreach (var node in targets)
            SendTo(node);
        foreach (var node in targets)
            DaemonAt(node.Address).Tell(new ExitingConfirmed(_self), Self);
    }

    /// <summary>The leader, and one more in case that the leader leaves, too.</summary>
    private List<UniqueAddress> GoodbyeTargets()
    {
        var others = _gossip.Members.Where(m => !m.UniqueAddress.Equals(_self)).ToList();
        var targets = new List<UniqueAddress>();
        if (_gossip.LeaderOf(others, _self) is { } leader)
            targets.Add(leader);
        if (_gossip.LeaderOf(others.Where(m => !targets.Contains(m.UniqueAddress)), _self) is { } next)
            targets.Add(next);
        return targets;
    }

    private void ShutDownWhenDowned()
    {
        if (_gossip.StatusOf(_self) != MemberStatus.Down || _cluster.IsTerminated)
            return;
        if (_leaderTicksDown < MembershipRules.LeaderTicksToSpreadDowning && !MembershipRules.DownedMayShutDown(_gossip, _self))
            return;
        _log.Warning("Cluster Node [{0}] - This node has been declared down and shuts down. Reason: {1}. It can join again as a new process.",
            _self.Address, nameof(CoordinatedShutdown.ClusterDowningReason));
        if (_settings.RunCoordinatedShutdownWhenDown)
            CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        _cluster.Shutdown();
    }

    private void CompleteWaiting()
    {
        Complete(_awaitLeaving);
        Complete(_awaitExiting);
    }

    private static void Complete(List<TaskCompletionSource<Done>> waiting)
    {
        foreach (var done in waiting)
            done.TrySetResult(Done.Instance);
        waiting.Clear();
    }
}
