using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Akka.Routing;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;
using WireSample;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class RemoteDeployReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Actors_are_deployed_supervised_from_afar_and_stopped() => Replay("f-remote-deploy.jsonl", "B", new Host());

    /// <summary>Our node holds what the recorded peer deploys.</summary>
    private sealed class Host : DeployScript
    {
        public override string Config => """
            akka.loglevel = OFF
            akka.remote.deployable-actors = ["WireSample.Worker, WireSample", "WireSample.SimpleWorker, WireSample"]
            """;

        public override void Started(ReplayedNode node)
        {
        }

        // How often a supervisor is watched again depends on when its node answers heartbeats; the numbers of later messages follow.
        public override bool MayDiffer(string field, string problem) =>
            field == ".envelope.seq" || field.EndsWith(".stackTrace", StringComparison.Ordinal) || field.EndsWith(".source", StringComparison.Ordinal);

        public override bool MayAdd(string key) => key is "22:Akka.Dispatch.SysMsg.Watch, Akka" or "22:Akka.Dispatch.SysMsg.Unwatch, Akka";

        public override bool MayOmit(RecordedFrame frame) =>
            frame.Kind == "SysMsg.Watch" && frame.Number is 14 or 53 or 55 or 107 || frame.Step.StartsWith("A terminates", StringComparison.Ordinal);

        internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) =>
            AnswerHeartbeat(key, envelope, "akka.tcp://SysA@127.0.0.1:47101/system/remote-watcher#2007742450", 1277707315);
    }
}

