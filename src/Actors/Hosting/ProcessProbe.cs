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

    // A process that dies closes its connections before or after the socket it listens at: a first try may still get through.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600)];

    /// <summary>Probes the address of a host whose connection closed: at once and, while someone still listens, a few times within a second.</summary>
    public static async Task<Answer> Ask(Address address, TimeSpan patience)
    {
        foreach (var pause in Pauses)
        {
            if (await IsRefused(address, patience))
                return new Answer(address, ProcessEnded: true);
            await Task.Delay(pause);
        }
        return new Answer(address, await IsRefused(address, patience));
    }

    /// <summary>True when nobody listens at the address, for certain.</summary>
    public static async Task<bool> IsRefused(Address address, TimeSpan patience)
    {
        if (address.Host is null || address.Port is not { } port)
            return false;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await socket.ConnectAsync(address.Host, port, timeout.Token);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
