using System.Collections.Generic;
using System.Linq;
using Akka.Actor;
using Akka.Routing;

namespace Akka.Cluster.Routing;

/// <summary>Follows the membership for a router: which nodes may hold its routees now.</summary>
internal sealed class RouterNodes
{
    private readonly ClusterRouterSettingsBase _settings;
    private readonly Cluster _cluster;
    private readonly SortedSet<Address> _nodes = new(Member.AddressOrdering);

    internal RouterNodes(Cluster cluster, ClusterRouterSettingsBase settings)
    {
        _cluster = cluster;
        _settings = settings;
    }

    /// <summary>In address order, so that routers on different hosts list them alike.</summary>
    internal IReadOnlyCollection<Address> Available =>
        _nodes.Count == 0 && _settings.AllowLocalRoutees && _settings.SatisfiesRole(_cluster.SelfRoles)
            ? [_cluster.SelfAddress]
            : _nodes;

    internal void Reset(ClusterEvent.CurrentClusterState state)
    {
        _nodes.Clear();
        foreach (var member in state.Members)
        {
            if (IsUsable(member) && !state.Unreachable.Contains(member))
                _nodes.Add(member.Address);
        }
    }

    internal void Add(Member member) => _nodes.Add(member.Address);

    internal void Remove(Member member) => _nodes.Remove(member.Address);

    internal bool IsUsable(Member member) =>
        member.Status is MemberStatus.Up or MemberStatus.WeaklyUp
        && _settings.SatisfiesRole(member.Roles)
        && (_settings.AllowLocalRoutees || !member.Address.Equals(_cluster.SelfAddress));

    internal Address AddressOf(Routee routee)
    {
        var address = routee switch
        {
            ActorRefRoutee actor => actor.Actor.Path.Address,
            ActorSelectionRoutee selection => selection.Selection.Anchor.Path.Address,
            _ => null,
        };
        return address is null || address.HasLocalScope ? _cluster.SelfAddress : address;
    }
}

/// <summary>What the two cluster routers do alike with news from the cluster.</summary>
internal static class ClusterRouterMembership
{
    internal static void Subscribe(Cluster cluster, IActorRef self) =>
        cluster.Subscribe(self, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    /// <summary>Reads one event into <paramref name="nodes"/>: the member whose routees go, and whether the message was such an event.</summary>
    internal static bool Apply(object message, RouterNodes nodes, out Member gone)
    {
        gone = null;
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                nodes.Reset(state);
                return true;
            case ClusterEvent.IMemberEvent { Member: var member } when nodes.IsUsable(member):
                nodes.Add(member);
                return true;
            case ClusterEvent.IMemberEvent { Member: var member }:
                nodes.Remove(member);
                gone = member;
                return true;
            case ClusterEvent.UnreachableMember { Member: var member }:
                nodes.Remove(member);
                gone = member;
                return true;
            case ClusterEvent.ReachableMember { Member: var member }:
                if (nodes.IsUsable(member))
                    nodes.Add(member);
                return true;
            default:
                return false;
        }
    }

    internal static void RemoveRoutees(RoutedActorCell cell, RouterNodes nodes, Address address) =>
        cell.RemoveRoutees(cell.Router.RouteeArray.Where(routee => nodes.AddressOf(routee).Equals(address)).ToArray(), stopChild: true);
}

internal sealed class ClusterRouterGroupActor : RouterActor
{
    private readonly ClusterRouterGroupSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly RouterNodes _nodes;
    private readonly Dictionary<Address, HashSet<string>> _used = [];

    internal ClusterRouterGroupActor(ClusterRouterGroupSettings settings)
    {
        _settings = settings;
        _nodes = new RouterNodes(_cluster, settings);
    }

    protected override void PreStart()
    {
        base.PreStart();
        foreach (var routee in Cell.Router.RouteeArray)
            Used(_nodes.AddressOf(routee)).Add(((ActorSelectionRoutee)routee).Selection.PathString);
        ClusterRouterMembership.Subscribe(_cluster, Self);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        base.PostStop();
    }

    protected override void OnReceive(object message)
    {
        if (!ClusterRouterMembership.Apply(message, _nodes, out var gone))
        {
            base.OnReceive(message);
            return;
        }

        if (gone is not null)
        {
            _used.Remove(gone.Address);
            ClusterRouterMembership.RemoveRoutees(Cell, _nodes, gone.Address);
        }

        while (NextTarget() is var (address, path) && path is not null)
        {
            Used(address).Add(path);
            Cell.AddRoutee(((Group)Cell.RouterConfig).RouteeFor(address + path, Context));
        }
    }

    private HashSet<string> Used(Address address)
    {
        if (!_used.TryGetValue(address, out var paths))
            _used[address] = paths = [];
        return paths;
    }

    /// <summary>The node with the fewest routees, and its first path that has none yet.</summary>
    private (Address Address, string Path) NextTarget()
    {
        if (Cell.Router.RouteeArray.Length >= _settings.TotalInstances)
            return default;
        Address least = null;
        var leastUsed = _settings.Paths.Length;
        foreach (var node in _nodes.Available)
        {
            var used = _used.TryGetValue(node, out var paths) ? paths.Count : 0;
            if (used >= leastUsed)
                continue;
            least = node;
            leastUsed = used;
        }

        return least is null ? default : (least, _settings.Paths.First(path => !Used(least).Contains(path)));
    }
}

internal sealed class ClusterRouterPoolActor : RouterPoolActor
{
    private readonly ClusterRouterPoolSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly RouterNodes _nodes;

    internal ClusterRouterPoolActor(SupervisorStrategy supervisorStrategy, ClusterRouterPoolSettings settings) : base(supervisorStrategy)
    {
        _settings = settings;
        _nodes = new RouterNodes(_cluster, settings);
    }

    protected override void PreStart()
    {
        base.PreStart();
        ClusterRouterMembership.Subscribe(_cluster, Self);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        base.PostStop();
    }

    protected override void OnReceive(object message)
    {
        if (!ClusterRouterMembership.Apply(message, _nodes, out var gone))
        {
            base.OnReceive(message);
            if (message is Terminated)
                AddMissing();
            return;
        }

        if (gone is not null)
            ClusterRouterMembership.RemoveRoutees(Cell, _nodes, gone.Address);
        AddMissing();
    }

    private void AddMissing()
    {
        while (NextTarget() is { } address)
        {
            var deploy = new Deploy(Cell.RouteeProps.RouterConfig, new RemoteScope(address));
            Cell.AddRoutee(Pool.NewRoutee(Cell.RouteeProps.WithDeploy(deploy), Context));
        }
    }

    /// <summary>The node with the fewest routees, if it may have one more.</summary>
    private Address NextTarget()
    {
        var routees = Cell.Router.RouteeArray;
        if (routees.Length >= _settings.TotalInstances)
            return null;
        Address least = null;
        var leastCount = _settings.MaxInstancesPerNode;
        foreach (var node in _nodes.Available)
        {
            var count = routees.Count(routee => _nodes.AddressOf(routee).Equals(node));
            if (count >= leastCount)
                continue;
            least = node;
            leastCount = count;
        }

        return least;
    }
}
