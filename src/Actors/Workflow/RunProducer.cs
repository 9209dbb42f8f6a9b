using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;

namespace Muster.Actors.Workflow;

/// <summary>
/// Starts one run's ranks on every node of its placement, gathers what the rank hosts report and hands it to the coordinator. Lives until the
/// coordinator closes it. When the coordinator is lost, another one has a while to take the run over and is told everything from the beginning; without one
/// the ranks are ended.
/// </summary>
public sealed class RunProducer : ReceiveActor, IWithTimers
{
    private const int ChunkRanks = 2_000;
    private const int ChunkItems = 1_000;
    private const int ChunkBytes = 64 * 1024;

    private readonly StartRun _start;
    private readonly string _node;
    private readonly TimeSpan _patience;
    private readonly GroupProgress _progress;
    private readonly List<RankEnded> _ranksEnded = [];
    private int _ranksEndedSent;
    private IActorRef _coordinator;
    private long _epoch;
    private string _parser;
    private string _result;
    private bool _endReported;
    private bool _streamBegun;
    private StopGroup? _stop;
    private bool _taking;          // the ranks run already, and are not this producer's yet
    private UseProducer? _use;

    private sealed record NoCoordinatorCame
    {
        public static readonly NoCoordinatorCame Instance = new();
    }

    /// <summary>How to create it.</summary>
    /// <param name="start">The run.</param>
    /// <param name="coordinator">Who handed it over.</param>
    /// <param name="node">Name of the node it is on.</param>
    /// <param name="patience">How long the ranks go on without a coordinator.</param>
    public static Props Props(StartRun start, IActorRef coordinator, string node, TimeSpan patience) =>
        Akka.Actor.Props.Create(() => new RunProducer(start, coordinator, node, patience));

