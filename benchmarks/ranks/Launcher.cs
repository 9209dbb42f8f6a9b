using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;

namespace Muster.Benchmarks.Ranks;

/// <summary>Runs groups on rank hosts of this process and tells how long each took, from StartGroup to the last NodeGroupEnded.</summary>
internal sealed class Launcher : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("benchmark");
    private readonly BlockingCollection<object> _heard = [];
    private readonly IActorRef _producer;
    private readonly IActorRef _parser;
    private readonly IActorRef[] _hosts;
    private long _run;

    public Launcher(int hosts, string nativeDirectory)
    {
        _producer = _system.ActorOf(Props.Create(() => new Ear(_heard)));
        _parser = _system.ActorOf(Props.Create(() => new Store()));
        _hosts = [.. Enumerable.Range(0, hosts).Select(i => _system.ActorOf(RankHost.Props(new RankHostSettings
        {
            Node = $"node{i}",
            NativeDirectory = nativeDirectory,
            RunDirectory = "/",
        }), $"rank-host-{i}"))];
        foreach (var host in _hosts)
            host.Ask<NodeDescription>(new GetNodeDescription(), TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
    }

    public TimeSpan Run(int ranks, bool oversubscribed, MpiFlavor mpi, string program, params string[] arguments)
    {
        var start = new StartGroup { Key = new RunKey { Run = ++_run, Attempt = 1 }, Epoch = 1, PuidBase = (1L << 32) + _run * 10_000, Mpi = mpi, Parser_ = PathOf(_parser) };
        var head = new RankTemplate { Program = program, Count = 1, Stdout = new StreamSpec { Target = StreamTarget.Pipe } };
        head.Args.Add(arguments);
        start.Templates.Add(head);
        if (ranks > 1)
        {
            var rest = head.Clone();
            rest.Count = ranks - 1;
            rest.Stdout.Target = StreamTarget.NullDevice;
            start.Templates.Add(rest);
        }
        for (var i = 0; i < Math.Min(_hosts.Length, ranks); i++)
        {
            var share = new NodeShare { RankHost = PathOf(_hosts[i]), Node = $"node{i}", Oversubscribed = oversubscribed, ShmDomain = "here" };
            for (var rank = i; rank < ranks; rank += _hosts.Length)
                share.Ranks.Add(rank);
            start.Nodes.Add(share);
        }
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < start.Nodes.Count; i++)
        {
            var mine = start.Clone();
            mine.NodeIndex = i;
            _hosts[i].Tell(mine, _producer);
        }
        for (var ended = 0; ended < start.Nodes.Count;)
        {
            if (!_heard.TryTake(out var message, 60_000))
                throw new TimeoutException($"{program} with {ranks} ranks did not end in 60 s");
            if (message is GroupRefused refused)
                throw new InvalidOperationException(refused.Reason);
            if (message is RankEnded { Reason.Length: > 0 } failed)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"rank {failed.Rank}: {failed.Reason}"));
            ended += message is NodeGroupEnded ? 1 : 0;
        }
        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private static string PathOf(IActorRef actor) => Akka.Serialization.Serialization.SerializedActorPath(actor);

    private sealed class Ear(BlockingCollection<object> heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard.Add(message);
    }

    private sealed class Store : ReceiveActor
    {
        public Store() => Receive<LineBatch>(b => Sender.Tell(new Stored { Key = b.Key, Rank = b.Rank, Number = b.Number }));
    }
}
