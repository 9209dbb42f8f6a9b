using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>How this node becomes a member, and how it lets others become one.</summary>
internal sealed partial class MembershipDaemon
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>Joins that wait until an earlier incarnation of their address is removed.</summary>
    private readonly Dictionary<Address, (JoinRequest Join, IActorRef Sender, TimeSpan At)> _waiting = [];

    private IReadOnlyList<Address> _seeds = [];
    private IActorRef _seedProcess;
    private int _seedProcesses;
    private Address _joinTarget;
    private TimeSpan _knownAt;
    private bool _askedAgain;
    private JoinProgress _progress;
    private ICancelable _report;
    private ICancelable _retry;
    private ICancelable _giveUp;

    private void OnJoinSeedNodes(IReadOnlyList<Address> seeds)
    {
        if (_phase == Phase.Member)
        {
            _cluster.Info("Ignored the request to join seed nodes: this node is a member already");
            return;
        }
        StopSeedProcess();
        CancelRetry();
        _phase = Phase.Idle;
        _seeds = seeds;
        StartReporting(seeds);
        _giveUp ??= _settings.ShutdownAfterUnsuccessfulJoinSeedNodes is { } limit && seeds.Count > 0 ? After(limit, DaemonTick.GiveUpJoining) : null;
        if (seeds.Count == 0)
            return;
        if (seeds.All(seed => seed.Equals(_self.Address)))
        {
            OnJoinTo(_self.Address);
            return;
        }
        var number = ++_seedProcesses;
        _seedProcess = seeds[0].Equals(_self.Address)
            ? Context.ActorOf(SeedProcess.Props(_cluster, seeds, isFirst: true).WithDispatcher(_settings.UseDispatcher), "firstSeedNodeProcess-" + number)
            : Context.ActorOf(SeedProcess.Props(_cluster, seeds, isFirst: false).WithDispatcher(_settings.UseDispatcher), "joinSeedNodeProcess-" + number);
    }

    private void OnJoinTo(Address address)
    {
        if (_phase == Phase.Member)
        {
            _cluster.Info($"Ignored the request to join [{address}]: this node is a member already");
            return;
        }
        if (address.Protocol != _self.Address.Protocol || address.System != _self.Address.System)
        {
            _log.Warning("Cluster Node [{0}] - Cannot join [{1}]: {2}", _self.Address, address, JoinProgress.Mismatch(_self.Address, address));
            return;
        }
        StopSeedProcess();
        CancelRetry();
        _joinTarget = address;
        if (address.Equals(_self.Address))
        {
            BecomeMember();
            OnJoin(new JoinRequest(_self, _settings.Roles, _settings.AppVersion));
            return;
        }
        _phase = Phase.Joining;
        StartReporting([address]);
        _progress.OnJoinSent(address);
        if (_settings.RetryUnsuccessfulJoinAfter is { } patience)
            _retry = After(patience, DaemonTick.JoinRetry);
        DaemonAt(address).Tell(new JoinRequest(_self, _settings.Roles, _settings.AppVersion), Self);
    }

    private void RetryJoin()
    {
        if (_phase != Phase.Joining)
            return;
        _phase = Phase.Idle;
        if (_seeds.Count > 0)
            OnJoinSeedNodes(_seeds);
        else
            OnJoinTo(_joinTarget);
    }

    private void OnInitJoin()
    {
        var status = _gossip.StatusOf(_self);
        var hasCluster = _phase == Phase.Member && status is not (MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed);
        if (hasCluster)
        {
            _cluster.Info($"Received InitJoin message from [{Sender.Path}] to [{_self.Address}]");
            Sender.Tell(new InitJoinAck(_self.Address));
        }
        else
        {
            _cluster.Info($"Received InitJoin message from [{Sender.Path}], but this node is not initialized yet");
            Sender.Tell(new InitJoinNack(_self.Address));
        }
    }

    private void OnWelcome(Welcome welcome)
    {
        if (_phase == Phase.Member && _askedAgain)
        {
            OnLateWelcome(welcome);
            return;
        }
        if (_phase != Phase.Joining)
            return;
        if (!welcome.From.Address.Equals(_joinTarget))
        {
            _cluster.Info($"Ignoring welcome from [{welcome.From.Address}] when trying to join with [{_joinTarget}]");
            return;
        }
        if (!welcome.Gossip.HasMember(_self))
        {
            _log.Warning("Cluster Node [{0}] - Ignored a welcome from [{1}] that does not list this node", _self.Address, welcome.From.Address);
            return;
        }
        _cluster.Info($"Welcome from [{welcome.From.Address}]");
        _knownAt = Now;
        BecomeMember();
        Adopt(welcome.Gossip.SeenToo(_self));
        Publish();
        SendTo(welcome.From, Sender);
    }

    /// <summary>
    /// Whoever has welcomed this node may have died before anybody else heard of it. Then nobody tells it anything, and it would wait for
    /// ever to come up: it asks another one.
    /// </summary>
    private void AskAgainWhenUnknown()
    {
        if (_settings.RetryUnsuccessfulJoinAfter is not { } patience || _gossip.StatusOf(_self) is not (MemberStatus.Joining or MemberStatus.WeaklyUp))
            return;
        if (patience < 20 * _settings.GossipInterval)
            patience = 20 * _settings.GossipInterval;
        if (Now - _knownAt < patience || _targets.Pick(_gossip, _random) is not { } other)
            return;
        _askedAgain = true;
        _knownAt = Now;
        _cluster.Info($"No member has shown that it knows this node since its welcome; asking [{other.Address}] to join once more");
        DaemonAt(other.Address).Tell(new JoinRequest(_self, _settings.Roles, _settings.AppVersion), Self);
    }

    private void OnLateWelcome(Welcome welcome)
    {
        _askedAgain = false;
        if (!welcome.Gossip.HasMember(_self) || !_gossip.HasMember(welcome.From))
            return;
        _cluster.Info($"Welcome from [{welcome.From.Address}], which had not known this node before");
        // What we have heard came from one that is gone, and nobody else has heard of it; our own observations start over.
        Adopt(welcome.Gossip.Version.Versions.ContainsKey(_clock)
            ? GossipReception.Reconcile(_gossip, welcome.Gossip, _self, _removed).Winner.SeenToo(_self)
            : welcome.Gossip.SeenToo(_self));
        Publish();
        SendTo(welcome.From, Sender);
    }

    private void BecomeMember()
    {
        _phase = Phase.Member;
        StopJoining();
        _heartbeats ??= Context.ActorOf(HeartbeatSender.Props(_cluster).WithDispatcher(_settings.UseDispatcher), "heartbeatSender");
    }

    private void OnJoin(JoinRequest join)
    {
        switch (MembershipRules.OnJoin(_gossip, _self, join.Node, out var incumbent))
        {
            case JoinVerdict.Admit:
                Admit(join, Sender);
                break;
            case JoinVerdict.WelcomeAgain:
                _cluster.Info($"Existing member [{join.Node.Address}] is joining again.");
                if (!join.Node.Equals(_self))
                    Sender.Tell(new Welcome(_self, _gossip));
                break;
            case JoinVerdict.ReplaceIncarnation:
                _cluster.Info($"New incarnation of existing member [{incumbent.UniqueAddress}] is trying to join. "
                    + "Existing will be removed from the cluster and then new member will be allowed to join.");
                _waiting[join.Node.Address] = (join, Sender, Now);
                ReplaceIncarnation(incumbent);
                break;
            case JoinVerdict.Leaving:
                _cluster.Info($"Trying to join [{join.Node.Address}] to [{_self.Address}] which is leaving, ignoring");
                break;
            default:
                _log.Warning("Cluster Node [{0}] - Refused the join of [{1}]: {2}",
                    _self.Address, join.Node.Address, JoinProgress.Mismatch(_self.Address, join.Node.Address));
                break;
        }
    }

    private void Admit(JoinRequest join, IActorRef sender)
    {
        var first = _gossip.IsEmpty;
        Change(MembershipRules.Admit(_gossip, join.Node, join.Roles, join.AppVersion));
        if (join.Node.Equals(_self))
        {
            _cluster.Info($"Node [{join.Node.Address}] is JOINING itself (with roles [{string.Join(",", join.Roles)}], version [{join.AppVersion}]) and forming a new cluster");
            // The first member comes up at once, so that it is the oldest.
            if (first)
                ActAsLeader();
        }
        else
        {
            _cluster.Info($"Node [{join.Node.Address}] is JOINING, roles [{string.Join(",", join.Roles)}], version [{join.AppVersion}]");
            sender.Tell(new Welcome(_self, _gossip));
        }
        Publish();
    }

    private void ReplaceIncarnation(Member incumbent)
    {
        if (MembershipRules.ReplaceIncarnation(_gossip, _self, incumbent) is not { } next)
            return;
        Change(next);
        Publish();
        SendGossip();
    }

    /// <summary>
    /// The address has become free: its next incarnation need not ask again. One that has not asked for long has given up, and would be a member
    /// that nobody stands behind.
    /// </summary>
    private void AdmitWaiting(Address address)
    {
        if (_waiting.Remove(address, out var waiting) && (_settings.RetryUnsuccessfulJoinAfter is not { } again || Now - waiting.At < 2 * again))
            Self.Tell(waiting.Join, waiting.Sender);
    }

    private void GiveUpJoining()
    {
        _giveUp = null;
        if (_phase == Phase.Member)
            return;
        _log.Error("Cluster Node [{0}] - Joining of seed-nodes [{1}] was unsuccessful after configured shutdown-after-unsuccessful-join-seed-nodes [{2}]. {3}",
            _self.Address, string.Join(", ", _seeds), _settings.ShutdownAfterUnsuccessfulJoinSeedNodes, _progress?.Explain(Now) ?? "");
        CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
    }

    private void StartReporting(IReadOnlyList<Address> targets)
    {
        if (_progress is null)
            _progress = new JoinProgress(_self.Address, Now);
        _progress.Aim(targets);
        _report ??= Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(ReportInterval, ReportInterval, Self, DaemonTick.JoinProgress, Self);
    }

    private void ReportJoin()
    {
        if (_phase != Phase.Member && _progress is not null)
            _log.Warning("Cluster Node [{0}] - Not a member yet: {1}", _self.Address, _progress.Explain(Now));
    }

    private void StopJoining()
    {
        StopSeedProcess();
        CancelRetry();
        _report?.Cancel();
        _giveUp?.Cancel();
        _report = _giveUp = null;
        _progress = null;
    }

    private void StopSeedProcess()
    {
        if (_seedProcess is not null)
            Context.Stop(_seedProcess);
        _seedProcess = null;
    }

    private void CancelRetry()
    {
        _retry?.Cancel();
        _retry = null;
    }

    private ICancelable After(TimeSpan delay, DaemonTick tick) => Context.System.Scheduler.ScheduleTellOnceCancelable(delay, Self, tick, Self);
}