    /// <summary>Creates it.</summary>
    public RunProducer(StartRun start, IActorRef coordinator, string node, TimeSpan patience)
    {
        (_start, _coordinator, _node, _patience) = (start, coordinator, node, patience);
        (_epoch, _parser, _result) = (start.Epoch, start.Parser_, start.Result);
        _progress = new GroupProgress(start.Shares);
        _taking = start.Running;
        Receive<GroupReports>(m => m.Key.Equals(_start.Key), reports =>
        {
            foreach (var report in reports.Reports)
                On(report);
            SendRanksEnded();
        });
        Receive<NodeGroupEnded>(m => m.Key.Equals(_start.Key), m => On(new GroupReport { NodeEnded = m }));
        Receive<GroupRefused>(m => m.Key.Equals(_start.Key), m => On(new GroupReport { Refused = m }));
        Receive<NodeLost>(OnNodeLost);
        Receive<StopRun>(m => m.Key.Equals(_start.Key) && m.Epoch >= _epoch, m => Stop(m.Reason));
        Receive<GetProducing>(get =>
        {
            if (get.Epoch > _epoch)
                Sender.Tell(new RunHeld { Key = _start.Key, Node = _node, Parser_ = _parser, Result = _result });
        });
        Receive<AdoptRun>(OnAdopt);
        Receive<ParserReplaced>(replaced =>
        {
            if (replaced.Epoch >= _epoch)
                (_parser, _result) = (replaced.Parser_, replaced.Result);
        });
        Receive<CloseRun>(close =>
        {
            if (close.Epoch < _epoch)
                return;
            _epoch = close.Epoch;
            // The coordinator gave the run up before it heard of this producer: whatever runs must end.
            if (!close.Superseded && !_taking)
                Stop("The coordinator has given the run up.");
            Context.Stop(Self);
        });
        Receive<Terminated>(OnCoordinatorGone);
        Receive<NoCoordinatorCame>(_ =>
        {
            if (!_taking)
                Stop($"No coordinator was there for {_patience.TotalSeconds:0} s.");
            Context.Stop(Self);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.Watch(_coordinator);
        _coordinator.Tell(new RunTaken { Key = _start.Key, Node = _node });
        if (_taking)
            return;
        // The others hear of it over the group's tree.
        var group = GroupPlan.ToStartGroup(_start, Akka.Serialization.Serialization.SerializedActorPath(Self), CoordinatorsHost.ToString());
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
            case GroupReport.ReportOneofCase.StreamBegun:
                _streamBegun = true;
                _coordinator.Tell(new StreamWanted { Key = _start.Key });
                break;
            case GroupReport.ReportOneofCase.NodeEnded:
                _progress.On(report.NodeEnded);
                TellBelow(report.NodeEnded.Node);
                ReportEnd();
                break;
            case GroupReport.ReportOneofCase.Refused:
                _progress.On(report.Refused);
                Stop(_progress.Reason);
                TellBelow(report.Refused.Node);
                ReportEnd();
                break;
        }
    }

    private void OnStarted(RanksStarted started)
    {
        if (_progress.On(started))
            ReportStarted();
    }

    private void ReportStarted()
    {
        var message = new GroupStarted { Key = _start.Key };
        var ranks = 0;
        foreach (var node in _progress.Started)
        {
            ranks += node.Ranks.Count;
            if (ranks > ChunkRanks && message.Nodes.Count > 0)
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
        if (!_progress.On(ended))
            return;
        _ranksEnded.Add(ended);
    }

    // Ranks of a group end at about the same time: what one report told goes on in one message, as far as it takes.
    private void SendRanksEnded()
    {
        while (_ranksEndedSent < _ranksEnded.Count)
        {
            var message = new GroupRankEnded { Ended = _ranksEnded[_ranksEndedSent++] };
            for (var bytes = message.CalculateSize(); _ranksEndedSent < _ranksEnded.Count; _ranksEndedSent++)
            {
                bytes += _ranksEnded[_ranksEndedSent].CalculateSize();
                if (bytes > ChunkBytes)
                    break;
                message.More.Add(_ranksEnded[_ranksEndedSent]);
            }
            _coordinator.Tell(message);
        }
    }

    private void OnAdopt(AdoptRun adopt)
    {
        if (adopt.Epoch < _epoch || (adopt.Epoch == _epoch && !_taking))
            return;
        if (adopt.Epoch > _epoch)
        {
            Timers.Cancel(NoCoordinatorCame.Instance);
            Context.Unwatch(_coordinator);
            (_epoch, _coordinator) = (adopt.Epoch, Context.Watch(Sender));
            _coordinator.Tell(new RunTaken { Key = _start.Key, Node = _node });
        }
        if (_taking)
        {
            TakeRanks();
            return;
        }
        TellGroup();
        if (_progress.AllStarted)
            ReportStarted();
        if (_streamBegun && _parser.Length == 0)
            _coordinator.Tell(new StreamWanted { Key = _start.Key });
        _ranksEndedSent = 0;
        _endReported = false;
        ReportEnd();
    }

    /// <summary>Ranks that a producer started whose host is lost since: they report to this one, from the beginning.</summary>
    private void TakeRanks()
    {
        _taking = false;
        TellGroup();
    }

    // Whose reports these are, and where the names are kept that ranks publish: beside the coordinator.
    private void TellGroup()
    {
        _use = new UseProducer { Key = _start.Key, Epoch = _epoch, Producer = Akka.Serialization.Serialization.SerializedActorPath(Self), Names = CoordinatorsHost + WellKnown.Names };
        Context.Resolve(_start.Shares[0].RankHost).Tell(_use);
    }

    private Address CoordinatorsHost => ActorPath.Parse(Akka.Serialization.Serialization.SerializedActorPath(_coordinator)).Address;

    private void OnNodeLost(NodeLost lost)
    {
        if (lost.Epoch < _epoch || !_progress.Lose(lost.Node, lost.Reason))
            return;
        Stop(_progress.Reason);
        TellBelow(lost.Node);
        ReportEnd();
    }

    private void OnCoordinatorGone(Terminated terminated)
    {
        if (terminated.ActorRef.Equals(_coordinator))
            Timers.StartSingleTimer(NoCoordinatorCame.Instance, NoCoordinatorCame.Instance, _patience);
    }

    private void Stop(string reason)
    {
        if (_stop is not null || _endReported)
            return;
        if (_taking)
            TakeRanks();
        _stop = new StopGroup { Key = _start.Key, Epoch = _epoch, Reason = reason };
        // From node 0 it goes down the group's tree.
        Context.Resolve(_start.Shares[0].RankHost).Tell(_stop);
        foreach (var share in _start.Shares)
            if (!_progress.Unfinished.Contains(share))
                TellBelow(share.Node);
    }

    // What goes down the group's tree does not pass a node that has none of the group any more: those below it are told from here.
    private void TellBelow(string node)
    {
        if (_stop is null && _use is null)
            return;
        var index = _start.Shares.TakeWhile(s => s.Node != node).Count();
        foreach (var child in FenceTree.ChildrenOf(index, _start.Shares.Count))
        {
            if (!_progress.Unfinished.Contains(_start.Shares[child]))
                continue;
            var host = Context.Resolve(_start.Shares[child].RankHost);
            if (_use is not null)
                host.Tell(_use);
            if (_stop is not null)
                host.Tell(_stop);
        }
    }

    private void ReportEnd()
    {
        SendRanksEnded();
        if (_endReported || !_progress.AllEnded)
            return;
        _endReported = true;
        // What the nodes have to say may be more than one message takes: all but the last say so.
        var nodes = _progress.Ended.ToArray();
        var next = 0;
        do
        {
            var ended = new GroupEnded { Key = _start.Key, Reason = _progress.Reason };
            var items = 0;
            while (next < nodes.Length && (items == 0 || items + nodes[next].Accounts.Count + nodes[next].Strays.Count < ChunkItems))
            {
                items += 1 + nodes[next].Accounts.Count + nodes[next].Strays.Count;
                ended.Nodes.Add(nodes[next++]);
            }
            ended.More = next < nodes.Length;
            if (!ended.More)
                ended.LostNodes.Add(_progress.Lost);
            _coordinator.Tell(ended);
        }
        while (next < nodes.Length);
    }
}
