using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// What a family of recordings adds to a replay: the actors of our node, what they do at each step, and what may differ from the
/// recorded system for a reason.
/// </summary>
public abstract class ReplayScript
{
    public virtual string Config => "";

    /// <summary>Our node has started, for the first time or again.</summary>
    public abstract void Started(ReplayedNode node);

    /// <summary>A step of the recording begins.</summary>
    public virtual Task Step(ReplayedNode node, string step) => Task.CompletedTask;

    /// <summary>Frames that come by the clock: matched by kind only, at any time, any number of times.</summary>
    public virtual bool IsPeriodic(string key) =>
        key is "Heartbeat" or "Ack" or "selection(16:RWHB)" or "16:RWHR";

    /// <summary>Periodic frames that must come at least once when the recorded node sent them.</summary>
    public virtual bool MustAppear(string key) => true;

    /// <summary>A difference in one field that is accepted.</summary>
    public virtual bool MayDiffer(string field, string problem) => false;

    /// <summary>A frame of our node that the recorded one did not send.</summary>
    public virtual bool MayAdd(string key) => false;

    /// <summary>A frame of the recorded node that ours need not send.</summary>
    public virtual bool MayOmit(RecordedFrame frame) => false;

    /// <summary>What the peer answers to periodic frames of ours, whose recorded answers were cut; null for nothing.</summary>
    internal virtual AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) => null;
}

