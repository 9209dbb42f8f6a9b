using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
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
        await Refused(a, b);
    }

    [Fact]
    public async Task A_system_without_tls_is_refused()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B", 0, Ssl(new Authority("run"), "b")));
        await Refused(a, b);
    }

    [Fact]
    public async Task A_missing_certificate_file_is_named()
    {
        await using var systems = new Systems();
        Should.Throw<Exception>(() => systems.Start("A", 0, """
            akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate { path = "/nowhere/host.pfx", password = "" } }
            """)).ToString().ShouldContain("/nowhere/host.pfx");
    }

    private static async Task Refused(ActorSystem a, ActorSystem b)
    {
        var errors = new List<object>();
        a.EventStream.Subscribe(a.ActorOf(Props.Create(() => new Collector(errors)), "errors"), typeof(AssociationEvent));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        Systems.Ref(a, b, "/user/echo").Tell("let me in", ActorRefs.NoSender);
        await Systems.Until(() => { lock (errors) return errors.OfType<AssociationErrorEvent>().Any(); }, "the refusal is told");
        errors.OfType<AssociatedEvent>().ShouldBeEmpty();
    }

    private string Ssl(Authority authority, string name)
    {
        var path = Path.Combine(_folder, authority.Name + "-" + name + ".pfx");
        File.WriteAllBytes(path, authority.Issue(name));
        return $$"""
            akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate { path = "{{path}}", password = "pass" } }
            akka.stdout-loglevel = OFF
            akka.loglevel = OFF
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
            _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }

        public string Name { get; }

        public byte[] Issue(string host)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
            using var issued = request.Create(_certificate, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12), RandomNumberGenerator.GetBytes(8));
            var collection = new X509Certificate2Collection(issued.CopyWithPrivateKey(key)) { X509CertificateLoader.LoadCertificate(_certificate.RawData) };
            return collection.Export(X509ContentType.Pkcs12, "pass")!;
        }
    }
}
