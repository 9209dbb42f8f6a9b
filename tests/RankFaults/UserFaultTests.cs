using Muster.EndToEnd.Tests;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.RankFaults.Tests;

/// <summary>Two users, each with a cluster, on one node.</summary>
[Trait("Category", "RankFaults")]
public sealed class UserFaultTests
{
    [RootFact]
    public Task Two_users_on_one_node_do_not_touch_each_other() => FaultTable.Case("two users on one node, kill -9 of one's host", async () =>
    {
        await using var ours = await Hosts.StartAsync(1, user: Hosts.SomeUser(2));
        await using var theirs = await Hosts.StartAsync(1, user: Hosts.SomeUser(3));
        var good = await ours.SubmitAsync(ours.Steps(4));
        var bad = await theirs.SubmitAsync(theirs.Faults(4, "--rank", "-1", "hang"));
        await good.RunningAsync();
        await bad.RunningAsync();
        theirs.Nodes[0].Signal(Posix.SigKill);
        await theirs.NoRankLeftAsync(Hosts.Soon);
        (await good.NowAsync()).Summary.State.ShouldBe(RunState.Running, "it was to be still running when the other's host was killed");
        ours.LetGo();
        var run = await good.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        var rows = await ours.Client.StoredRowsAsync(run.Summary.Run);
        rows.Select(r => r.Values[0]).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => $"step {i}"));
        rows.Count.ShouldBe((int)run.Attempts[0].Lines);
        return $"one user's ranks ended within 2 s, the other's run {run.Summary.State} with {rows.Count} rows";
    });
}
