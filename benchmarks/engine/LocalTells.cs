using System.Diagnostics;
using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>Ping-pong between local actors in the shape of the calibration.</summary>
internal static class LocalTells
{
    private const double Bar = 0.8;
    private const int Pairs = 2, InFlight = 1000;

    internal static async Task<bool> Run(long rounds)
    {
        var system = ActorSystem.Create("bench", "akka { loglevel = WARNING }");
        await Calibration.Channels(Pairs, rounds / 10);
        await PingPong(system, rounds / 10);
        var ratios = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            double channel = await Calibration.Channels(Pairs, rounds);
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            double tells = await PingPong(system, rounds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            double perTell = (double)allocated / (2.0 * Pairs * rounds);
            ratios.Add(tells / channel);
            Console.WriteLine($"local tells, {Pairs} pairs, {InFlight} in flight: {tells / 1e6:F1} M/s; channel {channel / 1e6:F1} M/s; ratio {tells / channel:F2} (bar {Bar:F1}); {perTell:F3} bytes a tell");
        }
        await system.Terminate();
        ratios.Sort();
        double median = ratios[ratios.Count / 2];
        Console.WriteLine($"local tells: median ratio {median:F2}, bar {Bar:F1}: {(median >= Bar ? "met" : "MISSED")}");
        return median >= Bar;
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
