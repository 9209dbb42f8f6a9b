using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// The section akka.remote.dot-netty.tcp.ssl, ready for use: TLS 1.3, own certificate, and whom to trust. Self-signed certificates in the file
/// beside the own one are the authorities that peers have to come from; without any the machine's authorities decide.
/// </summary>
internal sealed class SslSettings
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities = new();
    private readonly X509Certificate2Collection _chain = new();
    private readonly bool _suppressValidation;
    private readonly bool _mutual;

    public SslSettings(Config config, DotNettySslSetup setup)
    {
        _mutual = config.GetBoolean("require-mutual-authentication", true);
        if (setup != null)
        {
            _certificate = setup.Certificate;
            _suppressValidation = setup.SuppressValidation;
            Sort([setup.Certificate]);
            return;
        }
        _suppressValidation = config.GetBoolean("suppress-validation", false);
        var path = config.GetString("certificate.path", "");
        if (string.IsNullOrEmpty(path))
            throw new ConfigurationException("akka.remote.dot-netty.tcp.enable-ssl is on, but ssl.certificate.path names no file (PKCS #12, with the private key).");
        try
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, config.GetString("certificate.password", ""), X509KeyStorageFlags.EphemeralKeySet);
            _certificate = all.FirstOrDefault(c => c.HasPrivateKey)
                ?? throw new ConfigurationException($"The certificate file {path} (akka.remote.dot-netty.tcp.ssl.certificate.path) holds no private key.");
            Sort(all);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The certificate file {path} (akka.remote.dot-netty.tcp.ssl.certificate.path) cannot be used: {e.Message}", e);
        }
    }

    public SslServerAuthenticationOptions ForServer() => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, _chain, offline: true),
        ClientCertificateRequired = _mutual,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors),
    };

    public SslClientAuthenticationOptions ForClient(string host) => new()
    {
        TargetHost = host,
        ClientCertificateContext = _mutual ? SslStreamCertificateContext.Create(_certificate, _chain, offline: true) : null,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors),
    };

    private void Sort(IEnumerable<X509Certificate2> certificates)
    {
        foreach (var certificate in certificates)
        {
            if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
                _authorities.Add(certificate);
            else if (certificate != _certificate)
                _chain.Add(certificate);
        }
    }

    private bool IsTrusted(X509Certificate certificate, SslPolicyErrors errors)
    {
        if (_suppressValidation)
            return true;
        if (certificate is not X509Certificate2 presented)
            return !_mutual;
        if (_authorities.Count == 0)
            return errors == SslPolicyErrors.None;
        // Hosts get their certificates from the run's own authority: who has one belongs, whatever its host is called today.
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ExtraStore.AddRange(_chain);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(presented);
    }
}
