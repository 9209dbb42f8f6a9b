using Akka.Util;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Akka.Cluster.Tests.Gossiping;

/// <summary>
/// A few members that change their states and tell each other in any order. Once they only tell, they come to one state and fall silent:
/// two that answer each other without end would be found here.
/// </summary>
public class ExchangeTests
{
    private const int Nodes = 4;
    private const int MostTellings = 200;

    private sealed record Act(int Kind, int Node, int Other);

    [Fact]
    public void Whatever_happened_members_that_tell_each_other_come_to_one_state_and_fall_silent() =>
        Some.Hold(
            (from kind in Gen.Choose(0, 5) from node in Gen.Choose(1, Nodes) from other in Gen.Choose(1, Nodes) select new Act(kind, node, other)).ListOf(),
            acts =>
            {
                var start = Some.Of([.. Enumerable.Range(1, Nodes).Select(n => Some.Member(n))]).Bump(1).SeenByAll();
                var members = Enumerable.Range(1, Nodes).Select(n => new Teller(n, start)).ToArray();
                foreach (var act in acts)
                    members[act.Node - 1].Do(act.Kind, members[act.Other - 1]);
                for (var told = 0; told < MostTellings; told++)
                {
                    var silent = true;
                    foreach (var from in members)
                    {
                        foreach (var to in members)
                            silent &= from == to || !from.Tell(to, 0);
                    }
                    if (silent)
                        return members.All(m => m.IsLike(members[0]));
                }
                return false;
            });

    private sealed class Teller(int number, Gossip state)
    {
        private readonly RemovedNodes _removed = new();
        private Gossip _state = state;

        private UniqueAddress Node => Some.Node(number);

        public bool IsLike(Teller other) => _state.Version == other._state.Version
            && _state.Members.Select(m => (m, m.Status)).SequenceEqual(other._state.Members.Select(m => (m, m.Status)));

        public void Do(int kind, Teller other)
        {
            switch (kind)
            {
                case 0:
                    Tell(other, 1);
                    break;
                case 1 when _state.HasMember(other.Node) && other != this:
                    Change(_state.WithReachability(_state.Reachability.Unreachable(Node, other.Node)));
                    break;
                case 2 when _state.HasMember(other.Node):
                    Change(_state.WithReachability(_state.Reachability.Reachable(Node, other.Node)));
                    break;
                case 3 when MembershipRules.Leave(_state, other.Node.Address) is { } leaving:
                    Change(leaving);
                    break;
                case 4 when _state.HasMember(Some.Node(9)):
                    // A joined member is taken out again, as its leader would, at whatever moment: also without the others' knowledge.
                    _removed.Add(Some.Node(9), TimeSpan.Zero);
                    Change(_state.Without(new HashSet<UniqueAddress> { Some.Node(9) }));
                    break;
                case 5 when !_state.HasMember(Some.Node(9)) && !_removed.Contains(Some.Node(9)):
                    Change(MembershipRules.Admit(_state, Some.Node(9), [], AppVersion.Zero));
                    break;
            }
        }

        /// <summary>True when the one that is told has learned something, or had something to say back.</summary>
        public bool Tell(Teller to, int depth)
        {
            if (depth > MostTellings)
                return true;
            var result = GossipReception.Reconcile(to._state, _state, to.Node, to._removed);
            var before = to._state;
            if (result.NeedsBump)
                to.Change(result.Winner);
            else
                to.Adopt(result.Winner.SeenToo(to.Node));
            var learned = before.Version != to._state.Version || !before.Seen.Equals(to._state.Seen);
            return result.TalkBack && learned && to.Tell(this, depth + 1) || learned;
        }

        private void Change(Gossip next)
        {
            if (!ReferenceEquals(next, _state))
                Adopt(next.Bump(Node, Gossip.ClockNode(Node)));
        }

        private void Adopt(Gossip next)
        {
            foreach (var member in _state.Members)
            {
                if (!next.HasMember(member.UniqueAddress))
                    _removed.Add(member.UniqueAddress, TimeSpan.Zero);
            }
            _state = next;
        }
    }
}
