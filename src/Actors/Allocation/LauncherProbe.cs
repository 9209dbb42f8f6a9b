using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Muster.Actors.Allocation;

/// <summary>
/// Tells whether the srun of a step has ended, without srun noticing. Slurm lets a step go on whose srun was killed, and keeps the tasks' pipes open, so that
/// nothing in a task changes; but the port that srun has listened at refuses from then on. A connection that is made and closed would cost srun an error
/// line, so none is made: a filter on the socket drops the answer of one who listens, and only a refusal comes through.
/// </summary>
public static class LauncherProbe
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // Classic BPF over the TCP header of what arrives: take a segment with the flag RST, drop every other.
    private static readonly (ushort Code, byte True, byte False, uint Value)[] OnlyRefusals =
    [
        (0x30, 0, 0, 13),       // load the byte with the flags
        (0x45, 0, 1, 0x04),     // RST set: next; else the one after
        (0x06, 0, 0, 0xffff),   // take it
        (0x06, 0, 0, 0),        // drop it
    ];

    /// <summary>True when nobody listens there any more, for certain. False also where the kernel or the network does not tell.</summary>
    public static async Task<bool> IsGoneAsync(IPEndPoint launcher, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(launcher);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = new Socket(launcher.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Attach(socket);
            await socket.ConnectAsync(launcher, patience.Token).ConfigureAwait(false);
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

    private static void Attach(Socket socket)
    {
        var program = new byte[OnlyRefusals.Length * 8];
        for (var i = 0; i < OnlyRefusals.Length; i++)
        {
            var (code, ifTrue, ifFalse, value) = OnlyRefusals[i];
            MemoryMarshal.Write(program.AsSpan(i * 8), code);
            program[(i * 8) + 2] = ifTrue;
            program[(i * 8) + 3] = ifFalse;
            MemoryMarshal.Write(program.AsSpan((i * 8) + 4), value);
        }
        // struct sock_fprog: the number of instructions, then where they are. The kernel copies them.
        var pin = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            var header = new byte[16];
            MemoryMarshal.Write(header, (ushort)OnlyRefusals.Length);
            MemoryMarshal.Write(header.AsSpan(8), (long)pin.AddrOfPinnedObject());
            socket.SetRawSocketOption(SocketLevel, AttachFilter, header);
        }
        finally
        {
            pin.Free();
        }
    }
}