public sealed class RemoteDeployerReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Actors_are_deployed_on_another_node_supervised_and_stopped() => Replay("f-remote-deploy.jsonl", "A", new Deployer());

    /// <summary>Our node deploys to the recorded peer and supervises what runs there.</summary>
    private sealed class Deployer : DeployScript
    {
        private const string Peer = "akka.tcp://SysB@127.0.0.1:47102";
        private static readonly Deploy There = new(new Akka.Actor.RemoteScope(Address.Parse(Peer)));

        private IActorRef _source = ActorRefs.Nobody;
        private IActorRef _deployed = ActorRefs.Nobody;
        private IActorRef _supervisor = ActorRefs.Nobody;
        private IActorRef _pool = ActorRefs.Nobody;

        public override string Config => $$"""
            akka.loglevel = OFF
            akka.actor.deployment {
              /configured.remote = "{{Peer}}"
              /rpool { router = round-robin-pool, nr-of-instances = 2, target.nodes = ["{{Peer}}"] }
            }
            """;

        public override void Started(ReplayedNode node) => _source = node.System.ActorOf(Props.Create(() => new RecordedSource()), "source");

        public override void Step(ReplayedNode node, string step)
        {
            var system = node.System;
            if (step.StartsWith("A deploys /user/deployed", StringComparison.Ordinal))
                _deployed = system.ActorOf(Props.Create<Worker>("arg", 42, 7L, new Person("Dan", 5), new byte[] { 9, 8 }, _source).WithDeploy(There), "deployed");
            else if (step == "ask the deployed actor")
                Ask(_deployed, "hi");
            else if (step.StartsWith("the deployed actor fails", StringComparison.Ordinal))
                _deployed.Tell("restart", _source);
            else if (step.StartsWith("stop the deployed actor", StringComparison.Ordinal))
                system.Stop(_deployed);
            else if (step.StartsWith("deployment by configuration", StringComparison.Ordinal))
            {
                var configured = system.ActorOf(Props.Create<SimpleWorker>(), "configured");
                After(1_500, () => Ask(configured, "hi"));
            }
            else if (step.StartsWith("child of an own supervisor", StringComparison.Ordinal))
            {
                _supervisor = system.ActorOf(Props.Create(() => new Supervisor()), "sup");
                _supervisor.Tell(new Supervisor.Deployed("kid", There));
            }
            else if (step.StartsWith("kid fails, supervisor", StringComparison.Ordinal))
                _supervisor.Tell(step.Contains("resumes") ? "resume" : step.Contains("restarts") ? "restart" : "stop", _source);
            else if (step.StartsWith("a second kid", StringComparison.Ordinal))
                _supervisor.Tell(new Supervisor.Deployed("kid2", There.WithDispatcher("akka.actor.default-dispatcher")));
            else if (step.StartsWith("suspend/resume by failing parent", StringComparison.Ordinal))
                _supervisor.Tell(Kill.Instance);
            else if (step.StartsWith("round robin pool deployed remotely", StringComparison.Ordinal))
            {
                var whole = system.ActorOf(new RoundRobinPool(2).Props(Props.Create<SimpleWorker>()).WithDeploy(There), "rwhole");
                After(1_500, () => Tell(whole, "one", "two"));
            }
            else if (step.StartsWith("pool on A", StringComparison.Ordinal))
            {
                _pool = system.ActorOf(Props.Create<SimpleWorker>().WithRouter(FromConfig.Instance), "rpool");
                After(1_500, () => Tell(_pool, "p1", "p2"));
            }
            else if (step.StartsWith("pool is broadcast to", StringComparison.Ordinal))
                _pool.Tell(new Broadcast("all"), _source);
            else if (step.StartsWith("A terminates", StringComparison.Ordinal))
                _ = node.System.Terminate();
        }

        // A watch is repeated when the node's first heartbeat comes; the numbers of later messages follow. A router's first routees are deployed by
        // whoever creates it, not by the guardian.
        public override bool MayDiffer(string field, string problem) => field is ".envelope.seq" or ".envelope.sender";

        public override bool MayAdd(string key) => key is "22:Akka.Dispatch.SysMsg.Watch, Akka" or "22:Akka.Dispatch.SysMsg.Unwatch, Akka";

        public override bool MayOmit(RecordedFrame frame) => frame.Kind.StartsWith("SysMsg.Watch", StringComparison.Ordinal) && frame.Number is 11 or 42 or 44
            // The peer had unwatched the supervisor when its last child there stopped; the recorded node told it all the same that it ended.
            || frame.Number == 88;

        internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) =>
            AnswerHeartbeat(key, envelope, Peer + "/system/remote-watcher#1295898428", 1309051956);

        private void Tell(IActorRef to, params string[] messages)
        {
            foreach (var message in messages)
                to.Tell(message, _source);
        }

        private static void Ask(IActorRef target, object question) =>
            _ = target.Ask<object>(question, TimeSpan.FromSeconds(30)).ContinueWith(t => t.Exception, TaskScheduler.Default);
    }

    private sealed class Supervisor : ReceiveActor
    {
        public sealed record Deployed(string Name, Deploy Deploy);

        public Supervisor()
        {
            Receive<Deployed>(d => Context.ActorOf(Props.Create<SimpleWorker>().WithDeploy(d.Deploy), d.Name));
            Receive<string>(text => Context.Child("kid").Forward(text));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(e => e switch
        {
            ArithmeticException => Directive.Resume,
            ArgumentException => Directive.Restart,
            _ => Directive.Stop,
        });
    }
}

internal abstract class DeployScript : ReplayScript
{
    /// <summary>The recorded answers to heartbeats are cut to three; a peer that fell silent would be taken for dead.</summary>
    private protected static AkkaProtocolMessage? AnswerHeartbeat(string key, RemoteEnvelope envelope, string watcher, ulong uid) =>
        key != "selection(16:RWHB)" ? null : new AkkaProtocolMessage
        {
            Payload = new AckAndEnvelopeContainer
            {
                Envelope = new RemoteEnvelope
                {
                    Recipient = envelope.Sender,
                    Sender = new ActorRefData { Path = watcher },
                    Seq = ulong.MaxValue,
                    Message = new Payload
                    {
                        SerializerId = 16,
                        MessageManifest = ByteString.CopyFromUtf8("RWHR"),
                        Message = new RemoteWatcherHeartbeatResponse { Uid = uid }.ToByteString(),
                    },
                },
            }.ToByteString(),
        };
}
