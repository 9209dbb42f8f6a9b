using System.Net;
using System.Net.Sockets;
using Muster.Actors.Allocation;
using Shouldly;
using Xunit;

namespace Muster.Tests.Allocation;

/// <summary>Whether srun lives, told without its noticing.</summary>
public sealed class LauncherProbeTests
{
    [Fact]
    public async Task One_who_listens_is_there_and_sees_no_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var launcher = (IPEndPoint)listener.LocalEndpoint;
        for (var i = 0; i < 3; i++)
            (await LauncherProbe.IsGoneAsync(launcher)).ShouldBeFalse();
        listener.Pending().ShouldBeFalse();
        // Another client still gets in.
        using var client = new TcpClient();
        await client.ConnectAsync(launcher);
        (await listener.AcceptTcpClientAsync()).Dispose();
    }

    [Fact]
    public async Task One_who_listens_no_more_is_gone()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var launcher = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        listener.Dispose();
        (await LauncherProbe.IsGoneAsync(launcher)).ShouldBeTrue();
    }
}
