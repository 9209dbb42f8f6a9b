using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Muster.Actors.Allocation;

/// <summary>The address a host listens at: of the interface in the network that was asked for, else what its node's name means, else what Slurm says.</summary>
public static class NodeAddress
{
    private static readonly TimeSpan ResolvePatience = TimeSpan.FromSeconds(3);

    /// <summary>Finds the address of this host.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="network">The network that was asked for; null: none.</param>
    /// <param name="isSlurm">Whether Slurm can be asked.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="InvalidDataException">No address can be found; the message names what was tried.</exception>
    public static async Task<IPAddress> FindAsync(string node, IPNetwork? network, bool isSlurm, CancellationToken cancel = default)
    {
        var local = LocalAddresses();
        if (network is { } wanted)
            return Choose([], local, wanted) ?? throw new InvalidDataException(
                $"No interface of {node} is in the network {wanted}. It has {string.Join(", ", local.Where(a => !IPAddress.IsLoopback(a)))}.");
        var named = await ResolveAsync(node, cancel).ConfigureAwait(false);
        // A machine may know its own name as 127.0.1.1; the others do not.
        if (Choose(named, local, null) is { } own && !IPAddress.IsLoopback(own))
            return own;
        if (isSlurm && await BatchTools.NodeAddressAsync(node, cancel).ConfigureAwait(false) is { } told
            && Choose(await ResolveAsync(told, cancel).ConfigureAwait(false), local, null) is { } address)
            return address;
        return Choose(named, local, null) ?? throw new InvalidDataException(
            $"The address of {node} is not known: its name means {(named.Count == 0 ? "nothing" : string.Join(", ", named))} here"
            + (isSlurm ? ", and `scontrol show node` has none of this machine's addresses" : "")
            + ". Name the interface with --network, like --network 10.1.0.0/16, or the address with --host.");
    }

    /// <summary>The first candidate that is an address of this machine; with a network, the machine's address in it.</summary>
    public static IPAddress? Choose(IReadOnlyList<IPAddress> candidates, IReadOnlyList<IPAddress> local, IPNetwork? network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(local);
        return network is { } wanted
            ? local.FirstOrDefault(wanted.Contains)
            : candidates.FirstOrDefault(c => !IPAddress.IsLoopback(c) && local.Contains(c)) ?? candidates.FirstOrDefault(IPAddress.IsLoopback);
    }

    private static List<IPAddress> LocalAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork),
    ];

    private static async Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, cancel).WaitAsync(ResolvePatience, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return [];
        }
    }
}
