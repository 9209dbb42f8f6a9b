using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;
using Akka.TestKit.Xunit2;
using Muster.Actors.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class FileLeaseTests : TestKit
{
    private readonly TempDirectory _directory = new();

    private FileLease Lease(string owner, double timeoutSeconds = 1000)
    {
        var config = ConfigurationFactory.ParseString($$"""
            directory = "{{_directory.Path}}"
            heartbeat-interval = 50ms
            heartbeat-timeout = {{(int)(timeoutSeconds * 1000)}}ms
            lease-operation-timeout = 60s
            """);
        return new FileLease(LeaseSettings.Create(config, "sbr", owner), (ExtendedActorSystem)Sys);
    }

    [Fact]
    public async Task Only_one_holds_it_and_the_next_may_when_it_was_released()
    {
        var (a, b) = (Lease("a"), Lease("b"));
        (await a.Acquire()).ShouldBeTrue();
        (await a.Acquire()).ShouldBeTrue("who has it has it still");
        (await b.Acquire()).ShouldBeFalse();
        (a.CheckLease(), b.CheckLease()).ShouldBe((true, false));
        (await a.Release()).ShouldBeTrue();
        (await b.Acquire()).ShouldBeTrue();
        (await b.Release()).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Lease($"owner{i}").Acquire()));
        taken.Count(t => t).ShouldBe(1);
    }

    [Fact]
    public async Task A_holder_that_renews_it_no_more_loses_it_after_the_time_out()
    {
        await File.WriteAllTextAsync(_directory["sbr.lease"], "dead");
        File.SetLastWriteTimeUtc(_directory["sbr.lease"], DateTime.UtcNow - TimeSpan.FromSeconds(500));
        var b = Lease("b");
        (await b.Acquire()).ShouldBeFalse("not yet");
        File.SetLastWriteTimeUtc(_directory["sbr.lease"], DateTime.UtcNow - TimeSpan.FromSeconds(2000));
        (await b.Acquire()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_holder_hears_that_its_lease_is_anothers()
    {
        var a = Lease("a");
        var lost = new TaskCompletionSource();
        (await a.Acquire(_ => lost.TrySetResult())).ShouldBeTrue();
        await TakeAsync("b");
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(60));
        a.CheckLease().ShouldBeFalse();
    }

    // The holder locks the file while it renews its lease.
    private async Task TakeAsync(string owner)
    {
        while (true)
        {
            try
            {
                await File.WriteAllTextAsync(_directory["sbr.lease"], owner);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(5);
            }
        }
    }

    [Theory]
    [InlineData("/scratch/run", false)]
    [InlineData("/home/u/run", true)]
    [InlineData("/scratch/a b/run", true)]
    [InlineData("/homestead", false)]
    public void The_kind_of_file_system_tells_what_is_shared(string path, bool shared) => SharedFileSystem.Has(path,
    [
        "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "30 21 0:40 / /home rw,relatime shared:9 - nfs4 server:/home rw",
        "31 21 0:41 / /scratch/a\\040b rw,relatime - lustre mds:/x rw",
    ]).ShouldBe(shared);

    protected override void AfterAll()
    {
        base.AfterAll();
        _directory.Dispose();
    }
}
