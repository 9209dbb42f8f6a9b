using Akka.Actor;
using Muster.Tests;
using Akka.Remote;
using Engine.Wire.Tests.Frames;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

/// <summary>Each class is a test collection of its own, so recordings are replayed side by side.</summary>
public abstract class ReplayTests(ITestOutputHelper output)
{
    protected async Task Replay(string file, string node, ReplayScript script)
    {
        RecordedSides.Has(file, node, GetType()).ShouldBeTrue($"{file} as {node} by {GetType().Name} stands in the table of recorded sides");
        // A thread for the replay alone, which is the node's and the recorded peers' as well.
        await Task.Factory.StartNew(() => Play(file, node, script), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Play(string file, string node, ReplayScript script)
    {
        using var player = new Player(ReplayPlan.Load(file, node), script);
        player.Run();
        output.WriteLine($"{file} as {node}: {player.Compared} frames of our node compared, seed {ReplayedNode.Seed}");
        foreach (var problem in player.Problems)
            output.WriteLine(problem);
        player.Problems.ShouldBeEmpty();
        player.Compared.ShouldBeGreaterThan(0);
        Figure.Add("recorded sides replayed", 1);
        Figure.Add("frames of our node compared in replays", player.Compared);
    }
}

public sealed class AssociationReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Handshake_heartbeats_shutdown_restart_and_quarantine_as_the_connected_side() => Replay("a-association.jsonl", "B", new AsB());

    private sealed class AsB : ReplayScript
    {
        private const string EchoOfA = "akka.tcp://SysA@127.0.0.1:47101/user/echo";

        public override void Started(ReplayedNode node) => node.System.ActorOf(Props.Create(() => new RecordedEcho()), "echo");

        // The second end of A is recorded without a last word, ours answers with one where the socket still takes it.
        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("B tells a string to /user/echo on A", StringComparison.Ordinal))
                Ref(node, EchoOfA).Tell("back", ActorRefs.NoSender);
            else if (step == "B terminates")
                Player.HoldFor(node.Stop);
            else if (step.StartsWith("B restarted", StringComparison.Ordinal))
                Player.Restart(1);
            else if (step.Contains("B is the one that connects", StringComparison.Ordinal))
                After(5_450, () => Ref(node, EchoOfA).Tell("hi from B", ActorRefs.NoSender));
            else if (step.StartsWith("B quarantines A", StringComparison.Ordinal))
                ((RemoteActorRefProvider)((ExtendedActorSystem)node.System).Provider).Quarantine(Address.Parse("akka.tcp://SysA@127.0.0.1:47101"), 769746774);
            else if (step.StartsWith("B (which quarantined A) tells A", StringComparison.Ordinal))
                After(0, () => Ref(node, EchoOfA).Tell("from the one that quarantined", ActorRefs.NoSender));
        }
    }
}

public sealed class UserMessageReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task User_messages_of_every_kind_are_echoed() => Replay("b-user-messages.jsonl", "B", new WithEcho());
}

public sealed class SelectionReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Selections_and_identifications_are_answered() => Replay("c-selection-identify.jsonl", "B", new WithEcho());
}

public sealed class ControlMessageReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Control_messages_are_obeyed_and_echoed() => Replay("e-control-messages.jsonl", "B", new WithFailing());

    private sealed class WithFailing : WithEcho
    {
        public override void Started(ReplayedNode node)
        {
            base.Started(node);
            node.System.ActorOf(Props.Create(() => new RecordedFailing()), "failing");
            node.System.ActorOf(Props.Create(() => new RecordedEcho()), "p1");
            node.System.ActorOf(Props.Create(() => new RecordedEcho()), "p2");
        }

        // The aggregate exception and the plain one are read here, as far as words go, and echoed; the recorded peer lost both.
        public override bool MayAdd(string key) => key is "16:STF" or "1:";

        // Stack traces name our frames; and an exception type that is listed is read here, where the recorded peer lost it.
        public override bool MayDiffer(string field, string problem) =>
            field.EndsWith(".stackTrace", StringComparison.Ordinal) || field.EndsWith(".source", StringComparison.Ordinal)
            || field.Contains(".cause", StringComparison.Ordinal) && problem.Contains("'' recorded", StringComparison.Ordinal)
            || field.EndsWith(".innerException", StringComparison.Ordinal) && problem.Contains("absent recorded", StringComparison.Ordinal);
    }
}

public sealed class OversizedReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Messages_nobody_takes_leave_the_association_alone() => Replay("k-oversized-and-missing.jsonl", "B", new WithEcho());
}

internal class WithEcho : ReplayScript
{
    public override void Started(ReplayedNode node)
    {
        node.System.ActorOf(Props.Create(() => new RecordedEcho()), "echo");
        node.System.ActorOf(Props.Create(() => new RecordedParent()), "parent");
    }

    // Who answers for an actor that does not exist has no name in the protocol.
    public override bool MayDiffer(string field, string problem) =>
        field.EndsWith(".sender", StringComparison.Ordinal) || problem.Contains("/system/endpointManager/", StringComparison.Ordinal);
}
