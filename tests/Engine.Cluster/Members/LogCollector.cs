using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tests.Members;

internal sealed class LogLines
{
    private readonly ConcurrentQueue<string> _lines = new();

    public void Add(string line) => _lines.Enqueue(line);

    public override string ToString() => string.Join(Environment.NewLine, _lines);

    public IEnumerable<string> Matching(string part) => _lines.Where(line => line.Contains(part, StringComparison.Ordinal));

    public bool Any(string part) => _lines.Any(line => line.Contains(part, StringComparison.Ordinal));
}

/// <summary>Remembers what a system logs.</summary>
internal sealed class LogCollector : ReceiveActor
{
    public LogCollector(LogLines lines) => Receive<LogEvent>(m => lines.Add(m.Message?.ToString() ?? ""));
}

/// <summary>Remembers what it is told.</summary>
internal sealed class Collector : UntypedActor
{
    private readonly ConcurrentQueue<object> _received;

    public Collector(ConcurrentQueue<object> received) => _received = received;

    public static (IActorRef Ref, ConcurrentQueue<object> Received) In(ActorSystem system)
    {
        var received = new ConcurrentQueue<object>();
        return (system.ActorOf(Props.Create(() => new Collector(received))), received);
    }

    protected override void OnReceive(object message) => _received.Enqueue(message);
}
