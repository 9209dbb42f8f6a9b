using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tls").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Systems_with_certificates_of_one_authority_talk()
    {
        await using var systems = new Systems();
        var run = new Authority("run");
        var (a, b) = (systems.Start("A", 0, Ssl(run, "a")), systems.Start("B", 0, Ssl(run, "b")));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = Systems.Ref(a, b, "/user/echo");
        (await echo.Ask<string>("secret", Systems.Patience)).ShouldBe("secret");
        var large = new string('x', 100_000);
        (await echo.Ask<string>(large, Systems.Patience)).ShouldBe(large);
    }

    [Fact]
    public async Task Many_messages_cross_an_encrypted_link_in_order()
    {
        await using var systems = new Systems();
        var run = new Authority("run");
        var (a, b) = (systems.Start("A", 0, Ssl(run, "a")), systems.Start("B", 0, Ssl(run, "b")));
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.Ref(a, b, "/user/sink");
        for (var i = 0; i < 20_000; i++)
            sink.Tell(i, ActorRefs.NoSender);
        await Systems.Until(() => { lock (received) return received.Count == 20_000; }, "all arrive");
        received.ShouldBe(Enumerable.Range(0, 20_000).Cast<object>());
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_and_both_sides_say_so()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, Ssl(new Authority("run"), "a")), systems.Start("B", 0, Ssl(new Authority("stranger"), "b")));
        await Refused(a, b, "CN=b", "CN=stranger authority");
    }

    [Fact]
    public async Task A_connecting_side_with_a_certificate_of_another_authority_learns_that_it_is_not_trusted()
    {
        await using var systems = new Systems();
        var (run, stranger) = (new Authority("run"), new Authority("stranger"));
        // The connecting side trusts both, so that only the other side objects.
        var (a, b) = (systems.Start("A", 0, Ssl(stranger, "a", also: run)), systems.Start("B", 0, Ssl(run, "b")));
        await Refused(a, b, "does not trust this side's certificate");
        await Refuses(b, "CN=a", "CN=stranger authority");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_dates()
    {
        await using var systems = new Systems();
        var run = new Authority("run");
        var (a, b) = (systems.Start("A", 0, Ssl(run, "a")), systems.Start("B", 0, Ssl(run, "b", expired: true)));
        await Refused(a, b, "CN=b", "valid from", "not now");
    }

    [Fact]
    public async Task A_side_without_a_certificate_is_refused_and_told_which_setting_asks_for_it()
    {
        await using var systems = new Systems();
        var run = new Authority("run");
        var (a, b) = (
            systems.Start("A", 0, Ssl(run, "a") + "akka.remote.dot-netty.tcp.ssl.require-mutual-authentication = off"), systems.Start("B", 0, Ssl(run, "b")));
        await Refused(a, b, "requires a certificate", "require-mutual-authentication");
        await Refuses(b, "showed no certificate", "require-mutual-authentication");
    }

    [Fact]
    public async Task A_system_without_tls_is_refused()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B", 0, Ssl(new Authority("run"), "b")));
        await Refused(a, b, "TLS");
    }

    [Fact]
    public async Task A_system_with_tls_does_not_talk_to_one_without()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, Ssl(new Authority("run"), "a")), systems.Start("B"));
        await Refused(a, b, "TLS");
    }

    [Fact]
    public async Task A_missing_certificate_file_is_named()
    {
        await using var systems = new Systems();
        Should.Throw<Exception>(() => systems.Start("A", 0, """
            akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate { path = "/nowhere/host.pfx", password = "" } }
            """)).ToString().ShouldContain("/nowhere/host.pfx");
    }

    private readonly Dictionary<ActorSystem, Published> _warnings = new();

    /// <summary>Tries to connect and expects an error whose innermost words, which are what a join logs, hold all of these.</summary>
    private async Task Refused(ActorSystem a, ActorSystem b, params string[] words)
    {
        var events = Systems.Collect(a, typeof(AssociationEvent));
        _warnings[b] = Systems.Collect(b, typeof(Warning));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        Systems.Ref(a, b, "/user/echo").Tell("let me in", ActorRefs.NoSender);
        await Systems.Until(() => events.OfType<AssociationErrorEvent>().Any(), "the refusal is told");
        var said = events.OfType<AssociationErrorEvent>().First().Cause.ToString();
        var innermost = events.OfType<AssociationErrorEvent>().First().Cause.GetBaseException().Message;
        foreach (var word in words)
            innermost.ShouldContain(word, Case.Sensitive, said);
        events.OfType<AssociatedEvent>().ShouldBeEmpty();
    }

    private async Task Refuses(ActorSystem b, params string[] words) =>
        await Systems.Until(
            () => _warnings[b].Any(w => words.All(word => w.ToString()!.Contains(word, StringComparison.Ordinal))),
            $"a warning says {string.Join(", ", words)}; there is: {string.Join("; ", _warnings[b])}");

    private string Ssl(Authority authority, string name, bool expired = false, Authority? also = null)
    {
        var path = Path.Combine(_folder, authority.Name + "-" + name + ".pfx");
        File.WriteAllBytes(path, authority.Issue(name, expired, also));
        return $$"""
            akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate { path = "{{path}}", password = "pass" } }
            akka.stdout-loglevel = OFF
            akka.loglevel = WARNING
            akka.loggers = []

            """;
    }

    private sealed class Authority
    {
        private readonly X509Certificate2 _certificate;

        public Authority(string name)
        {
            Name = name;
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name} authority", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(1));
        }

        public string Name { get; }

        public byte[] Issue(string host, bool expired = false, Authority? also = null)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
            var (from, to) = expired ? (DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1)) : (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12));
            using var issued = request.Create(_certificate, from, to, RandomNumberGenerator.GetBytes(8));
            var collection = new X509Certificate2Collection(issued.CopyWithPrivateKey(key)) { X509CertificateLoader.LoadCertificate(_certificate.RawData) };
            if (also != null)
                collection.Add(X509CertificateLoader.LoadCertificate(also._certificate.RawData));
            return collection.Export(X509ContentType.Pkcs12, "pass")!;
        }
    }
}
