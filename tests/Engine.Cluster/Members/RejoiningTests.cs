using Akka.Actor;
using Shouldly;
using Xunit;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

/// <summary>A clustered system is made again in the same process, at the same address. Costs two seconds.</summary>
public class RejoiningTests
{
    // An address that no other test binds: a port that has become free is still there.
    private const string Host = "127.0.0.83";

    [Fact]
    public async Task A_system_that_left_and_one_that_broke_off_are_followed_by_another_at_their_address()
    {
        await using var cluster = new TestCluster();
        var first = Cluster.Get((await cluster.StartAll(1))[0]);
        var uids = new HashSet<int>();
        var port = 0;
        foreach (var inOrder in new[] { true, false, true })
        {
            var system = cluster.Start($"akka.remote.dot-netty.tcp {{ hostname = \"{Host}\", port = {port} }}");
            var self = Cluster.Get(system);
            port = self.SelfAddress.Port!.Value;
            uids.Add(self.SelfUniqueAddress.Uid).ShouldBeTrue("another incarnation");
            self.Join(first.SelfAddress);
            await Until(
                () => self.SelfMember.Status == MemberStatus.Up && first.State.Members.Any(m => m.UniqueAddress == self.SelfUniqueAddress && m.Status == MemberStatus.Up),
                () => $"{Describe(cluster.Systems[0])}; {Describe(system)}");
            if (inOrder)
                await system.Terminate().WaitAsync(TimeSpan.FromSeconds(30));
            else
                ((ExtendedActorSystem)system).Abort();
            await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        }
        await Until(() => first.State.Members.Count == 1, () => Describe(cluster.Systems[0]));
    }
}
