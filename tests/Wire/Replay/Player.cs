using System.Net;
using System.Net.Sockets;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// Plays the recorded peers of one system against our node over sockets, at the recorded pace of a clock that both share, and compares what
/// our node says. What a recorded peer says or does waits for what it presumes; the rest of the recording then comes that much later.
/// </summary>
public sealed partial class Player : IDisposable
{
    /// <summary>How long the recording is held up for something that our node is late with.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ReplayPlan _plan;
    private readonly ReplayScript _script;
    private readonly Bindings _bindings;
    private readonly ReplayLoop _loop = new();
    private readonly ReplayedNode _node;
    private readonly Dictionary<string, TcpListener> _listeners = new();
    private readonly Dictionary<int, PlayedConnection> _connections = new();
    private readonly PriorityQueue<Happening, (TimeSpan At, int Order, int Number)> _timeline = new();
    private readonly List<string> _problems = new();
    private readonly HashSet<string> _periodicSeen = new();

    /// <summary>The loop's time at which the recording's time was 0; moves when the recording is held up.</summary>
    private TimeSpan _origin;

    public Player(ReplayPlan plan, ReplayScript script)
    {
        _plan = plan;
        _script = script;
        _bindings = new Bindings(script.MayDiffer);
        _node = new ReplayedNode(_loop);
        _loop.UnderWay = UnderWay;
        _loop.Settled = CheckExpectations;
        script.Player = this;
    }

    public IReadOnlyList<string> Problems => _problems;

    public int Compared { get; private set; }

    /// <summary>The recording's time.</summary>
    internal TimeSpan Time => _loop.Now - _origin;

    /// <summary>Runs the recording; the problems found are in <see cref="Problems"/>.</summary>
    public void Run()
    {
        foreach (var label in _plan.Connections.Where(c => c.OpenedBy == _plan.Node).Select(c => c.AcceptedBy).Distinct())
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _listeners.Add(label, listener);
            _node.Redirect(_plan.First(label).Port, ((IPEndPoint)listener.LocalEndpoint).Port);
            _ = AcceptFrom(label, listener);
        }
        FillTimeline();
        _node.Start(_plan.First(_plan.Node), _script.Config);
        _script.Started(_node);
        _origin = _loop.Now - TimeSpan.FromMilliseconds(_plan.Connections.Min(c => c.OpenMs) - 50);

