namespace Engine.Wire.Tests.Replay;

/// <summary>What has left one end of a socket and not come out of the other: as long as there is any, the clock stands still.</summary>
public sealed partial class Player
{
    /// <summary>Connections of our node that nobody answers.</summary>
    private readonly List<PlayedConnection> _strays = new();

    private string? UnderWay()
    {
        BringTogether();
        foreach (var transport in _node.Transports)
        {
            if (transport.IsClosing)
                return "the end of the node's transport";
            foreach (var end in transport.Ends)
                if (UnderWay(end) is { } what)
                    return what;
        }
        foreach (var connection in _connections.Values)
            if (connection is { Partner: null, Ended: false })
                return $"connection {connection.Planned.Id}, to be accepted by our node";
        return null;
    }

    private static string? UnderWay(NodeEnd end)
    {
        if (end.PeerPort == 0)
            return end.Ended ? null : "a connection, to be opened or refused";
        if (end.Partner is not { } peer)
            return end.Ended ? null : "a connection of our node, to be accepted";
        if (!peer.Ended && (end.Ended || peer.Read < end.Link.Outbox.Appended))
            return end.Ended ? $"the end of connection {peer.Planned.Id}" : $"{end.Link.Outbox.Appended - peer.Read} bytes of our node on connection {peer.Planned.Id}";
        if (!end.Ended && (peer.Ended || end.Taken < peer.Sent))
            return peer.Ended ? $"the peer's end of connection {peer.Planned.Id}" : $"{peer.Sent - end.Taken} bytes for our node on connection {peer.Planned.Id}";
        return null;
    }

    /// <summary>The two ends of a connection know each other by their ports.</summary>
    private void BringTogether()
    {
        foreach (var end in _node.Transports.SelectMany(t => t.Ends).Where(e => e.Partner == null && e.PeerPort != 0))
        {
            end.Partner = _connections.Values.Concat(_strays).FirstOrDefault(c => c.Partner == null && c.LocalPort == end.PeerPort && c.NodePort == end.LocalPort);
            if (end.Partner is { } partner)
                partner.Partner = end;
        }
    }
}
