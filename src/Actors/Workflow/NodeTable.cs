using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>The hosts as the coordinator sees them. Pure book-keeping: it is told what happened.</summary>
public sealed class NodeTable
{
    private readonly SortedDictionary<string, Host> _hosts = new(StringComparer.Ordinal);

    /// <summary>One host.</summary>
    public sealed class Host(Address address, IEnumerable<string> roles)
    {
        /// <summary>Where it is.</summary>
        public Address Address => address;

        /// <summary>Its roles.</summary>
        public IReadOnlyCollection<string> Roles { get; } = [.. roles];

        /// <summary>Path of its rank host.</summary>
        public string RankHost => address + WellKnown.RankHost;

        /// <summary>What it is in the cluster.</summary>
        public NodeState State { get; internal set; } = NodeState.Joining;

        /// <summary>Since when it is that.</summary>
        public long SinceUs { get; internal set; }

        /// <summary>True while it is to take no new ranks.</summary>
        public bool Drained { get; set; }

        /// <summary>What it told about itself, or null before it did.</summary>
        public NodeDescription? Description { get; internal set; }

        /// <summary>Its name, as far as known.</summary>
        public string Name => Description?.Node ?? $"{address.Host}:{address.Port}";

        /// <summary>True for a host that starts ranks.</summary>
        public bool IsNode => Roles.Contains(WellKnown.NodeRole);

        /// <summary>True when it is up, and what there is to know about it is known.</summary>
        public bool Accepted => State == NodeState.Up && (Description is not null || !IsNode);

        /// <summary>True when ranks can be placed there.</summary>
        public bool TakesRanks => Accepted && !Drained && IsNode;
    }

    /// <summary>All hosts, by address.</summary>
    public IEnumerable<Host> All => _hosts.Values;

    /// <summary>The host at an address, or null.</summary>
    public Host? At(Address address) => _hosts.GetValueOrDefault(address.ToString());

    /// <summary>The host with a name, or null.</summary>
    public Host? Named(string node) => _hosts.Values.FirstOrDefault(h => h.Description?.Node == node);

    /// <summary>A host is a member with a state now. True when that is new.</summary>
    public bool Set(Address address, IEnumerable<string> roles, NodeState state, long nowUs)
    {
        var key = address.ToString();
        if (!_hosts.TryGetValue(key, out var host))
            _hosts[key] = host = new Host(address, roles);
        else if (host.State == state)
            return false;
        (host.State, host.SinceUs) = (state, nowUs);
        return true;
    }

    /// <summary>A host told about itself. False when it is not known or had told so before.</summary>
    public bool Describe(Address address, NodeDescription description)
    {
        if (At(address) is not { } host || description.Equals(host.Description))
            return false;
        host.Description = description;
        return true;
    }

    /// <summary>A host is gone. Null when it was not there.</summary>
    public Host? Remove(Address address)
    {
        var host = At(address);
        if (host is not null)
            _hosts.Remove(address.ToString());
        return host;
    }

    /// <summary>What placement needs: descriptions that name the rank host instead of the host.</summary>
    public IEnumerable<NodeDescription> ForPlacement() => _hosts.Values
        .Where(h => h.TakesRanks)
        .OrderBy(h => h.Name, NodeNameOrder.Instance)
        .Select(h =>
        {
            var description = h.Description!.Clone();
            description.Address = h.RankHost;
            return description;
        });

    /// <summary>The hosts as they are shown: the seed first, then by name.</summary>
    public IEnumerable<NodeInfo> ToInfos(Func<Host, FreeSlots?> free, Func<Host, int> slotsUsed) => _hosts.Values
        .OrderBy(h => h.Roles.Contains(WellKnown.NodeRole))
        .ThenBy(h => h.Name, NodeNameOrder.Instance)
        .Select(h =>
        {
            var info = new NodeInfo
            {
                Node = h.Name,
                Address = h.Address.ToString(),
                State = h.State,
                Drained = h.Drained,
                Described = h.Description is not null,
                SlotsUsed = slotsUsed(h),
            };
            info.Roles.Add(h.Roles);
            if (h.Description is { } description)
            {
                (info.Pid, info.MemoryBytes, info.Mpich) = (description.Pid, description.MemoryBytes, description.Mpich);
                info.Openmpi = description.Openmpi;
                info.Cores.Add(description.Cores);
                info.Numa.Add(description.Numa);
                info.Gpus.Add(description.Gpus);
            }
            if (free(h) is { } share)
            {
                (info.Slots, info.Reserve) = (share.Host.Slots, share.Host.Reserve);
                info.FreeCores.Add(share.Cores);
                info.FreeGpus.Add(share.Gpus);
            }
            return info;
        });
}
