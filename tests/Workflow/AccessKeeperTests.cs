using Akka.Cluster;
using Akka.TestKit.Xunit2;
using Muster.Actors.Hosting;
using Muster.Messages;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public sealed class AccessKeeperTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempDirectory _directory = new();
    private readonly HostOptions _options;

    public AccessKeeperTests()
        : base("""
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
            akka.loglevel = WARNING
            """)
    {
        _options = HostOptions.Parse("seed", ["--run-dir", _directory.Path], null, out _)!;
        var cluster = Cluster.Get(Sys);
        cluster.Join(cluster.SelfAddress);
    }

    [Fact]
    public void The_file_of_an_earlier_coordinator_is_replaced_however_often_it_comes_back()
    {
        Others(epoch: 1);
        Sys.ActorOf(AccessKeeper.Props(_options, 2));
        AwaitAssert(() => Here().Epoch.ShouldBe(2), Patience);
        Others(epoch: 1);
        AwaitAssert(() => (Here().Epoch, Here().Seed).ShouldBe((2, Cluster.Get(Sys).SelfAddress.ToString())), Patience);
        File.Delete(AccessFile.PathIn(_directory.Path));
        AwaitAssert(() => File.Exists(AccessFile.PathIn(_directory.Path)).ShouldBeTrue(), Patience);
    }

    [Fact]
    public void The_file_of_a_later_coordinator_stays_as_it_is_to_the_end()
    {
        var keeper = Sys.ActorOf(AccessKeeper.Props(_options, 2));
        AwaitAssert(() => Here().Epoch.ShouldBe(2), Patience);
        Others(epoch: 3);
        Watch(keeper);
        Sys.Stop(keeper);
        ExpectTerminated(keeper, Patience);
        (Here().Epoch, Here().Seed).ShouldBe((3, Elsewhere));
    }

    [Fact]
    public void The_coordinators_own_file_goes_with_it()
    {
        var keeper = Sys.ActorOf(AccessKeeper.Props(_options, 2));
        AwaitAssert(() => Here().Epoch.ShouldBe(2), Patience);
        Watch(keeper);
        Sys.Stop(keeper);
        ExpectTerminated(keeper, Patience);
        AccessFile.TryRead(_directory.Path).ShouldBeNull();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _directory.Dispose();
    }

    private const string Elsewhere = "akka.tcp://Muster@127.0.0.9:4053";

    private void Others(long epoch) =>
        new AccessFile { Seed = Elsewhere, SeedPid = 1, SeedMachine = "elsewhere", StartedAt = DateTimeOffset.UnixEpoch, Epoch = epoch }.Write(_directory.Path);

    private AccessFile Here() => AccessFile.TryRead(_directory.Path).ShouldNotBeNull();
}