        while (_timeline.TryDequeue(out var happening, out var due))
        {
            _loop.RunTo(_origin + due.At);
            happening.Do();
            _loop.Settle();
        }
        _loop.RunTo(_loop.Now + TimeSpan.FromMilliseconds(300));
        ReportMissing();
    }

    /// <summary>Runs an action some time of the recording from now.</summary>
    internal void After(int milliseconds, Action action) =>
        _timeline.Enqueue(new Happening(action), (Time + TimeSpan.FromMilliseconds(milliseconds), 0, 0));

    /// <summary>Holds the recording up until the condition holds; false when it does not in the end.</summary>
    internal bool HoldUntil(Func<bool> condition)
    {
        var start = _loop.Now;
        var holds = _loop.RunUntil(condition, Grace);
        _origin += _loop.Now - start;
        return holds;
    }

    /// <summary>Has the node do something that takes time, while the recording stands still.</summary>
    internal void HoldFor(Action action)
    {
        var start = _loop.Now;
        action();
        _origin += _loop.Now - start;
    }

    internal void Restart(int incarnation)
    {
        _node.Start(_plan.Systems.Where(s => s.Label == _plan.Node).ElementAt(incarnation), _script.Config);
        _script.Started(_node);
    }

    public void Dispose()
    {
        try
        {
            foreach (var listener in _listeners.Values)
                listener.Stop();
            foreach (var connection in _connections.Values)
                connection.Close();
            if (_node.System != null)
                _node.Stop();
        }
        finally
        {
            _loop.Dispose();
        }
    }

    /// <param name="Said">The frame that a peer says by it.</param>
    /// <param name="Closed">The connection that a peer closes by it.</param>
    private readonly record struct Happening(Action Do, RecordedFrame? Said = null, PlannedConnection? Closed = null);

    private void FillTimeline()
    {
        void Add(int timeMs, int order, Happening happening) =>
            _timeline.Enqueue(happening, (TimeSpan.FromMilliseconds(timeMs), order, _timeline.Count));

        foreach (var step in _plan.Steps)
            Add(step.TimeMs, 0, new Happening(() => _script.Step(_node, step.Text)));
        foreach (var connection in _plan.Connections)
        {
            if (connection.OpenedBy != _plan.Node)
                Add(connection.OpenMs, 1, new Happening(() => Open(connection)));
            if (connection.ClosedBy != null && connection.ClosedBy != _plan.Node && connection.CloseMs is { } ms)
                Add(ms, 3, new Happening(() => Close(connection), Closed: connection));
        }
        foreach (var frame in _plan.Frames)
            if (frame.From != _plan.Node && !frame.Dropped)
                Add(frame.TimeMs, 2, new Happening(() => Say(frame), Said: frame));
    }

    private void Open(PlannedConnection planned)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, _node.Port);
        Attach(planned, socket);
    }

    private async Task AcceptFrom(string label, TcpListener listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
                _loop.Post(() => Accept(label, socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The replay is over.
        }
    }

    private void Accept(string label, Socket socket)
    {
        socket.NoDelay = true;
        var planned = _plan.Connections.FirstOrDefault(c => c.OpenedBy == _plan.Node && c.AcceptedBy == label && !_connections.ContainsKey(c.Id));
        if (planned != null)
        {
            Attach(planned, socket);
            return;
        }
        // A recorded system that had ended by then answered nobody.
        if (!_plan.HasSaidItsLast(label, (int)Time.TotalMilliseconds))
            Problem($"our node opened one connection more to {label} than recorded");
        var stray = new PlayedConnection(new PlannedConnection(-_strays.Count - 1, _plan.Node, label, 0, null, null), socket, []);
        _strays.Add(stray);
        stray.Close();
    }

    private void Attach(PlannedConnection planned, Socket socket)
    {
        var connection = new PlayedConnection(planned, socket, _plan.Frames.Where(f => f.Connection == planned.Id && f.From == _plan.Node));
        _connections[planned.Id] = connection;
        _ = connection.Listen(_loop, payload => Heard(connection, FrameContent.Parse(payload)), connection.Close);
    }

    /// <summary>The peer speaks when its time has come and it has heard what it had heard by then.</summary>
    private void Say(RecordedFrame frame)
    {
        if (!HoldUntil(() => CanSay(frame)))
            GiveUpWaiting(frame);
        if (!_connections.TryGetValue(frame.Connection, out var connection))
            return;
        var payloads = new List<byte[]> { Rewritten(frame, connection) };
        // What was recorded as one burst reaches our node as one: it answers the first when it has the last.
        while (_timeline.TryPeek(out var next, out _) && next.Said is { } more && more.Connection == frame.Connection && more.TimeMs == frame.TimeMs && CanSay(more))
            payloads.Add(Rewritten(_timeline.Dequeue().Said!, connection));
        connection.Send(payloads);
        if (_timeline.TryPeek(out var last, out _) && last.Closed == connection.Planned && connection.Planned.CloseMs == frame.TimeMs)
            _timeline.Dequeue().Do();
    }

    private bool CanSay(RecordedFrame frame) =>
        _connections.TryGetValue(frame.Connection, out var connection) && !Awaited(connection, frame.Number) && _script.MaySay(frame);

    private byte[] Rewritten(RecordedFrame frame, PlayedConnection connection)
    {
        var content = FrameContent.Parse(frame.Payload);
        if (content.Container == null)
            return frame.Payload;
        var container = content.Container;
        // A peer acknowledges what it has got, which can be less than the recorded node had sent by then.
        if (container.Ack is { Nacks.Count: 0 } ack && ack.CumulativeAck != ulong.MaxValue)
            ack.CumulativeAck = connection.HighestHeard(_connections.Values) is { } heard ? Math.Min(heard, ulong.MaxValue - 1) : ulong.MaxValue;
        _bindings.Rewrite(container);
        return new AkkaProtocolMessage { Payload = container.ToByteString() }.ToByteArray();
    }

    private bool Awaited(PlayedConnection connection, int number) =>
        connection.Expected.Any(e => e.Frame.Number < number && !e.Met && !e.Optional(_script));

    private void GiveUpWaiting(RecordedFrame frame)
    {
        if (!_connections.TryGetValue(frame.Connection, out var connection))
        {
            Problem($"connection {frame.Connection} never came, frame {frame.Number} {frame.Kind} could not be said");
            return;
        }
        if (!_script.MaySay(frame))
            Problem($"frame {frame.Number} {frame.Kind} says what our node has not come to");
        foreach (var late in connection.Expected.Where(e => e.Frame.Number < frame.Number && !e.Met && !e.Optional(_script)))
        {
            late.Met = true;
            Problem($"frame {late.Frame.Number} ({late.Frame.Kind}, step '{late.Frame.Step}') was not said in time");
        }
    }

    private void Close(PlannedConnection planned)
    {
        if (_connections.TryGetValue(planned.Id, out var connection))
            connection.Close();
    }

    private void Problem(string text) => _problems.Add($"[{Time.TotalMilliseconds:0} ms] {text}");
}
