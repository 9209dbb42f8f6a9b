using Akka.Actor;
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
    private bool _stopping;

    /// <summary>How to create it.</summary>
    public static Props Props(StartRun start, IActorRef coordinator, string node) =>
        Akka.Actor.Props.Create(() => new RunProducer(start, coordinator, node));

    /// <summary>Creates it.</summary>
    public RunProducer(StartRun start, IActorRef coordinator, string node)
    {
        (_start, _coordinator, _node) = (start, coordinator, node);
        _progress = new GroupProgress(start.Shares);
        Receive<RanksStarted>(m => m.Key.Equals(_start.Key), OnStarted);
        Receive<RankEnded>(m => m.Key.Equals(_start.Key), OnRankEnded);
        Receive<NodeGroupEnded>(m => m.Key.Equals(_start.Key), m =>
        {
            _progress.On(m);
            ReportEnd();
        });
        Receive<GroupRefused>(m => m.Key.Equals(_start.Key), m =>
        {
            _progress.On(m);
            Stop(_progress.Reason);
            ReportEnd();
        });
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
        var group = GroupPlan.ToStartGroup(_start);
        for (var i = 0; i < _start.Shares.Count; i++)
        {
            var mine = group.Clone();
            mine.NodeIndex = i;
            Context.Resolve(_start.Shares[i].RankHost).Tell(mine);
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
        ReportEnd();
    }

    private void OnCoordinatorGone(Terminated terminated)
    {
        Stop("The coordinator is gone.");
        Context.Stop(Self);
    }

    private void Stop(string reason)
    {
        if (_stopping || _endReported)
            return;
        _stopping = true;
        var stop = new StopGroup { Key = _start.Key, Epoch = _start.Epoch, Reason = reason };
        foreach (var share in _progress.Unfinished)
            Context.Resolve(share.RankHost).Tell(stop);
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