/// <summary>Plays the recorded peers of one system against our node over sockets, at the recorded pace, and compares what it says.</summary>
public sealed partial class Player : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly ReplayPlan _plan;
    private readonly ReplayScript _script;
    private readonly Bindings _bindings;
    private readonly ReplayedNode _node = new();
    private readonly Dictionary<string, TcpListener> _listeners = new();
    private readonly ConcurrentDictionary<int, PlayedConnection> _connections = new();
    private readonly List<string> _problems = new();
    private readonly HashSet<string> _periodicSeen = new();
    private readonly Stopwatch _clock = new();
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();

    public Player(ReplayPlan plan, ReplayScript script)
    {
        _plan = plan;
        _script = script;
        _bindings = new Bindings(script.MayDiffer);
    }

    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_lock)
                return _problems.ToArray();
        }
    }

    public int Compared { get; private set; }

    /// <summary>Runs the recording; the problems found are in <see cref="Problems"/>.</summary>
    public async Task Run()
    {
        var origin = _plan.Connections.Min(c => c.OpenMs) - 50;
        foreach (var label in _plan.Connections.Where(c => c.OpenedBy == _plan.Node).Select(c => c.AcceptedBy).Distinct())
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _listeners.Add(label, listener);
            _node.Redirect(_plan.First(label).Port, ((IPEndPoint)listener.LocalEndpoint).Port);
            _ = AcceptFrom(label, listener, origin);
        }
        _node.Start(_plan.First(_plan.Node), _script.Config);
        _script.Started(_node);
        _clock.Start();

        foreach (var happening in Timeline(origin))
        {
            var wait = happening.At - origin - _clock.ElapsedMilliseconds;
            if (wait > 0)
                await Task.Delay((int)wait);
            await happening.Do();
        }
        await Task.Delay(300);
        ReportMissing();
    }

    public async Task Restart(int incarnation)
    {
        _node.Start(_plan.Systems.Where(s => s.Label == _plan.Node).ElementAt(incarnation), _script.Config);
        _script.Started(_node);
        await Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var listener in _listeners.Values)
            listener.Stop();
        foreach (var connection in _connections.Values)
            connection.Close();
        await _node.DisposeAsync();
    }

    private readonly record struct Happening(int At, int Order, Func<Task> Do);

    private IEnumerable<Happening> Timeline(int origin)
    {
        var all = new List<Happening>();
        foreach (var step in _plan.Steps)
            all.Add(new Happening(step.TimeMs, 0, () => _script.Step(_node, step.Text)));
        foreach (var connection in _plan.Connections)
        {
            if (connection.OpenedBy != _plan.Node)
                all.Add(new Happening(connection.OpenMs, 1, () => Open(connection)));
            if (connection.ClosedBy != null && connection.ClosedBy != _plan.Node && connection.CloseMs is { } ms)
                all.Add(new Happening(ms, 3, () => Close(connection)));
        }
        foreach (var frame in _plan.Frames)
            if (frame.From != _plan.Node && !frame.Dropped)
                all.Add(new Happening(frame.TimeMs, 2, () => Say(frame)));
        return all.OrderBy(h => h.At).ThenBy(h => h.Order);
    }

    private async Task Open(PlannedConnection planned)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, _node.Port);
        Attach(planned, client);
    }

    private async Task AcceptFrom(string label, TcpListener listener, int origin)
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var client = await listener.AcceptTcpClientAsync(_end.Token);
                client.NoDelay = true;
                var planned = _plan.Connections.FirstOrDefault(c => c.OpenedBy == _plan.Node && c.AcceptedBy == label && !_connections.ContainsKey(c.Id));
                if (planned == null && _plan.HasSaidItsLast(label, (int)_clock.ElapsedMilliseconds + origin))
                {
                    // The recorded system had ended by then, and nobody answered.
                    client.Close();
                    continue;
                }
                if (planned == null)
                {
                    Problem($"our node opened one connection more to {label} than recorded");
                    client.Close();
                    continue;
                }
                Attach(planned, client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The replay is over.
        }
    }

    private void Attach(PlannedConnection planned, TcpClient client)
    {
        var connection = new PlayedConnection(planned, client, _plan.Frames.Where(f => f.Connection == planned.Id && f.From == _plan.Node));
        _connections[planned.Id] = connection;
        _ = Read(connection);
    }

    /// <summary>The peer speaks when its time has come and it has heard what it had heard by then.</summary>
    private async Task Say(RecordedFrame frame)
    {
        var deadline = _clock.Elapsed + Grace;
        PlayedConnection? connection;
        while (!_connections.TryGetValue(frame.Connection, out connection) || Awaited(connection, frame.Number))
        {
            if (_clock.Elapsed > deadline)
            {
                GiveUpWaiting(frame, connection);
                break;
            }
            await Task.Delay(5);
        }
        if (connection != null)
            await connection.Send(Rewritten(frame, connection));
    }

    private byte[] Rewritten(RecordedFrame frame, PlayedConnection connection)
    {
        var content = FrameContent.Parse(frame.Payload);
        if (content.Container == null)
            return frame.Payload;
        var container = content.Container;
        lock (_lock)
        {
            // A peer acknowledges what it has got, which can be less than the recorded node had sent by then.
            if (container.Ack is { Nacks.Count: 0 } ack && ack.CumulativeAck != ulong.MaxValue)
                ack.CumulativeAck = connection.HighestHeard(_connections.Values) is { } heard ? Math.Min(heard, ulong.MaxValue - 1) : ulong.MaxValue;
            _bindings.Rewrite(container);
        }
        return new AkkaProtocolMessage { Payload = container.ToByteString() }.ToByteArray();
    }

    private bool Awaited(PlayedConnection connection, int number)
    {
        lock (_lock)
            return connection.Expected.Any(e => e.Frame.Number < number && !e.Met && !e.Optional(_script));
    }

    private void GiveUpWaiting(RecordedFrame frame, PlayedConnection? connection)
    {
        if (connection == null)
        {
            Problem($"connection {frame.Connection} never came, frame {frame.Number} {frame.Kind} could not be said");
            return;
        }
        lock (_lock)
        {
            foreach (var late in connection.Expected.Where(e => e.Frame.Number < frame.Number && !e.Met && !e.Optional(_script)))
            {
                late.Met = true;
                _problems.Add($"[{_clock.ElapsedMilliseconds} ms] frame {late.Frame.Number} ({late.Frame.Kind}, step '{late.Frame.Step}') was not said in time");
            }
        }
    }

    private Task Close(PlannedConnection planned)
    {
        if (_connections.TryGetValue(planned.Id, out var connection))
            connection.Close();
        return Task.CompletedTask;
    }

    private void Problem(string text)
    {
        lock (_lock)
            _problems.Add($"[{_clock.ElapsedMilliseconds} ms] {text}");
    }
}
