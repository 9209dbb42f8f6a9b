using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class RemoteDeployReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Actors_are_deployed_supervised_from_afar_and_stopped() => Replay("f-remote-deploy.jsonl", "B", new Host());

    /// <summary>Our node holds what the recorded peer deploys.</summary>
    private sealed class Host : ReplayScript
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
            key != "selection(16:RWHB)" ? null : new AkkaProtocolMessage
            {
                Payload = new AckAndEnvelopeContainer
                {
                    Envelope = new RemoteEnvelope
                    {
                        Recipient = envelope.Sender,
                        Sender = new ActorRefData { Path = "akka.tcp://SysA@127.0.0.1:47101/system/remote-watcher#2007742450" },
                        Seq = ulong.MaxValue,
                        Message = new Payload
                        {
                            SerializerId = 16,
                            MessageManifest = ByteString.CopyFromUtf8("RWHR"),
                            Message = new RemoteWatcherHeartbeatResponse { Uid = 1277707315 }.ToByteString(),
                        },
                    },
                }.ToByteString(),
            };
    }
}
