using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;

namespace Muster.Tests.Ranks;

/// <summary>Some rank hosts in one actor system, a parser that stores what it gets, and a producer that remembers what it hears.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly BlockingCollection<object> _heard = [];
    private readonly ActorSystem _system = ActorSystem.Create("ranks", "muster.store-dispatcher { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 1 } }");
    private readonly IActorRef _producer;
    private readonly IActorRef _parser;
    private readonly IActorRef _names;
    private readonly IActorRef _outputs;
    private readonly string _folder = Directory.CreateTempSubdirectory("muster-outputs").FullName;
    private readonly ConcurrentDictionary<int, StringBuilder> _text = new();
    private readonly List<object> _all = [];
    private readonly HashSet<int> _toParser = [];
    private readonly HashSet<int> _parsed = [];
    private readonly ConcurrentDictionary<string, int> _speakers = new();
    private static long _lastRun;

    private readonly bool _apart;

    /// <summary>With <paramref name="nativeDirectory"/> every host has its own, whose warden may start somewhere else: then they share no memory.</summary>
    public Nodes(int count, bool store = true, Func<int, string>? nativeDirectory = null)
    {
        _apart = nativeDirectory != null;
        Run = Interlocked.Increment(ref _lastRun);
        _producer = _system.ActorOf(Props.Create(() => new Ear(_heard, _speakers)), "producer");
        _system.EventStream.Subscribe(_producer, typeof(Akka.Event.Info));
        _system.EventStream.Subscribe(_producer, typeof(Akka.Event.Error));
        _parser = _system.ActorOf(Props.Create(() => new StoringParser(_text, _heard, store)), "parser");
        _names = _system.ActorOf(NameBoard.Props(), "names");
        _outputs = _system.ActorOf(Props.Create(() => new OutputKeeper(_folder)).WithDispatcher("akka.actor.default-dispatcher"), "outputs");
        Hosts = [.. Enumerable.Range(0, count).Select(i => _system.ActorOf(RankHost.Props(new RankHostSettings
        {
            Node = $"node{i}",
            NativeDirectory = nativeDirectory?.Invoke(i) ?? Artifacts.NativeDirectory,
            RunDirectory = "/tmp",
        }), $"rank-host-{i}"))];
    }

    public long Run { get; }

    public RunKey Key => new() { Run = Run, Attempt = 1 };

    public IActorRef[] Hosts { get; }

    public IEnumerable<object> All => _all;

    /// <summary>What was logged as an error, of what was heard so far.</summary>
    public IEnumerable<Akka.Event.Error> Faults => _all.OfType<Akka.Event.Error>();

    /// <summary>Hosts the producer heard of the group from.</summary>
    public IEnumerable<string> Speakers => _speakers.Keys;

    /// <summary>Messages it heard.</summary>
    public int Reports => _speakers.Values.Sum();

    public string Text(int rank = 0) => _text.TryGetValue(rank, out var text) ? text.ToString() : "";

    /// <summary>A group of so many ranks over all hosts, round-robin; every rank's stdout is piped when <paramref name="pipeAll"/>.</summary>
    public StartGroup Group(int ranks, string program, string[] arguments, MpiFlavor mpi = MpiFlavor.Auto, bool pipeAll = false)
    {
        var start = new StartGroup { Key = Key, Epoch = 1, PuidBase = (1L << 32) + 1, Mpi = mpi, Producer = Path(_producer), Names = Path(_names), Outputs = Path(_outputs), Parser_ = Path(_parser), StopPatienceMs = 300 };
        var head = new RankTemplate { Program = program, Count = 1, Stdout = new StreamSpec { Target = StreamTarget.Pipe }, Stderr = new StreamSpec { Target = StreamTarget.Pipe } };
        head.Args.Add(arguments);
        start.Templates.Add(head);
        if (ranks > 1)
        {
            var rest = head.Clone();
            rest.Count = ranks - 1;
            rest.Stdout.Target = pipeAll ? StreamTarget.Pipe : StreamTarget.NullDevice;
            start.Templates.Add(rest);
        }
        for (var i = 0; i < Math.Min(Hosts.Length, ranks); i++)
        {
            var share = new NodeShare { RankHost = Path(Hosts[i]), Node = $"node{i}", Oversubscribed = true, ShmDomain = _apart ? $"node{i}" : "here" };
            for (var rank = i; rank < ranks; rank += Hosts.Length)
                share.Ranks.Add(rank);
            start.Nodes.Add(share);
        }
        return start;
    }

    /// <summary>Tells node 0, from where it goes down the group's tree.</summary>
    public void Start(StartGroup start)
    {
        var rank = 0;
        foreach (var template in start.Templates)
            for (var i = 0; i < template.Count; i++, rank++)
                if (template.Stdout is { Target: StreamTarget.Pipe, Consumer: not StreamConsumer.Keeper })
                    _toParser.Add(rank);
        Hosts[0].Tell(start, _producer);
    }

    public void Tell(int host, object message) => Hosts[host].Tell(message, _producer);

    /// <summary>The next message of this kind that fits; those before it are kept in <see cref="All"/>.</summary>
    public T Next<T>(Func<T, bool>? fits = null, int seconds = 60)
        where T : class
    {
        while (_heard.TryTake(out var message, seconds * 1000))
        {
            Hear(message);
            if (message is T wanted && fits?.Invoke(wanted) != false)
                return wanted;
        }
        throw new TimeoutException($"no {typeof(T).Name} in {seconds} s; heard: {string.Join("; ", _all)}");
    }

    /// <summary>Waits until every node of the group has reported its end, and the parser has the end of every stream these accounts name.</summary>
    public List<RankEnded> UntilEnd(int nodes)
    {
        while (_all.OfType<NodeGroupEnded>().Select(e => e.Node).Union(_all.OfType<GroupRefused>().Select(r => r.Node)).Count() < nodes || Parsed().Except(_parsed).Any())
        {
            _heard.TryTake(out var message, 60_000).ShouldBeTrue($"nothing heard for 60 s, before: {string.Join("; ", _all)}");
            Hear(message!);
        }
        _all.OfType<GroupRefused>().ShouldBeEmpty();
        return [.. _all.OfType<RankEnded>().OrderBy(e => e.Rank)];
    }

    /// <summary>Takes what comes until nothing does for so long.</summary>
    public void UntilQuiet(int ms)
    {
        while (_heard.TryTake(out var message, ms))
            Hear(message);
    }

    /// <summary>Waits until a rank host has logged this.</summary>
    public void UntilLogged(string text)
    {
        bool Fits(Akka.Event.Info info) => info.ToString().Contains(text, StringComparison.Ordinal);
        // It may have come before what was waited for last.
        if (!_all.OfType<Akka.Event.Info>().Any(Fits))
            Next<Akka.Event.Info>(Fits);
    }

    private void Hear(object message)
    {
        _all.Add(message);
        if (message is LineBatch { End: true } last)
            _parsed.Add(last.Rank);
    }

    // The ranks whose stdout the parser gets, of those whose node is done: the account and the last batch come on different ways.
    private IEnumerable<int> Parsed() => _all.OfType<NodeGroupEnded>().SelectMany(e => e.Accounts)
        .Where(a => a.Stream == RankStream.Stdout && _toParser.Contains(a.Rank)).Select(a => a.Rank);

    /// <summary>Waits until this is all that is kept of the rank's stdout.</summary>
    public void UntilKept(string text, int rank)
    {
        for (var end = Environment.TickCount64 + 60_000; ; Thread.Sleep(10))
        {
            var part = _outputs.Ask<Muster.Messages.Workflow.OutputPart>(
                new Muster.Messages.Workflow.FollowOutput { Run = Run, Attempt = 1, Over = true }, TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
            if (string.Concat(part.Pieces.Where(p => p.Rank == rank && p.Stream == RankStream.Stdout).Select(p => p.Data.ToStringUtf8())) == text)
                return;
            Environment.TickCount64.ShouldBeLessThan(end, $"not kept within 60 s: {text}");
        }
    }

    /// <summary>A host's actor ends, and with it its ranks: what the others notice of a lost host.</summary>
    public void Lose(int host) => _system.Stop(Hosts[host]);

    /// <summary>The host that keeps outputs is lost.</summary>
    public void LoseOutputs() => _system.Stop(_outputs);

    /// <summary>What is kept of the run's output, as a driver reads it.</summary>
    public List<Muster.Messages.Workflow.OutputPiece> Output()
    {
        var pieces = new List<Muster.Messages.Workflow.OutputPiece>();
        for (long from = 0; ;)
        {
            var part = _outputs.Ask<Muster.Messages.Workflow.OutputPart>(
                new Muster.Messages.Workflow.FollowOutput { Run = Run, Attempt = 1, From = from, WaitMs = 5000, Over = true }, TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
            pieces.AddRange(part.Pieces);
            if (part.Complete)
                return pieces;
            from = part.Next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        Directory.Delete(_folder, recursive: true);
    }

    private static string Path(IActorRef actor) => Akka.Serialization.Serialization.SerializedActorPath(actor);

    private sealed class Ear : UntypedActor
    {
        private readonly BlockingCollection<object> _heard;
        private readonly ConcurrentDictionary<string, int> _speakers;

        public Ear(BlockingCollection<object> heard, ConcurrentDictionary<string, int> speakers) => (_heard, _speakers) = (heard, speakers);

        // What comes over the tree is heard as if each node had told it itself.
        protected override void OnReceive(object message)
        {
            if (message is not GroupReports reports)
            {
                _heard.Add(message);
                return;
            }
            _speakers.AddOrUpdate(Sender.Path.Parent.Name, 1, (_, n) => n + 1);
            foreach (var report in reports.Reports)
                _heard.Add(report.Started ?? report.RankEnded ?? report.NodeEnded ?? (object)report.Refused);
        }
    }

    private sealed class StoringParser : ReceiveActor
    {
        public StoringParser(ConcurrentDictionary<int, StringBuilder> text, BlockingCollection<object> heard, bool store)
        {
            var last = new Dictionary<int, long>();
            Receive<LineBatch>(batch =>
            {
                var number = last.GetValueOrDefault(batch.Rank);
                // A host that was not answered for a while sends again.
                if (batch.Number > number)
                {
                    batch.Number.ShouldBe(number + 1);
                    last[batch.Rank] = number = batch.Number;
                    text.GetOrAdd(batch.Rank, _ => new StringBuilder()).Append(batch.Data.ToString(Encoding.Latin1));
                    heard.Add(batch);
                }
                if (store)
                    Sender.Tell(new Stored { Key = batch.Key, Rank = batch.Rank, Number = number });
            });
        }
    }
}
