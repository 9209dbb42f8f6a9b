using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;

namespace Muster.Actors.Workflow;

/// <summary>
/// Starts one run's ranks on every node of its placement, gathers what the rank hosts report and hands it to the coordinator. Lives until the
/// coordinator closes it; without a coordinator it ends the ranks.
/// </summary>
public sealed class RunProducer : ReceiveActor
{
    private const int StartedChunkRanks = 2_000;

    private readonly StartRun _start;
    private readonly IActorRef _coordinator;
    private readonly string _node;
    private readonly GroupProgress _progress;
    private bool _endReported;
    private StopGroup? _stop;

    /// <summary>How to create it.</summary>
    public static Props Props(StartRun start, IActorRef coordinator, string node) =>
        Akka.Actor.Props.Create(() => new RunProducer(start, coordinator, node));

    /// <summary>Creates it.</summary>
    public RunProducer(StartRun start, IActorRef coordinator, string node)
    {
        (_start, _coordinator, _node) = (start, coordinator, node);
        _progress = new GroupProgress(start.Shares);
        Receive<GroupReports>(m => m.Key.Equals(_start.Key), reports =>
        {
            foreach (var report in reports.Reports)
                On(report);
        });
        Receive<NodeGroupEnded>(m => m.Key.Equals(_start.Key), m => On(new GroupReport { NodeEnded = m }));
        Receive<GroupRefused>(m => m.Key.Equals(_start.Key), m => On(new GroupReport { Refused = m }));
        Receive<NodeLost>(OnNodeLost);
        Receive<StopRun>(m => m.Key.Equals(_start.Key), m => Stop(m.Reason));
        Receive<CloseRun>(close =>
        {
            // The coordinator gave the run up before it heard of this producer: whatever runs must end.
            if (!close.Superseded)
                Stop("The coordinator has given the run up.");
            Context.Stop(Self);
        });
        Receive<Terminated>(OnCoordinatorGone);
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.Watch(_coordinator);
        _coordinator.Tell(new RunTaken { Key = _start.Key, Node = _node });
        // The others hear of it over the group's tree.
        var coordinator = ActorPath.Parse(Akka.Serialization.Serialization.SerializedActorPath(_coordinator)).Address;
        var group = GroupPlan.ToStartGroup(_start, Akka.Serialization.Serialization.SerializedActorPath(Self), coordinator.ToString());
        Context.Resolve(_start.Shares[0].RankHost).Tell(group);
    }

    private void On(GroupReport report)
    {
        switch (report.ReportCase)
        {
            case GroupReport.ReportOneofCase.Started:
                OnStarted(report.Started);
                break;
            case GroupReport.ReportOneofCase.RankEnded:
                OnRankEnded(report.RankEnded);
                break;
            case GroupReport.ReportOneofCase.NodeEnded:
                _progress.On(report.NodeEnded);
                StopBelow(report.NodeEnded.Node);
                ReportEnd();
                break;
            case GroupReport.ReportOneofCase.Refused:
                _progress.On(report.Refused);
                Stop(_progress.Reason);
                StopBelow(report.Refused.Node);
                ReportEnd();
                break;
        }
    }

    private void OnStarted(RanksStarted started)
    {
        if (!_progress.On(started))
            return;
        var message = new GroupStarted { Key = _start.Key };
        var ranks = 0;
        foreach (var node in _progress.Started)
        {
            ranks += node.Ranks.Count;
            if (ranks > StartedChunkRanks && message.Nodes.Count > 0)
            {
                message.More = true;
                _coordinator.Tell(message);
                message = new GroupStarted { Key = _start.Key };
                ranks = node.Ranks.Count;
            }
            message.Nodes.Add(node);
        }
        _coordinator.Tell(message);
    }

    private void OnRankEnded(RankEnded ended)
    {
        if (_progress.On(ended))
            _coordinator.Tell(new GroupRankEnded { Ended = ended });
    }

    private void OnNodeLost(NodeLost lost)
    {
        if (!_progress.Lose(lost.Node, lost.Reason))
            return;
        Stop(_progress.Reason);
        StopBelow(lost.Node);
        ReportEnd();
    }

    private void OnCoordinatorGone(Terminated terminated)
    {
        Stop("The coordinator is gone.");
        Context.Stop(Self);
    }

    private void Stop(string reason)
    {
        if (_stop is not null || _endReported)
            return;
        _stop = new StopGroup { Key = _start.Key, Epoch = _start.Epoch, Reason = reason };
        // From node 0 it goes down the group's tree, but not past a node that has none of the group any more.
        Context.Resolve(_start.Shares[0].RankHost).Tell(_stop);
        foreach (var share in _start.Shares)
            if (!_progress.Unfinished.Contains(share))
                StopBelow(share.Node);
    }

    private void StopBelow(string node)
    {
        if (_stop is null)
            return;
        var index = _start.Shares.TakeWhile(s => s.Node != node).Count();
        foreach (var child in FenceTree.ChildrenOf(index, _start.Shares.Count))
            if (_progress.Unfinished.Contains(_start.Shares[child]))
                Context.Resolve(_start.Shares[child].RankHost).Tell(_stop);
    }

    private void ReportEnd()
    {
        if (_endReported || !_progress.AllEnded)
            return;
        _endReported = true;
        var ended = new GroupEnded { Key = _start.Key, Reason = _progress.Reason };
        ended.Nodes.Add(_progress.Ended);
        ended.LostNodes.Add(_progress.Lost);
        _coordinator.Tell(ended);
    }
}
