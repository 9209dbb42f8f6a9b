using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Tools.Tests.Singleton;

/// <summary>
/// Nodes that hear of the same membership events at different times, with messages in flight in between: in order for each pair, otherwise in
/// any order.
/// </summary>
internal sealed class SingletonModel
{
    private readonly Random _random;
    private readonly Dictionary<(int From, int To), Queue<object>> _links = [];
    private readonly List<object> _events = [];
    private readonly List<SingletonNode> _leaving = [];
    private readonly int _count;

    public SingletonModel(int count, Random random)
    {
        _count = count;
        _random = random;
        Nodes = [];
        for (var i = 1; i <= count; i++)
            Nodes.Add(new SingletonNode(this, i));
        foreach (var node in Nodes)
            node.StartFrom(CurrentState(node));
    }

    public List<SingletonNode> Nodes { get; }

    public IReadOnlyList<Member> Members => Enumerable.Range(1, _count).Select(i => SingletonNode.Member(i, MemberStatus.Up)).ToArray();

    /// <summary>What happened last, for the report of a failure.</summary>
    public string LastMove { get; private set; } = "";

    public int Running => Nodes.Count(node => node.IsAlive && node.Singleton is not null);

    public ClusterEvent.CurrentClusterState CurrentState(SingletonNode viewer)
    {
        var gone = _events.Take(viewer.SeenEvents).OfType<ClusterEvent.MemberRemoved>().Select(e => e.Member.UniqueAddress).ToHashSet();
        return new ClusterEvent.CurrentClusterState(
            Members.Where(m => !gone.Contains(m.UniqueAddress)).ToImmutableSortedSet(),
            ImmutableHashSet<Member>.Empty,
            ImmutableHashSet<Address>.Empty,
            null,
            ImmutableDictionary<string, Address>.Empty);
    }

    public void Send(SingletonNode from, Address to, object message)
    {
        var key = (from.Number, to.Port!.Value);
        if (!_links.TryGetValue(key, out var queue))
            _links[key] = queue = new Queue<object>();
        queue.Enqueue(message);
    }

    public void Leave(SingletonNode node)
    {
        node.IsLeaving = true;
        _events.Add(new ClusterEvent.MemberExited(SingletonNode.Member(node.Number, MemberStatus.Exiting)));
        node.Handle(SelfExiting.Instance, node.Ref);
        _leaving.Add(node);
    }

    public void Crash(SingletonNode node)
    {
        node.IsAlive = false;
        _leaving.Remove(node);
        _events.Add(new ClusterEvent.MemberDowned(SingletonNode.Member(node.Number, MemberStatus.Down)));
        _events.Add(new ClusterEvent.MemberRemoved(SingletonNode.Member(node.Number, MemberStatus.Removed), MemberStatus.Down));
    }

    /// <summary>One thing that can happen next happens. False when nothing is left but timers.</summary>
    public bool Step()
    {
        var moves = new List<Action>();
        foreach (var ((from, to), queue) in _links)
        {
            if (queue.Count > 0)
                moves.Add(() => Deliver(queue.Dequeue(), Nodes[from - 1], Nodes[to - 1]));
        }

        foreach (var node in Nodes.Where(n => n.IsAlive))
        {
            if (node.SeenEvents < _events.Count)
                moves.Add(() => Inform(node));
            if (node.SingletonIsStopping)
                moves.Add(node.StopSingletonNow);
        }

        foreach (var node in _leaving.Where(n => n.MayLeave).ToList())
        {
            moves.Add(() =>
            {
                _leaving.Remove(node);
                node.IsAlive = false;
                _events.Add(new ClusterEvent.MemberRemoved(SingletonNode.Member(node.Number, MemberStatus.Removed), MemberStatus.Exiting));
            });
        }

        if (moves.Count == 0)
            return false;
        moves[_random.Next(moves.Count)]();
        return true;
    }

    private void Deliver(object message, SingletonNode from, SingletonNode to)
    {
        LastMove = $"{message.GetType().Name} {from.Number} -> {to.Number}";
        to.Handle(message, from.Ref);
    }

    private void Inform(SingletonNode node)
    {
        var news = _events[node.SeenEvents++];
        LastMove = $"{node.Number} hears {news}";
        node.Handle(news, ActorRefs.Nobody);
    }

    public bool FireTimers()
    {
        var fired = false;
        foreach (var node in Nodes.Where(n => n.IsAlive))
        {
            if (node.HandOverTimer is { IsSet: true, Retry: var handOver })
            {
                node.HandOverTimer = default;
                node.Handle(handOver, node.Ref);
                fired = true;
            }

            if (node.TakeOverTimer is { IsSet: true, Retry: var takeOver })
            {
                node.TakeOverTimer = default;
                node.Handle(takeOver, node.Ref);
                fired = true;
            }
        }

        return fired;
    }
}

public class SingletonModelTests(ITestOutputHelper output)
{
    [Fact]
    public void In_any_order_of_events_there_is_never_more_than_one_singleton_and_in_the_end_one()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 2000; run++)
        {
            var random = new Random(unchecked(seed + run));
            var model = new SingletonModel(random.Next(1, 6), random);
            var departures = random.Next(model.Nodes.Count);
            for (var i = 0; i < 5000; i++)
            {
                if (departures > 0 && random.Next(15) == 0)
                {
                    departures--;
                    var candidates = model.Nodes.Where(n => n.IsAlive && !n.ManagerStopped && !n.MayLeave).ToList();
                    if (candidates.Count > 1)
                    {
                        var victim = candidates[random.Next(candidates.Count)];
                        if (!victim.IsLeaving && random.Next(2) == 0)
                            model.Leave(victim);
                        else
                            model.Crash(victim);
                    }
                }

                var moved = model.Step();
                model.Running.ShouldBeLessThanOrEqualTo(1, $"run {run} of seed {seed}, after {model.LastMove}");
                if (!moved && !model.FireTimers() && departures == 0)
                    break;
                if (!moved && departures == 0 && model.Running == 1)
                    break;
            }

            model.Running.ShouldBe(1, $"run {run} of seed {seed}: " + string.Join(", ", model.Nodes.Select(n => $"{n.Number} {n.State} alive {n.IsAlive}")));
        }
    }
}
