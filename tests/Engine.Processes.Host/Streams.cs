using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;

namespace Engine.Processes.Host;

/// <summary>Streams of 64 KiB messages to every other member, as fast as they are taken: a window to each that is refilled by acknowledgements.</summary>
public sealed class Streams : ReceiveActor
{
    private const int Window = 16;
    private static readonly byte[] Chunk = new byte[64 * 1024];

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Stopwatch _clock = new();
    private bool _running;
    private long _received;

    public enum Command
    {
        Start,
        Stop,
        Ask,
    }

    public Streams()
    {
        Receive<Command>(c => c == Command.Start, _ => Start());
        Receive<Command>(c => c == Command.Stop, _ => Stop());
        Receive<Command>(_ => Peers(peer => peer.Tell("ask")));
        Receive<string>(text => text == "ask", _ => Sender.Tell("heard"));
        Receive<string>(_ => Commands.Say("heard " + Sender.Path.Address));
        Receive<byte[]>(chunk =>
        {
            _received += chunk.Length;
            Sender.Tell(chunk.Length);
        });
        Receive<int>(_ =>
        {
            if (_running)
                Sender.Tell(Chunk);
        });
    }

    private void Start()
    {
        _running = true;
        _received = 0;
        _clock.Restart();
        Peers(peer =>
        {
            for (var i = 0; i < Window; i++)
                peer.Tell(Chunk);
        });
        Commands.Say("streaming");
    }

    private void Peers(Action<ActorSelection> tell)
    {
        foreach (var member in _cluster.State.Members.Where(m => !m.Address.Equals(_cluster.SelfAddress)))
            tell(Context.ActorSelection(member.Address + "/user/streams"));
    }

    private void Stop()
    {
        _running = false;
        Commands.Say(FormattableString.Invariant($"streamed {_received / 1e6 / _clock.Elapsed.TotalSeconds:0.0}"));
    }
}
