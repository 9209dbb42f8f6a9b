using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class DeathWatchReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Watches_from_afar_are_kept_answered_and_acknowledged_although_frames_are_lost() => Replay("d-death-watch.jsonl", "B", new Watched());

    /// <summary>Our node holds the actors that the recorded peer watches.</summary>
    private sealed class Watched : WithEcho
    {
        private readonly Dictionary<string, IActorRef> _targets = new();

        public override void Started(ReplayedNode node)
        {
            base.Started(node);
            for (var i = 1; i <= 8; i++)
                _targets[$"t{i}"] = node.System.ActorOf(Props.Create(() => new RecordedEcho()), $"t{i}");
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("A watches t2, then t2 stops", StringComparison.Ordinal))
                Stop("t2", 1_500);
            else if (step == "t3 stops on B")
                Stop("t3", 0);
            else if (step == "t8 stops")
                Stop("t8", 0);
            else if (step.StartsWith("B terminates", StringComparison.Ordinal))
                Player.HoldFor(node.Stop);
        }

        private void Stop(string name, int delay) =>
            After(delay, () => _targets[name].Tell(PoisonPill.Instance, ActorRefs.NoSender));

        public override bool MayDiffer(string field, string problem) => field == ".envelope.seq" || base.MayDiffer(field, problem);

        // The peer unwatched t1, t5, t6 and t7 before we end; the recorded node told it all the same that they stopped.
        public override bool MayOmit(RecordedFrame frame) => frame.Step.StartsWith("B terminates", StringComparison.Ordinal) && frame.Kind == "SysMsg.DeathWatchNotification";
    }
}

public sealed class WatchingReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_watcher_watches_heartbeats_acknowledges_and_resends() => Replay("d-death-watch.jsonl", "A", new Watching());

    /// <summary>Our node watches, the recorded peer holds the actors and loses frames.</summary>
    private sealed class Watching : ReplayScript
    {
        private const int UidOfB = 1645358355;
        private IActorRef _first = ActorRefs.Nobody;
        private IActorRef _second = ActorRefs.Nobody;
        private readonly Dictionary<string, IActorRef> _targets = new();

        public override void Started(ReplayedNode node)
        {
            _first = node.System.ActorOf(Props.Create(() => new Onlooker()), "first");
            _second = node.System.ActorOf(Props.Create(() => new Onlooker()), "second");
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("connect", StringComparison.Ordinal))
                _ = Resolve(node, "t1");
            else if (step == "A watches t1 on B")
                _first.Tell(new Onlooker.Look(Target("t1")));
            else if (step == "A unwatches t1")
                _first.Tell(new Onlooker.LookAway(Target("t1")));
            else if (step.StartsWith("A watches t2", StringComparison.Ordinal))
                _ = Resolve(node, "t2", t => _first.Tell(new Onlooker.Look(t)));
            else if (step.StartsWith("A watches a ref that has no uid", StringComparison.Ordinal))
                _first.Tell(new Onlooker.Look(Ref(node, "akka.tcp://SysB@127.0.0.1:47102/user/never")));
            else if (step.StartsWith("A watches t3", StringComparison.Ordinal))
                _first.Tell(new Onlooker.Look(Ref(node, "akka.tcp://SysB@127.0.0.1:47102/user/t3")));
            else if (step.StartsWith("both A actors watch t4", StringComparison.Ordinal))
                _ = Resolve(node, "t4", t => { _first.Tell(new Onlooker.Look(t)); _second.Tell(new Onlooker.Look(t)); });
            else if (step.StartsWith("several watches", StringComparison.Ordinal))
                _ = WatchThree(node);
            else if (step.StartsWith("one system message frame A->B is lost (", StringComparison.Ordinal))
            {
                var (t5, t6) = (Target("t5"), Target("t6"));
                _second.Tell(new Onlooker.LookAway(t5));
                After(300, () => _second.Tell(new Onlooker.LookAway(t6)));
            }
            else if (step.StartsWith("one system message frame A->B is lost and", StringComparison.Ordinal))
                _second.Tell(new Onlooker.LookAway(Target("t7")));
            else if (step.StartsWith("A watches t8", StringComparison.Ordinal))
                _ = Resolve(node, "t8", t =>
                {
                    _second.Tell(new Onlooker.Look(t));
                    After(50, () => Ref(node, "akka.tcp://SysB@127.0.0.1:47102/user/echo").Ask<string>("q", TimeSpan.FromSeconds(5)));
                });
        }

        /// <summary>The peer's answer may still be on its way when the recording goes on.</summary>
        private IActorRef Target(string name)
        {
            Require($"{name} is resolved", () => _targets.ContainsKey(name));
            return _targets[name];
        }

        private async Task WatchThree(ReplayedNode node)
        {
            var all = new[] { "t5", "t6", "t7" };
            foreach (var name in all)
                await Resolve(node, name);
            foreach (var name in all)
                _second.Tell(new Onlooker.Look(_targets[name]));
        }

        private async Task Resolve(ReplayedNode node, string name, Action<IActorRef>? then = null)
        {
            var target = await node.System.ActorSelection($"akka.tcp://SysB@127.0.0.1:47102/user/{name}").ResolveOne(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
            _targets[name] = target;
            then?.Invoke(target);
        }

        // The recorded answers to heartbeats are cut to three; a peer that fell silent would be taken for dead.
        internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) =>
            key != "selection(16:RWHB)" ? null : new AkkaProtocolMessage
            {
                Payload = new AckAndEnvelopeContainer
                {
                    Envelope = new RemoteEnvelope
                    {
                        Recipient = envelope.Sender,
                        Sender = new ActorRefData { Path = "akka.tcp://SysB@127.0.0.1:47102/system/remote-watcher#1089735176" },
                        Seq = ulong.MaxValue,
                        Message = new Payload
                        {
                            SerializerId = 16,
                            MessageManifest = ByteString.CopyFromUtf8("RWHR"),
                            Message = new RemoteWatcherHeartbeatResponse { Uid = UidOfB }.ToByteString(),
                        },
                    },
                }.ToByteString(),
            };

        // How often a node is watched again depends on when its answer comes; the numbers of later messages follow from it.
        public override bool MayDiffer(string field, string problem) => field == ".envelope.seq";

        public override bool MayOmit(RecordedFrame frame) => frame.Kind == "SysMsg.Watch" && frame.Number is 9 or 10 or 26 or 38 or 39;

        public override bool MayAdd(string key) => key == "22:Akka.Dispatch.SysMsg.Watch, Akka";
    }

    private sealed class Onlooker : ReceiveActor
    {
        public sealed record Look(IActorRef Target);

        public sealed record LookAway(IActorRef Target);

        public Onlooker()
        {
            Receive<Look>(look => Context.Watch(look.Target));
            Receive<LookAway>(look => Context.Unwatch(look.Target));
            Receive<Terminated>(_ => { });
        }
    }
}
