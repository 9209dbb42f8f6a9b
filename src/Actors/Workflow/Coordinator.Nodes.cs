using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Muster.Actors.Hosting;
using Muster.Actors.Ranks;
using Muster.Messages.Hosts;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// Hosts: who is there, who is lost.
public sealed partial class Coordinator
{
    private static readonly TimeSpan DescribeInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private long _nodesChangedUs;
    private bool _begun;
    private bool _putOut;

    private sealed record AskDescriptions
    {
        public static readonly AskDescriptions Instance = new();
    }

    private sealed record SilenceEnded(Address Address);

    private void ReceiveNodeNews()
    {
        Receive<ClusterEvent.MemberUp>(e => OnMember(e.Member, NodeState.Up));
        Receive<ClusterEvent.MemberLeft>(e => OnMember(e.Member, NodeState.Leaving));
        Receive<ClusterEvent.MemberExited>(e => OnMember(e.Member, NodeState.Leaving));
        Receive<ClusterEvent.MemberDowned>(e => OnMember(e.Member, NodeState.Down));
        Receive<ClusterEvent.MemberRemoved>(e => Lose(e.Member.Address, e.PreviousStatus == MemberStatus.Down
            ? "it was taken out of the cluster as down"
            : "it left the cluster", inOrder: e.PreviousStatus != MemberStatus.Down));
        Receive<ClusterEvent.IMemberEvent>(e => OnMember(e.Member, NodeState.Joining));
        Receive<ClusterEvent.UnreachableMember>(OnUnreachable);
        Receive<ClusterEvent.ReachableMember>(e =>
        {
            Timers.Cancel(e.Member.Address);
            OnMember(e.Member, StateOf(e.Member.Status));
        });
        Receive<ClusterEvent.IReachabilityEvent>(_ => { });
        Receive<SilenceEnded>(OnSilenceEnded);
        Receive<DisassociatedEvent>(e => Probe(e.RemoteAddress));
        Receive<ProcessProbe.Answer>(p => p.ProcessEnded, p =>
        {
            if (_nodes.At(p.Address) is { State: NodeState.Leaving })
            {
                Lose(p.Address, "it left the cluster", inOrder: true);
                return;
            }
            _log.ProcessEndSeen(p.Address.ToString());
            DownLost(p.Address, "its host process ended");
        });
        Receive<ProcessProbe.Answer>(_ => { });
        Receive<AskDescriptions>(_ => OnAskDescriptions());
        Receive<NodeDescription>(OnDescription);
        Receive<GetHostStanding>(_ => OnGetHostStanding());
    }

    /// <summary>
    /// True once the others have put this host out of the cluster, or its own side of a cut went down. From then on every other host seems to be back, and then to have
    /// left: none of that is so, the ranks run there, and what is written now would mislead the coordinator that takes over. So nothing is decided or written any more.
    /// </summary>
    private bool IsPutOut()
    {
        if (!_putOut && _begun && (_cluster.IsTerminated || _cluster.SelfMember.Status is MemberStatus.Down or MemberStatus.Removed))
        {
            _putOut = true;
            Timers.CancelAll();
            _log.PutOut();
        }
        return _putOut;
    }

    /// <summary>The host an actor is on; a reference to an actor of this host does not name it.</summary>
    private Address HostOf(IActorRef actor) => actor.Path.Address.HasGlobalScope ? actor.Path.Address : _cluster.SelfAddress;

    private static NodeState StateOf(MemberStatus status) => status switch
    {
        MemberStatus.Up => NodeState.Up,
        MemberStatus.Leaving or MemberStatus.Exiting => NodeState.Leaving,
        MemberStatus.Down or MemberStatus.Removed => NodeState.Down,
        _ => NodeState.Joining,
    };

    private void OnMember(Member member, NodeState state)
    {
        // A host that was given up is not taken back by the later news of its way out.
        if (state is NodeState.Leaving or NodeState.Down or NodeState.Unreachable && _nodes.At(member.Address) is null)
            return;
        if (!_nodes.Set(member.Address, member.Roles, state, Context.NowMicros()))
            return;
        if (member.Address.Equals(_cluster.SelfAddress) && !member.HasRole(Messages.WellKnown.NodeRole))
            _nodes.Describe(member.Address, new NodeDescription { Node = _settings.Host, Pid = Environment.ProcessId });
        NodesChanged();
        RecordHosts();
        if (state == NodeState.Up && !Timers.IsTimerActive(AskDescriptions.Instance))
            OnAskDescriptions();
    }

    private void OnAskDescriptions()
    {
        var silent = _nodes.All.Where(n => n.State == NodeState.Up && n.Description is null && n.Roles.Contains(Messages.WellKnown.NodeRole)).ToArray();
        foreach (var host in silent)
            Context.Resolve(host.RankHost).Tell(new GetNodeDescription { Epoch = _epoch });
        if (silent.Length > 0)
            Timers.StartSingleTimer(AskDescriptions.Instance, AskDescriptions.Instance, DescribeInterval);
    }

