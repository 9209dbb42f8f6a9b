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
    private readonly TcpClient _client;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly HashSet<ulong> _heard = new();

    public PlayedConnection(PlannedConnection planned, TcpClient client, IEnumerable<RecordedFrame> expected)
    {
        Planned = planned;
        _client = client;
        var seen = new HashSet<ulong>();
        // A resent system message is the same one again.
        Expected = expected.Select(f => new ExpectedFrame(f))
            .Where(e => !e.Content.IsSystemMessage || seen.Add(e.Content.Envelope!.Seq)).ToList();
    }

    public PlannedConnection Planned { get; }

    public List<ExpectedFrame> Expected { get; }

    public NetworkStream Stream => _client.GetStream();

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

    public async Task Send(byte[] payload)
    {
        await _sending.WaitAsync();
        try
        {
            await Stream.WriteAsync((byte[])[.. BitConverter.GetBytes(payload.Length), .. payload]);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // Our node has closed; whether it should have is told by what it did not say.
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Close() => _client.Close();
}
