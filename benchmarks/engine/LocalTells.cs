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
        const long rounds = 4_000_000;
        const int pairs = 11;
        var system = ActorSystem.Create("bench", "akka { loglevel = WARNING }");
        await Calibration.Channels(Pairs, rounds);
        await PingPong(system, rounds);
        var rates = new List<(double, double)>();
        for (var i = 0; i < pairs; i++)
        {
            // Which comes first changes, so that a machine that slows down or speeds up favours neither.
            var channel = i % 2 == 0 ? await Calibration.Channels(Pairs, rounds) : 0;
            var rate = await PingPong(system, rounds);
            rates.Add((rate, channel > 0 ? channel : await Calibration.Channels(Pairs, rounds)));
        }
        report.Rate($"local tells, {Pairs} pairs, {InFlight} in flight", "channel", "M/s", 1e6, Bar, rates);
        var bytes = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            // Actors, tasks and the first segments of mailboxes cost the same in a short run and in a long one; the message is one object.
            var (few, many) = (await Allocated(system, rounds / 4), await Allocated(system, rounds));
            bytes.Add((many - few) / (2.0 * Pairs * (rounds - rounds / 4)));
        }
        await system.Terminate();
        report.AtMost("local tell, allocated beyond the message", Math.Round(Math.Max(0, Report.Median(bytes)), 3), "bytes", 0,
            $"difference of a long and a short run, {bytes.Min():F4} to {bytes.Max():F4}, {bytes.Count} runs");
    }

    private static async Task<long> Allocated(ActorSystem system, long rounds)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await PingPong(system, rounds);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
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