    // A host that asks is there: what it offers need not wait for the next round of questions.
    private void OnGetHostStanding()
    {
        var host = _nodes.At(HostOf(Sender));
        if (host is { State: NodeState.Up, Accepted: false })
            Context.Resolve(host.RankHost).Tell(new GetNodeDescription { Epoch = _epoch });
        Sender.Tell(new HostStanding { Accepted = host?.Accepted == true });
    }

    private void OnDescription(NodeDescription description)
    {
        if (_nodes.Named(description.Node) is { } other && !other.Address.Equals(HostOf(Sender)))
        {
            _log.NameTaken(description.Node, HostOf(Sender).ToString(), other.Address.ToString());
            Context.Resolve(HostOf(Sender) + Messages.WellKnown.Host).Tell(new StopHost
            {
                Reason = $"The host at {other.Address} is named {description.Node} already. Give each host a name of its own with --name.",
                ExitCode = (int)ExitCode.CannotJoin,
            });
            return;
        }
        StopStrangers(description, Sender);
        if (!_nodes.Describe(HostOf(Sender), description))
            return;
        NodesChanged();
        var host = _nodes.At(HostOf(Sender))!;
        var slots = _ledger.Hosts.FirstOrDefault(h => h.Host == host.RankHost)?.Slots ?? 0;
        _log.NodeReady(description.Node, slots, host.Address.ToString());
        StartWhatFits();
    }

    private void NodesChanged()
    {
        _nodesChangedUs = Context.NowMicros();
        _ledger = _ledger.WithHosts(CoreShares.Split(_nodes.ForPlacement()));
        JudgeHeld();
    }

    private void OnUnreachable(ClusterEvent.UnreachableMember unreachable)
    {
        var address = unreachable.Member.Address;
        if (_nodes.At(address) is null)
            return;
        OnMember(unreachable.Member, NodeState.Unreachable);
        Timers.StartSingleTimer(address, new SilenceEnded(address), _settings.SilenceLimit);
        Probe(address);
    }

    // A connection that closed may be a network's hiccup or a process's end. Whether anyone listens at the address tells them apart at once.
    private void Probe(Address address)
    {
        if (_nodes.At(address) is not null)
            ProcessProbe.Ask(address, ProbeTimeout).PipeTo(Self);
    }

    // Where most of the hosts are silent, this one may be what is cut off: which side goes on is the downing provider's decision, and its news follow.
    private void OnSilenceEnded(SilenceEnded silence)
    {
        var state = _cluster.State;
        if (state.Unreachable.Count * 2 < state.Members.Count)
            DownLost(silence.Address, $"it was silent for {_settings.SilenceLimit.TotalSeconds:0} s");
    }

    private void DownLost(Address address, string reason)
    {
        if (_nodes.At(address) is null)
            return;
        _cluster.Down(address);
        Lose(address, reason, inOrder: false);
    }

    private void Lose(Address address, string reason, bool inOrder)
    {
        Timers.Cancel(address);
        if (_nodes.Remove(address) is not { } host)
            return;
        if (inOrder)
            _log.NodeLeft(host.Name);
        else
            _log.NodeLost(host.Name, reason);
        NodesChanged();
        foreach (var run in _active.Values.Where(r => r.Machine is not null).ToArray())
            LoseNode(run, host, reason);
        StartWhatFits();
        StopHostsWhenIdle();
    }

    private void LoseNode(ActiveRun run, NodeTable.Host host, string reason)
    {
        var machine = run.Machine!;
        var now = Context.NowMicros();
        var producerThere = !run.Producer.IsNobody() && HostOf(run.Producer).Equals(host.Address);
        var parserThere = !run.Parser.IsNobody() && HostOf(run.Parser).Equals(host.Address);
        var resultThere = host.Address.Equals(run.ResultHost);
        var ranks = machine.Shares.FirstOrDefault(s => s.RankHost == host.RankHost)?.Ranks;
        if (resultThere)
            LoseResult(run, $"Its rows' host {host.Name} was lost: {reason}.");
        if (ranks is null && !producerThere && !parserThere)
        {
            Do(run);
            return;
        }
        if (ranks is null && !producerThere)
        {
            if (!resultThere)
                LoseParser(run, $"Its parser's node {host.Name} was lost: {reason}.");
            Do(run);
            return;
        }
        var what = ranks is not null ? $"{(ranks.Count == 1 ? "rank" : "ranks")} {string.Join(", ", ranks.Take(8))}{(ranks.Count > 8 ? ", ..." : "")}"
            : "the run's producer";
        var why = $"node {host.Name} was lost with {what}: {reason}";
        if (producerThere && ranks is null)
            ReplaceProducer(run, why);
        else if (producerThere || (run.Producer.IsNobody() && !run.Unclaimed))
            LoseProducer(run, why, FailureClass.Host);
        else
            run.Producer.Tell(new NodeLost { Epoch = _epoch, Node = host.Name, RankHost = host.RankHost, Reason = reason });
        // The head rank's end of the stream is gone with its host, or the run ends anyway: what is on its way still may come.
        if (parserThere && !resultThere && !_stopping)
            LoseParser(run, $"Its parser's node {host.Name} was lost: {reason}.");
        if (ranks is not null)
            machine.Fail(why, now, FailureClass.Host);
        Do(run);
    }
}
