using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Muster.Actors.Logs.Gelf;
using Muster.Messages.Logs;

namespace Muster.Gelf.Tests;

/// <summary>Inputs on free ports of this machine, and what stands in for aggregator and store.</summary>
public sealed class Inputs : IAsyncDisposable
{
    private readonly Memory _memory;
    private readonly ActorSystem _system = ActorSystem.Create("inputs");

    public Inputs(params GelfInputSettings[] inputs)
        : this(new GelfSettings { Inputs = inputs })
    {
    }

    public Inputs(GelfSettings settings, Memory? memory = null)
    {
        _memory = memory ?? new Memory();
        var kept = _memory;
        Store = _system.ActorOf(Props.Create(() => new Keeper(kept)), "store");
        Actor = _system.ActorOf(GelfInputs.Props(settings, Store), "gelf");
        State = Actor.Ask<GelfInputsState>(GetGelfInputs.Instance, TimeSpan.FromSeconds(20)).GetAwaiter().GetResult();
    }

    public IActorRef Actor { get; }

    public IActorRef Store { get; }

    public GelfInputsState State { get; private set; }

    /// <summary>Batches as the store has them.</summary>
    internal ConcurrentQueue<LogRecords> Kept => _memory.Kept;

    public int Port(GelfTransport transport) => State.Inputs.First(i => i.Settings.Transport == transport).Port;

    public List<Decoded> Records => [.. Kept.SelectMany(Decoded.All)];

    public async Task<GelfInputState> LookAsync(GelfTransport transport)
    {
        State = await Actor.Ask<GelfInputsState>(GetGelfInputs.Instance, TimeSpan.FromSeconds(20));
        return State.Inputs.First(i => i.Settings.Transport == transport);
    }

    public async Task<List<Decoded>> RecordsAsync(int count, double seconds = 30)
    {
        var clock = Stopwatch.StartNew();
        while (Kept.Sum(b => b.Count) < count)
        {
            if (clock.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"{Kept.Sum(b => b.Count)} of {count} records within {seconds} s: {string.Join("; ", Records.Take(10).Select(r => r.Line))}");
            await Task.Delay(10);
        }

        return Records;
    }

    public static async Task EventuallyAsync(Func<Task<bool>> condition, string what, double seconds = 30)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }

    public static byte[] Message(string text, string more = "") => Encoding.UTF8.GetBytes($$"""{"version":"1.1","host":"h","short_message":"{{text}}"{{more}}}""");

    public static byte[] Frame(string text) => [.. Message(text), 0];

    public async Task<TcpClient> ConnectAsync(GelfTransport transport = GelfTransport.Tcp)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port(transport));
        return client;
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    /// <summary>Keeps batches in order, once each, and says so; or refuses them for a while, or says nothing.</summary>
    public sealed class Keeper : ReceiveActor
    {
        public Keeper(Memory memory)
        {
            var (kept, next) = (memory.Kept, memory.Next);
            var (silent, refusing) = (0, false);
            Receive<Silence>(s => { silent = s.Batches; });
            Receive<Refuse>(r => { refusing = r.On; });
            Receive<LogRecords>(batch =>
            {
                if (silent > 0)
                {
                    silent--;
                    return;
                }

                var expected = next.GetValueOrDefault(batch.Source, 1);
                if (refusing || batch.Number > expected)
                {
                    Sender.Tell(new LogsRefused { Source = batch.Source, Expected = expected, WaitMs = 50, Reason = refusing ? "the disk is full" : "a batch is missing" });
                    return;
                }

                if (batch.Number == expected)
                {
                    kept.Enqueue(batch);
                    next[batch.Source] = expected + 1;
                }

                Sender.Tell(new LogsStored { Source = batch.Source, Number = batch.Number });
            });
        }
    }

    /// <summary>What the store has: it outlives the inputs.</summary>
    public sealed class Memory
    {
        internal ConcurrentQueue<LogRecords> Kept { get; } = new();

        internal Dictionary<string, long> Next { get; } = [];
    }

    /// <summary>So many batches are lost on the way.</summary>
    public sealed record Silence(int Batches);

    public sealed record Refuse(bool On);
}
