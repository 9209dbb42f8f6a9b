using System.Diagnostics;
using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>A million children of one actor: made, each answering one message, in bounded time and memory.</summary>
internal static class MillionActors
{
    private const int Count = 1_000_000;
    private static readonly TimeSpan TimeBar = TimeSpan.FromSeconds(2);
    private const long MemoryBar = 1L << 30;

    internal static async Task<bool> Run()
    {
        double channel = await Calibration.Channels(2, 2_000_000);
        var system = ActorSystem.Create("million", "akka { loglevel = WARNING }");
        await system.ActorOf(Props.Create(() => new Parent())).Ask<Made>(new Make(10_000));
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var parent = system.ActorOf(Props.Create(() => new Parent()), "parent");
        await parent.Ask<Made>(new Make(Count));
        var time = clock.Elapsed;
        long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        long process = Process.GetCurrentProcess().PeakWorkingSet64;
        bool met = time <= TimeBar && process <= MemoryBar;
        Console.WriteLine($"{Count:N0} actors made and answering in {time.TotalSeconds:F2} s (bar {TimeBar.TotalSeconds:F0} s), {memory / Count} bytes each, peak of the process {process >> 20} MiB (bar {MemoryBar >> 20} MiB): {(met ? "met" : "MISSED")}; channel {channel / 1e6:F1} M/s");
        GC.KeepAlive(parent);
        await system.Terminate();
        return met;
    }

    private sealed record Make(int Count);

    private sealed record Made;

    private sealed class Hello
    {
        internal static readonly Hello Instance = new();
    }

    private sealed class Child : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Parent : UntypedActor
    {
        private int _left;
        private IActorRef? _asker;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Make make:
                    _asker = Sender;
                    _left = make.Count;
                    var props = Props.Create<Child>();
                    for (int i = 0; i < make.Count; i++) Context.ActorOf(props).Tell(Hello.Instance);
                    break;
                case Hello when --_left == 0:
                    _asker.Tell(new Made());
                    break;
            }
        }
    }
}
