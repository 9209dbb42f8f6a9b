using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Shouldly;
using Xunit;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

/// <summary>
/// Whoever waits for a join reads every five seconds why, and what to do. One test for each reason that real sockets can show; an
/// earlier incarnation that cannot be removed is shown by the simulation.
/// </summary>
public class JoinWaitTests
{
    [Fact]
    public async Task Nobody_listens_there()
    {
        await using var cluster = new TestCluster();
        await Reads(cluster.Start(), self => self.WithPort(1), "cannot be reached", "check that it runs and listens there");
    }

    [Fact]
    public async Task The_system_there_has_another_name()
    {
        await using var cluster = new TestCluster();
        var other = cluster.Start(name: "Other");
        await Reads(cluster.Start(), _ => Cluster.Get(other).SelfAddress.WithSystem("Sys"), "its system is named \"Sys\"");
    }

    [Fact]
    public async Task The_seed_address_is_spelled_otherwise_than_the_system_there_calls_itself()
    {
        await using var cluster = new TestCluster();
        var seed = cluster.Start();
        Cluster.Get(seed).Join(Cluster.Get(seed).SelfAddress);
        await Reads(cluster.Start(), _ => Cluster.Get(seed).SelfAddress.WithHost("localhost"), "does not answer", "listens as exactly [localhost:", "a name is not its number");
    }

    [Fact]
    public async Task The_seed_waits_for_a_seed_itself()
    {
        await using var cluster = new TestCluster();
        var seed = cluster.Start();
        await Reads(cluster.Start(), _ => Cluster.Get(seed).SelfAddress, "answers but is no member itself yet", "the first of akka.cluster.seed-nodes must be started");
    }

    [Fact]
    public async Task The_seed_speaks_tls_and_this_system_does_not()
    {
        var certificate = Path.GetTempFileName();
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var issued = new CertificateRequest("CN=seed", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
            await File.WriteAllBytesAsync(certificate, issued.Export(X509ContentType.Pkcs12, "pass"));
            await using var cluster = new TestCluster();
            var seed = cluster.Start($$"""akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate { path = "{{certificate}}", password = "pass" } }""");
            await Reads(cluster.Start(), self => self.WithPort(Cluster.Get(seed).SelfAddress.Port), "cannot be reached", "TLS");
        }
        finally
        {
            File.Delete(certificate);
        }
    }

    [Fact]
    public async Task A_system_that_joins_nobody_within_its_limit_ends_with_the_reason_for_its_exit_code()
    {
        await using var cluster = new TestCluster();
        var self = cluster.Start("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 1s");
        Cluster.Get(self).JoinSeedNodes([Cluster.Get(self).SelfAddress.WithPort(1)]);
        await self.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        CoordinatedShutdown.Get(self).ShutdownReason.ShouldBe(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
    }

    private static async Task Reads(ActorSystem self, Func<Address, Address> seed, params string[] words)
    {
        var lines = new LogLines();
        self.EventStream.Subscribe(self.ActorOf(Props.Create(() => new LogCollector(lines))), typeof(Event.Warning));
        Cluster.Get(self).JoinSeedNodes([seed(Cluster.Get(self).SelfAddress)]);
        // Again and again, until one of them says it all.
        await Until(() => lines.Matching("Not a member yet: after").Count(line => words.All(word => line.Contains(word, StringComparison.Ordinal))) >= 2,
            () => lines.ToString(), TimeSpan.FromSeconds(60));
    }
}
