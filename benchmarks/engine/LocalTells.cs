using System.Diagnostics;
using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>Ping-pong between local actors in the shape of the calibration.</summary>
internal static class LocalTells
{
    private const double Bar = 0.8;
    private const int Pairs = 2, InFlight = 1000;

    internal static async Task Run(Report report)
    {
        const long rounds = 5_000_000;
        var system = ActorSystem.Create("bench", "akka { loglevel = WARNING }");
        await Calibration.Channels(Pairs, rounds / 10);
        await PingPong(system, rounds / 10);
        var (rates, bytes) = (new List<(double, double)>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            var channel = await Calibration.Channels(Pairs, rounds);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            rates.Add((await PingPong(system, rounds), channel));
            bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (2.0 * Pairs * rounds));
        }
        await system.Terminate();
        report.Rate($"local tells, {Pairs} pairs, {InFlight} in flight", "channel", "M/s", 1e6, Bar, rates);
        // The message is one object for the whole run. What actors and tasks cost to start is in the figure, some kilobytes a run.
        report.AtMost("local tell, allocated beyond the message", Math.Round(Report.Median(bytes), 1), "bytes", 0);
    }

    private static async Task<double> PingPong(ActorSystem system, long rounds)
    {
        var done = new TaskCompletionSource[Pairs];
        var pings = new IActorRef[Pairs];
        for (int p = 0; p < Pairs; p++)
        {
            var finished = done[p] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var pong = system.ActorOf(Props.Create(() => new Pong()));
            pings[p] = system.ActorOf(Props.Create(() => new Ping(pong, rounds, finished)));
            await pings[p].Ask<ActorIdentity>(new Identify(null));
            await pong.Ask<ActorIdentity>(new Identify(null));
        }
        var clock = Stopwatch.StartNew();
        foreach (var ping in pings) ping.Tell(Ping.Start.Instance, ActorRefs.NoSender);
        await Task.WhenAll(done.Select(d => d.Task));
        double rate = 2.0 * Pairs * rounds / clock.Elapsed.TotalSeconds;
        foreach (var ping in pings) system.Stop(ping);
        return rate;
    }

    private sealed class Message
    {
        internal static readonly Message Instance = new();
    }

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Ping(IActorRef pong, long rounds, TaskCompletionSource done) : UntypedActor
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
                for (; _sent < Math.Min(InFlight, rounds); _sent++) pong.Tell(Message.Instance, Self);
                return;
            }
            _got++;
            if (_sent < rounds)
            {
                _sent++;
                pong.Tell(message, Self);
            }
            else if (_got == rounds) done.SetResult();
        }
    }
}
