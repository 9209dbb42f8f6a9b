using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Engine.Benchmarks;

/// <summary>What sockets give without an actor engine.</summary>
internal static class SocketCalibration
{
    private const int Frame = 68;

    /// <summary>Connections on loopback, 64-byte frames with a length in front through Pipelines, 50 in flight each; messages a second = 2 x round trips.</summary>
    internal static async Task<double> Echo(int connections, int rounds)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var ends = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (int c = 0; c < connections; c++)
        {
            var (client, server) = await Pair(listener);
            ends.Add(Task.Run(() => Answer(server)));
            ends.Add(Task.Run(() => Ask(client, rounds)));
        }
        await Task.WhenAll(ends);
        listener.Stop();
        return 2.0 * connections * rounds / clock.Elapsed.TotalSeconds;
    }

    /// <summary>One connection, 64 KiB payloads, each copied once on either side; bytes a second.</summary>
    internal static async Task<double> Stream(int messages, int size)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (client, server) = await Pair(listener);
        listener.Stop();
        client.SendBufferSize = server.ReceiveBufferSize = 256_000;
        var source = new byte[size];
        var clock = Stopwatch.StartNew();
        var writer = Task.Run(() =>
        {
            var buffer = new byte[size];
            for (int i = 0; i < messages; i++)
            {
                source.CopyTo(buffer, 0);
                client.Send(buffer);
            }
        });
        var reader = Task.Run(() =>
        {
            var buffer = new byte[size];
            for (int i = 0; i < messages; i++)
            {
                for (int got = 0; got < size;) got += server.Receive(buffer, got, size - got, SocketFlags.None);
                GC.KeepAlive(buffer.ToArray());
            }
        });
        await Task.WhenAll(writer, reader);
        client.Dispose();
        server.Dispose();
        return (double)messages * size / clock.Elapsed.TotalSeconds;
    }

    private static async Task<(Socket Client, Socket Server)> Pair(TcpListener listener)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var accepted = listener.AcceptSocketAsync();
        await client.ConnectAsync(listener.LocalEndpoint);
        var server = await accepted;
        server.NoDelay = true;
        return (client, server);
    }

    private static async Task Answer(Socket socket)
    {
        using var stream = new NetworkStream(socket, true);
        var (reader, writer) = (PipeReader.Create(stream), PipeWriter.Create(stream));
        while (true)
        {
            var read = await reader.ReadAsync();
            var buffer = read.Buffer;
            bool any = false;
            for (; buffer.Length >= Frame; buffer = buffer.Slice(Frame), any = true)
                foreach (var segment in buffer.Slice(0, Frame)) writer.Write(segment.Span);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (any) await writer.FlushAsync();
            if (read.IsCompleted) break;
        }
    }

    private static async Task Ask(Socket socket, int rounds)
    {
        using var stream = new NetworkStream(socket, true);
        var (reader, writer) = (PipeReader.Create(stream), PipeWriter.Create(stream));
        var frame = new byte[Frame];
        frame[0] = Frame - 4;
        int sent = 0, got = 0;
        for (; sent < 50; sent++) writer.Write(frame);
        await writer.FlushAsync();
        while (got < rounds)
        {
            var read = await reader.ReadAsync();
            var buffer = read.Buffer;
            bool any = false;
            while (buffer.Length >= Frame)
            {
                buffer = buffer.Slice(Frame);
                got++;
                if (sent < rounds)
                {
                    writer.Write(frame);
                    sent++;
                    any = true;
                }
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (any) await writer.FlushAsync();
            if (read.IsCompleted) break;
        }
    }
}
