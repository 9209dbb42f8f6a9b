using System.Diagnostics;
using Akka.Actor;
using Engine.Benchmarks.Proto;

namespace Engine.Benchmarks;

/// <summary>Two systems in one process over loopback: ping-pong of small messages.</summary>
internal static class RemoteTells
{
    private const int InFlight = 50;
    private const double BytesBar = 200;

    internal static async Task Run(Report report)
    {
        var (a, b) = (TwoSystems.Start("A"), TwoSystems.Start("B"));
        foreach (var (name, message) in new (string, object)[] { ("string", "a small message"), ("protobuf", new Hello { Text = "a small message", Number = 42, At = 1L << 40 }) })
        {
            await PingPong(a, b, 5, 40_000, message);
            foreach (var (pairs, rounds, bar) in new[] { (1, 40_000, 0.10), (5, 20_000, 0.15), (25, 8_000, 0.15) })
            {
                var (rates, bytes) = (new List<(double, double)>(), new List<double>());
                for (var i = 0; i < 7; i++)
                {
                    var echo = await SocketCalibration.Echo(pairs, rounds);
                    var before = GC.GetTotalAllocatedBytes(precise: true);
                    rates.Add((await PingPong(a, b, pairs, rounds, message), echo));
                    bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (2.0 * pairs * rounds));
                }
                report.Rate($"remote {name}, {pairs} pairs, {InFlight} in flight", "socket echo", "k/s", 1e3, bar, rates);
                report.AtMost($"remote {name}, {pairs} pairs, allocated a message", Math.Round(Report.Median(bytes), 1), "bytes", BytesBar);
            }
        }
        await Task.WhenAll(a.Terminate(), b.Terminate());
    }

    private static async Task<double> PingPong(ActorSystem a, ActorSystem b, int pairs, int rounds, object message)
    {
        var done = new TaskCompletionSource[pairs];
        var pings = new IActorRef[pairs];
        var pongs = new IActorRef[pairs];
        var address = ((ExtendedActorSystem)b).Provider.DefaultAddress;
        for (int p = 0; p < pairs; p++)
        {
            var finished = done[p] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            pongs[p] = b.ActorOf(Props.Create(() => new Pong()));
            var pong = await a.ActorSelection(address + pongs[p].Path.ToStringWithoutAddress()).ResolveOne(TimeSpan.FromSeconds(5));
            pings[p] = a.ActorOf(Props.Create(() => new Ping(pong, message, rounds, finished)));
        }
        var clock = Stopwatch.StartNew();
        foreach (var ping in pings) ping.Tell(Ping.Start.Instance, ActorRefs.NoSender);
        await Task.WhenAll(done.Select(d => d.Task));
        double rate = 2.0 * pairs * rounds / clock.Elapsed.TotalSeconds;
        for (int p = 0; p < pairs; p++)
        {
            a.Stop(pings[p]);
            b.Stop(pongs[p]);
        }
        return rate;
    }

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Ping(IActorRef pong, object ball, long rounds, TaskCompletionSource done) : UntypedActor
    {
        private long _sent, _got;

        internal sealed class Start
        {
            internal static readonly Start Instance = new();
        }

        protected override void OnReceive(object message)
        {
            if (message is Start)
            {
                for (; _sent < Math.Min(InFlight, rounds); _sent++) pong.Tell(ball, Self);
                return;
            }
            _got++;
            if (_sent < rounds)
            {
                _sent++;
                pong.Tell(ball, Self);
            }
            else if (_got == rounds) done.SetResult();
        }
    }
}
