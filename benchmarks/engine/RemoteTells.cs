using System.Diagnostics;
using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>Two systems in one process over loopback: ping-pong of small messages, and a one-way stream of large ones.</summary>
internal static class RemoteTells
{
    private const int InFlight = 50;
    private const int LargeSize = 64 * 1024;
    private const double LargeBar = 0.7;
    private const double BytesBar = 200;

    internal static async Task<bool> Run(int rounds)
    {
        var (a, b) = (Start("A"), Start("B"));
        bool met = true;
        await PingPong(a, b, 5, rounds / 5);
        foreach (var (pairs, bar) in new[] { (1, 0.10), (5, 0.15), (25, 0.15) })
        {
            var ratios = new List<(double Ratio, double Rate, double Echo, double Bytes)>();
            for (int i = 0; i < 3; i++)
            {
                double echo = await SocketCalibration.Echo(pairs, rounds);
                long allocated = GC.GetTotalAllocatedBytes(precise: true);
                double rate = await PingPong(a, b, pairs, rounds);
                double bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (2.0 * pairs * rounds);
                ratios.Add((rate / echo, rate, echo, bytes));
            }
            var median = ratios.Order().ElementAt(1);
            bool ok = median.Ratio >= bar && median.Bytes <= BytesBar;
            met &= ok;
            Console.WriteLine(
                $"remote tells, {pairs} pairs, {InFlight} in flight: {median.Rate / 1e3:F0} k/s; socket echo {median.Echo / 1e3:F0} k/s; ratio {median.Ratio:F3} (bar {bar:F2}); "
                + $"{median.Bytes:F0} bytes a message (bar {BytesBar:F0}): {(ok ? "met" : "MISSED")}");
        }
        met &= await Large(a, b, rounds / 10);
        await Task.WhenAll(a.Terminate(), b.Terminate());
        return met;
    }

    private static async Task<bool> Large(ActorSystem a, ActorSystem b, int messages)
    {
        var ratios = new List<(double Ratio, double Rate, double Copy)>();
        for (int i = 0; i < 3; i++)
        {
            double copy = await SocketCalibration.Stream(messages, LargeSize);
            double rate = await OneWay(a, b, messages);
            ratios.Add((rate / copy, rate, copy));
        }
        var median = ratios.Order().ElementAt(1);
        bool ok = median.Ratio >= LargeBar;
        Console.WriteLine(
            $"remote stream of {LargeSize / 1024} KiB messages: {median.Rate / 1e6:F0} MB/s; copy loop {median.Copy / 1e6:F0} MB/s; ratio {median.Ratio:F2} (bar {LargeBar:F1}): {(ok ? "met" : "MISSED")}");
        return ok;
    }

    private static ActorSystem Start(string name) => ActorSystem.Create(name, """
        akka {
          loglevel = WARNING
          actor.provider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote"
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        }
        """);

    private static async Task<double> PingPong(ActorSystem a, ActorSystem b, int pairs, int rounds)
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
            pings[p] = a.ActorOf(Props.Create(() => new Ping(pong, rounds, finished)));
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

    /// <summary>As many in flight as the writer's bound takes without falling back to holding objects.</summary>
    private static async Task<double> OneWay(ActorSystem a, ActorSystem b, int messages)
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sink = b.ActorOf(Props.Create(() => new Sink()));
        var far = await a.ActorSelection(((ExtendedActorSystem)b).Provider.DefaultAddress + sink.Path.ToStringWithoutAddress()).ResolveOne(TimeSpan.FromSeconds(5));
        var source = a.ActorOf(Props.Create(() => new Source(far, messages, finished)));
        var clock = Stopwatch.StartNew();
        source.Tell(Ping.Start.Instance, ActorRefs.NoSender);
        await finished.Task;
        double rate = (double)messages * LargeSize / clock.Elapsed.TotalSeconds;
        a.Stop(source);
        b.Stop(sink);
        return rate;
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
                for (; _sent < Math.Min(InFlight, rounds); _sent++) pong.Tell("hit", Self);
                return;
            }
            _got++;
            if (_sent < rounds)
            {
                _sent++;
                pong.Tell("hit", Self);
            }
            else if (_got == rounds) done.SetResult();
        }
    }

    private sealed class Source(IActorRef sink, int messages, TaskCompletionSource done) : UntypedActor
    {
        private const int Window = 64;
        private readonly byte[] _payload = new byte[LargeSize];
        private int _sent, _stored;

        protected override void OnReceive(object message)
        {
            if (message is int credit) _stored += credit;
            for (; _sent < Math.Min(messages, _stored + Window); _sent++) sink.Tell(_payload, Self);
            if (_stored == messages) done.TrySetResult();
        }
    }

    private sealed class Sink : UntypedActor
    {
        private int _got;

        protected override void OnReceive(object message)
        {
            if (++_got < 8) return;
            Sender.Tell(_got, Self);
            _got = 0;
        }
    }
}
