using System.Net;
using System.Net.Sockets;
using Engine.Wire.Tests.Frames;

namespace Engine.Wire.Tests.Replay;

/// <summary>A frame our node has to send.</summary>
public sealed class ExpectedFrame(RecordedFrame frame)
{
    public RecordedFrame Frame { get; } = frame;
    public FrameContent Content { get; } = FrameContent.Parse(frame.Payload);
    public bool Met { get; set; }

    public bool Optional(ReplayScript script) => script.IsPeriodic(Content.Key) || script.MayOmit(Frame);
}

/// <summary>One connection of the replay, seen from the peer's end.</summary>
public sealed class PlayedConnection
{
    private readonly Socket _socket;
    private readonly HashSet<ulong> _heard = new();

    public PlayedConnection(PlannedConnection planned, Socket socket, IEnumerable<RecordedFrame> expected)
    {
        Planned = planned;
        _socket = socket;
        (LocalPort, NodePort) = (((IPEndPoint)socket.LocalEndPoint!).Port, ((IPEndPoint)socket.RemoteEndPoint!).Port);
        var seen = new HashSet<ulong>();
        // A resent system message is the same one again.
        Expected = expected.Select(f => new ExpectedFrame(f))
            .Where(e => !e.Content.IsSystemMessage || seen.Add(e.Content.Envelope!.Seq)).ToList();
    }

    public PlannedConnection Planned { get; }

    public List<ExpectedFrame> Expected { get; }

    public int LocalPort { get; }

    public int NodePort { get; }

    /// <summary>Bytes written to our node, and bytes of it that were read and understood.</summary>
    public long Sent { get; private set; }

    public long Read { get; private set; }

    /// <summary>This end was closed, by the recording or because our node has closed the other.</summary>
    public bool Ended { get; private set; }

    internal NodeEnd? Partner { get; set; }

    public string Peer(string node) => Planned.OpenedBy == node ? Planned.AcceptedBy : Planned.OpenedBy;

    /// <summary>Notes a system message; false when it was heard before.</summary>
    public bool Hear(ulong seq) => _heard.Add(seq);

    /// <summary>The highest number up to which everything was heard from this peer's partner.</summary>
    public ulong? HighestHeard(IEnumerable<PlayedConnection> all)
    {
        var heard = all.Where(c => c.Planned.OpenedBy == Planned.OpenedBy && c.Planned.AcceptedBy == Planned.AcceptedBy).SelectMany(c => c._heard).ToHashSet();
        ulong? highest = null;
        for (ulong seq = 0; heard.Contains(seq); seq++)
            highest = seq;
        return highest;
    }

    public void Send(params IEnumerable<byte[]> payloads)
    {
        if (Ended)
            return;
        try
        {
            byte[] frames = [.. payloads.SelectMany(p => (byte[])[.. BitConverter.GetBytes(p.Length), .. p])];
            _socket.Send(frames);
            Sent += frames.Length;
        }
        catch (SocketException)
        {
            // Our node has closed; whether it should have is told by what it did not say.
        }
    }

    /// <summary>Reads until either end closes; every piece is handed to the loop, an empty one for the end.</summary>
    internal async Task Listen(ReplayLoop loop, Action<byte[]> frame, Action ended)
    {
        var waiting = new List<byte>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = 0;
            try
            {
                count = await _socket.ReceiveAsync(buffer).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The end of the connection, as well as an orderly one.
            }
            var bytes = buffer[..count];
            loop.Post(() =>
            {
                waiting.AddRange(bytes);
                while (waiting.Count >= 4 && BitConverter.ToInt32([.. waiting[..4]]) is var length && waiting.Count >= length + 4)
                {
                    var payload = waiting[4..(length + 4)].ToArray();
                    waiting.RemoveRange(0, length + 4);
                    frame(payload);
                }
                Read += bytes.Length;
                if (bytes.Length == 0)
                    ended();
            });
            if (count == 0)
                return;
        }
    }

    public void Close()
    {
        Ended = true;
        _socket.Dispose();
    }
}
