using System.Net.Sockets;
using Akka.Actor;

namespace Muster.Actors.Hosting;

/// <summary>
/// Tells a process that ended from a network's hiccup: a machine that is there refuses the connection to a port that nobody listens at any more.
/// </summary>
public static class ProcessProbe
{
    /// <summary>What a probe found.</summary>
    /// <param name="Address">Where it was made.</param>
    /// <param name="ProcessEnded">True only when the end is certain.</param>
    public sealed record Answer(Address Address, bool ProcessEnded);

    /// <summary>Probes the address of a host.</summary>
    public static async Task<Answer> Ask(Address address, TimeSpan patience)
    {
        if (address.Host is null || address.Port is not { } port)
            return new Answer(address, ProcessEnded: false);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await socket.ConnectAsync(address.Host, port, timeout.Token);
            return new Answer(address, ProcessEnded: false);
        }
        catch (SocketException e)
        {
            return new Answer(address, e.SocketErrorCode == SocketError.ConnectionRefused);
        }
        catch (OperationCanceledException)
        {
            return new Answer(address, ProcessEnded: false);
        }
    }
}
