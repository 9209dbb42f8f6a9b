using System.Diagnostics;
using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>A one-way stream of 64 KiB messages, and beside it the heartbeats that membership lives on.</summary>
internal static class LargeMessages
{
    private const int Size = 64 * 1024;
    private const double RateBar = 0.7;
    private const double HeartbeatBar = 50;

    internal static async Task Run(Report report)
    {
        var (a, b) = (TwoSystems.Start("A"), TwoSystems.Start("B"));
        // The sink gives credit for eight at a time: whole eights, in a quarter of them too.
        const int messages = 32_000;
        await OneWay(a, b, messages / 4);
        await SocketCalibration.Stream(messages / 4, Size);
        var rates = new List<(double, double)>();
        var pulse = new Pulse(a, b);
        for (var i = 0; i < 7; i++)
        {
            var copy = await SocketCalibration.Stream(messages, Size);
            pulse.Counts(true);
            rates.Add((await OneWay(a, b, messages), copy));
            pulse.Counts(false);
        }
        var gaps = pulse.Stop();
        await Task.WhenAll(a.Terminate(), b.Terminate());
        report.Rate($"remote stream of {Size / 1024} KiB messages", "copy loop", "MB/s", 1e6, RateBar, rates);
        report.AtMost($"heartbeat beside it, p99.9 of {gaps.Count} round trips", Math.Round(gaps[(int)(gaps.Count * 0.999)], 2), "ms", HeartbeatBar,
            $"median {gaps[gaps.Count / 2]:F2} ms, worst {gaps[^1]:F2} ms");
    }

    /// <summary>As many in flight as the writer's bound takes without falling back to holding objects.</summary>
    private static async Task<double> OneWay(ActorSystem a, ActorSystem b, int messages)
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sink = b.ActorOf(Props.Create(() => new Sink()));
        var far = await TwoSystems.Far(a, b, sink);
        var source = a.ActorOf(Props.Create(() => new Source(far, messages, finished)));
        var clock = Stopwatch.StartNew();
        source.Tell(Go.Instance, ActorRefs.NoSender);
        await finished.Task;
        var rate = (double)messages * Size / clock.Elapsed.TotalSeconds;
        a.Stop(source);
        b.Stop(sink);
        return rate;
    }

    private sealed class Go
    {
        internal static readonly Go Instance = new();
    }

    private sealed class Source(IActorRef sink, int messages, TaskCompletionSource done) : UntypedActor
    {
        private const int Window = 64;
        private readonly byte[] _payload = new byte[Size];
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

    /// <summary>Heartbeats of a remote watcher, every 2 ms, from where membership has its actors: same serializer, lane and dispatcher.</summary>
    private sealed class Pulse
    {
        private readonly List<double> _gaps = new();
        private readonly Thread _thread;
        private volatile bool _counts;
        private volatile bool _stop;

        internal Pulse(ActorSystem a, ActorSystem b)
        {
            var watcher = a.ActorSelection(((ExtendedActorSystem)b).Provider.DefaultAddress + "/system/remote-watcher");
            var heart = ((ExtendedActorSystem)a).SystemActorOf(
                Props.Create(() => new Heart(watcher, this)).WithDispatcher("akka.remote.default-remote-dispatcher"), "cluster");
            _thread = new Thread(() =>
            {
                for (; !_stop; Thread.Sleep(2)) heart.Tell(Go.Instance, ActorRefs.NoSender);
            }) { IsBackground = true };
            _thread.Start();
        }

        internal void Counts(bool counts) => _counts = counts;

        internal List<double> Stop()
        {
            _stop = true;
            _thread.Join();
            lock (_gaps)
            {
                _gaps.Sort();
                return _gaps;
            }
        }

        private void Add(double milliseconds)
        {
            if (!_counts) return;
            lock (_gaps) _gaps.Add(milliseconds);
        }

        private sealed class Heart(ActorSelection watcher, Pulse pulse) : UntypedActor
        {
            private readonly Queue<long> _asked = new();

            protected override void OnReceive(object message)
            {
                if (message is Go)
                {
                    _asked.Enqueue(Stopwatch.GetTimestamp());
                    watcher.Tell(Akka.Remote.RemoteWatcher.Heartbeat.Instance, Self);
                }
                else
                {
                    pulse.Add(Stopwatch.GetElapsedTime(_asked.Dequeue()).TotalMilliseconds);
                }
            }
        }
    }
}
