using Muster.Messages;
using Shouldly;
using Xunit;

namespace Muster.Tests.Messages;

public sealed class AccessFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("muster-access-").FullName;

    private static AccessFile Sample => new()
    {
        Seed = "akka.tcp://Muster@127.0.0.1:4711",
        SeedPid = 42,
        SeedMachine = "login1",
        StartedAt = DateTimeOffset.UnixEpoch,
        Hosts = [new AccessHost("seed", "akka.tcp://Muster@127.0.0.1:4711", 42, ["seed"])],
    };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        Sample.Write(_directory);

        var read = AccessFile.TryRead(_directory).ShouldNotBeNull();
        read.Seed.ShouldBe(Sample.Seed);
        read.SeedPid.ShouldBe(42);
        read.System.ShouldBe("Muster");
        read.Hosts.Single().Roles.ShouldBe(["seed"]);
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Sample.Write(_directory);
        Sample.Write(_directory);

        File.GetUnixFileMode(AccessFile.PathIn(_directory)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_directory).ShouldHaveSingleItem();
    }

    [Fact]
    public void Without_a_file_there_is_no_cluster()
    {
        AccessFile.TryRead(_directory).ShouldBeNull();
        AccessFile.TryRead(Path.Combine(_directory, "none")).ShouldBeNull();
    }

    [Fact]
    public void A_damaged_file_and_a_newer_format_say_what_to_do()
    {
        File.WriteAllText(AccessFile.PathIn(_directory), "{ \"seed\": ");
        Should.Throw<InvalidDataException>(() => AccessFile.TryRead(_directory)).Message.ShouldContain("start the cluster again");

        (Sample with { Version = 99 }).Write(_directory);
        Should.Throw<InvalidDataException>(() => AccessFile.TryRead(_directory)).Message.ShouldContain("format 99");
    }
}
