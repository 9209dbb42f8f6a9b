using Akka.Actor;
using Muster.Actors.Telemetry;
using Muster.Messages.Telemetry;
using Shouldly;
using Xunit;

namespace Muster.Tests.Telemetry;

/// <summary>What the collector decides, as tables.</summary>
public sealed class CollectorDecisionTests
{
    private const long Second = 1_000_000;

    private static readonly Address A = new("akka.tcp", "Muster", "10.0.0.1", 1);
    private static readonly Address B = new("akka.tcp", "Muster", "10.0.0.2", 1);

    [Fact]
    public void The_shortest_interval_and_every_wanted_node_hold_for_all()
    {
        var watchers = new Watchers();
        watchers.None.ShouldBeTrue();
        watchers.Ask(new FollowTelemetry { Session = "a", IntervalMs = 1000, Nodes = { "n2", "n1" } }, 0);
        watchers.Ask(new FollowTelemetry { Session = "b", IntervalMs = 300, Nodes = { "n3", "n1" } }, 0);
        watchers.Wanted.IntervalMs.ShouldBe(300);
        watchers.Wanted.Nodes.ShouldBe(["n1", "n2", "n3"]);
        watchers.Ask(new FollowTelemetry { Session = "c", IntervalMs = 5 }, 0);
        watchers.Wanted.IntervalMs.ShouldBe(100);
        watchers.Wanted.Nodes.ShouldBeEmpty();
        watchers.End("c").ShouldBeTrue();
        watchers.Wanted.IntervalMs.ShouldBe(300);
    }

    [Fact]
    public void A_watcher_that_asks_no_more_is_forgotten()
    {
        var watchers = new Watchers();
        watchers.Ask(new FollowTelemetry { Session = "a", WaitMs = 5000 }, 0);
        watchers.Expire(14 * Second);
        watchers.None.ShouldBeFalse();
        watchers.Expire(15 * Second);
        watchers.None.ShouldBeTrue();
    }

    [Fact]
    public void Samples_are_paged_by_number_and_the_oldest_go()
    {
        var recent = new RecentSamples(3);
        for (var i = 1; i <= 5; i++)
            recent.Add(new NodeSample { Node = i % 2 == 0 ? "even" : "odd", AtUs = i }, 20 * 1024);
        Page(recent, 1, []).ShouldBe("3 4, then 5");
        Page(recent, 5, []).ShouldBe("5, then 6");
        Page(recent, 6, []).ShouldBe(", then 6");
        Page(recent, 1, ["even"]).ShouldBe("4, then 6");
        recent.Clear();
        Page(recent, 1, []).ShouldBe(", then 6");
    }

    [Fact]
    public void There_is_one_monitor_for_each_live_host()
    {
        var table = new MonitorTable();
        table.Add(A, 0);
        table.Add(B, 0);
        table.Add(A, 0);
        table.SomeUnknown.ShouldBeTrue();
        table.Hear(A, "n1", 11, true, 1).ShouldBeTrue();
        table.Hear(B, "n2", 12, true, 1).ShouldBeTrue();
        table.SomeUnknown.ShouldBeFalse();
        States(table).ShouldBe(["n1 11", "n2 12"]);
        var version = table.Version;
        table.Hear(A, "n1", 11, true, 2);
        table.Version.ShouldBe(version);
        table.Remove(B);
        table.Version.ShouldBeGreaterThan(version);
        States(table).ShouldBe(["n1 11"]);
        // Who is no member any more is not heard.
        table.Hear(B, "n2", 12, true, 3).ShouldBeFalse();
        States(table).ShouldBe(["n1 11"]);
    }

    [Fact]
    public void A_monitor_that_is_not_heard_of_is_silent_until_it_is()
    {
        var table = new MonitorTable();
        table.Add(A, 0);
        table.Add(B, 0);
        table.Hear(A, "n1", 11, true, 5 * Second);
        table.FindSilent(4 * Second, []);
        States(table).ShouldBe([$"{B} 0 silent", "n1 11"]);
        table.Hear(B, "n2", 12, true, 6 * Second);
        States(table).ShouldBe(["n1 11", "n2 12"]);
        // Nobody waits for one that nobody wants.
        table.FindSilent(9 * Second, ["n1"]);
        States(table).ShouldBe(["n1 11 silent", "n2 12"]);
        table.Observing.ShouldBe(["n2"]);
        table.Rest(B);
        table.Observing.ShouldBeEmpty();
    }

    private static string Page(RecentSamples recent, long from, string[] nodes)
    {
        var page = new List<NodeSample>();
        var next = recent.Page(from, nodes, page);
        return $"{string.Join(' ', page.Select(s => s.AtUs))}, then {next}";
    }

    private static IEnumerable<string> States(MonitorTable table) => table.States([]).Select(s => $"{s.Node} {s.Pid}{(s.Silent ? " silent" : "")}");
}
