using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// Whose process is at the other end of a connection over loopback. A loopback address keeps other machines out, but not other users of this one; the
/// kernel's table of connections tells them apart.
/// </summary>
internal static partial class LoopbackPeer
{
    private const int AddressColumn = 1;
    private const int RemoteColumn = 2;
    private const int UserColumn = 7;

    /// <summary>False for a connection over loopback from a process of another user than this one's and root. True beyond loopback, where this tells nothing.</summary>
    public static bool IsOwn(Socket accepted)
    {
        if (accepted.RemoteEndPoint is not IPEndPoint peer || accepted.LocalEndPoint is not IPEndPoint own || !IsLoopback(peer.Address))
            return true;
        var user = IsV6(peer) ? null : UserOf(File.ReadLines("/proc/net/tcp"), peer, own);
        // A socket of both protocols is in the other table, even when it speaks the older one.
        if (user is null && File.Exists("/proc/net/tcp6"))
            user = UserOf(File.ReadLines("/proc/net/tcp6"), ToV6(peer), ToV6(own));
        // A connection that cannot be found is over already, or nothing is known about it: either way it gets nothing here.
        return user is { } known && (known == 0 || known == EffectiveUser());
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsV6(IPEndPoint endpoint) => endpoint.AddressFamily == AddressFamily.InterNetworkV6;

    private static IPEndPoint ToV6(IPEndPoint endpoint) => IsV6(endpoint) ? endpoint : new IPEndPoint(endpoint.Address.MapToIPv6(), endpoint.Port);

    /// <summary>The user that owns the socket of a connection's other side; null when the table does not have it.</summary>
    public static uint? UserOf(IEnumerable<string> table, IPEndPoint peer, IPEndPoint own)
    {
        var (from, to) = (Name(peer), Name(own));
        foreach (var line in table)
        {
            if (!line.Contains(from, StringComparison.Ordinal))
                continue;
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > UserColumn && columns[AddressColumn] == from && columns[RemoteColumn] == to
                && uint.TryParse(columns[UserColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var user))
                return user;
        }
        return null;
    }

    /// <summary>An endpoint as the table writes it: 32-bit words of the address in the machine's byte order, then the port.</summary>
    public static string Name(IPEndPoint endpoint)
    {
        var bytes = endpoint.Address.GetAddressBytes();
        var name = new System.Text.StringBuilder();
        for (var i = 0; i < bytes.Length; i += 4)
            name.Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i)):X8}");
        return name.Append(CultureInfo.InvariantCulture, $":{endpoint.Port:X4}").ToString();
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
