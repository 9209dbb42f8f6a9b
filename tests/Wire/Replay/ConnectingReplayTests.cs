using Akka.Actor;
using Engine.Wire.Tests.Frames;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class ConnectingReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Handshake_heartbeats_shutdown_restart_and_quarantine_as_the_connecting_side() => Replay("a-association.jsonl", "A", new AsA());

    private sealed class AsA : ReplayScript
    {
        private const string EchoOfB = "akka.tcp://SysB@127.0.0.1:47102/user/echo";

        public override void Started(ReplayedNode node) => node.System.ActorOf(Props.Create(() => new RecordedEcho()), "echo");

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("A tells a string to /user/echo on B", StringComparison.Ordinal))
                Ref(node, EchoOfB).Tell("hello", ActorRefs.NoSender);
            else if (step.StartsWith("B restarted", StringComparison.Ordinal))
                After(5_500, () => Ref(node, EchoOfB).Tell("hello again", ActorRefs.NoSender));
            else if (step == "A terminates")
                Player.HoldFor(node.Stop);
            else if (step.StartsWith("A restarted", StringComparison.Ordinal))
                Player.Restart(1);
            else if (step.StartsWith("A (quarantined) tells B again", StringComparison.Ordinal) || step == "A tells B once more")
                Ref(node, EchoOfB).Tell("once more", ActorRefs.NoSender);
        }

        // The recorded A closed without a word, which happens there now and then; ours says that it shuts down.
        public override bool MayAdd(string key) => key == "DisassociateShuttingDown";
    }
}

public sealed class CrossingReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Crossing_connections_stray_first_frames_and_silence_as_B() => Replay("a2-handshake-corner-cases.jsonl", "B", new Crossing("A", 'b'));

    /// <summary>Our node speaks first at the same moment as the recorded peer.</summary>
    internal sealed class Crossing(string peer, char prefix) : ReplayScript
    {
        private string EchoOfPeer => peer == "A" ? "akka.tcp://SysA@127.0.0.1:47101/user/echo" : "akka.tcp://SysB@127.0.0.1:47102/user/echo";

        public override void Started(ReplayedNode node) => node.System.ActorOf(Props.Create(() => new RecordedEcho()), "echo");

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("A and B tell each other", StringComparison.Ordinal))
            {
                for (var i = 0; i < 3; i++)
                    Ref(node, EchoOfPeer).Tell($"{prefix}{i}", ActorRefs.NoSender);
            }
            else if (step.StartsWith("both directions again", StringComparison.Ordinal))
                Ref(node, EchoOfPeer).Tell($"{prefix}-late", ActorRefs.NoSender);
            else if (prefix == 'a' && step.StartsWith("message to a system name", StringComparison.Ordinal))
                Ref(node, "akka.tcp://Wrong@127.0.0.1:47102/user/echo").Tell("wrong system name", ActorRefs.NoSender);
            else if (step == "both terminate")
                Player.HoldFor(node.Stop);
        }

        // Each side's last words cross; whether a socket still takes the second one is a matter of milliseconds.
        public override bool MayOmit(RecordedFrame frame) => frame.Step == "both terminate";

        public override bool MayAdd(string key) => key == "DisassociateShuttingDown";
    }
}

public sealed class CrossingAsAReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Crossing_connections_and_a_wrong_system_name_as_A() => Replay("a2-handshake-corner-cases.jsonl", "A", new CrossingReplayTests.Crossing("B", 'a'));
}

public sealed class SendingOversizedReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task What_is_too_large_is_lost_alone_and_what_cannot_be_serialized_ends_the_association() => Replay("k-oversized-and-missing.jsonl", "A", new Sending());

    private sealed class Sending : ReplayScript
    {
        private const string User = "akka.tcp://SysB@127.0.0.1:47102/user/";
        private IActorRef _source = ActorRefs.Nobody;

        public override string Config => "akka.loglevel = OFF";

        public override void Started(ReplayedNode node) => _source = node.System.ActorOf(Props.Create(() => new RecordedParent()), "source");

        public override void Step(ReplayedNode node, string step)
        {
            void Tell(string path, object message, IActorRef sender) => Ref(node, User + path).Tell(message, sender);

            if (step == "connect")
                Tell("echo", "warm-up", ActorRefs.NoSender);
            else if (step.StartsWith("message to a non-existing actor, with", StringComparison.Ordinal))
                Tell("absent", "anybody?", _source);
            else if (step.StartsWith("message to a non-existing actor with a uid", StringComparison.Ordinal))
                Tell("echo#12345", "stale uid", _source);
            else if (step == "ask a non-existing actor")
                _ = Ref(node, User + "absent").Ask<string>("ask absent", TimeSpan.FromSeconds(1)).ContinueWith(t => t.Exception, TaskScheduler.Default);
            else if (step.StartsWith("string of 200000", StringComparison.Ordinal))
                Tell("echo", new string('x', 200_000), _source);
            else if (step.StartsWith("message after the oversized", StringComparison.Ordinal))
                Tell("echo", "after", _source);
            else if (step.StartsWith("object that cannot", StringComparison.Ordinal))
                Tell("echo", new Action(() => { }), _source);
        }
    }
}
