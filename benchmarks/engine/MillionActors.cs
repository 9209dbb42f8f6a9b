using System.Diagnostics;
using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>A million children of one actor: made, each answering one message, in bounded time and memory.</summary>
internal static class MillionActors
{
    private const int Count = 1_000_000;

    internal static async Task Run(Report report)
    {
        var channel = await Calibration.Channels(2, 2_000_000);
        var system = ActorSystem.Create("million", "akka { loglevel = WARNING }");
        await system.ActorOf(Props.Create(() => new Parent())).Ask<Made>(new Make(10_000));
        var (times, memory) = (new List<double>(), 0L);
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var clock = Stopwatch.StartNew();
            var parent = system.ActorOf(Props.Create(() => new Parent()));
            await parent.Ask<Made>(new Make(Count));
            times.Add(clock.Elapsed.TotalSeconds);
            memory = Math.Max(memory, GC.GetTotalMemory(forceFullCollection: true) - before);
            await parent.GracefulStop(TimeSpan.FromMinutes(1));
        }
        await system.Terminate();
        report.AtMost($"{Count:N0} actors made, each answering one message", Report.Median(times), "s", 2, $"channel {channel / 1e6:F1} M/s");
        report.AtMost($"{Count:N0} actors, memory", Math.Round(memory / 1e9, 3), "GB", 1, $"{memory / Count} bytes each");
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
