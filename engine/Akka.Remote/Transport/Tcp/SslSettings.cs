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

    /// <param name="refused">Told why, when the other side's certificate is refused.</param>
    public SslServerAuthenticationOptions ForServer(Action<string> refused) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, _chain, offline: true),
        ClientCertificateRequired = _mutual,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, refused),
    };

    public SslClientAuthenticationOptions ForClient(string host, Action<string> refused) => new()
    {
        TargetHost = host,
        ClientCertificateContext = _mutual ? SslStreamCertificateContext.Create(_certificate, _chain, offline: true) : null,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, refused),
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

    private bool IsTrusted(X509Certificate certificate, SslPolicyErrors errors, Action<string> refused)
    {
        var reason = _suppressValidation ? null : Objection(certificate, errors);
        if (reason != null)
            refused(reason);
        return reason == null;
    }

    /// <summary>Null when the certificate may be trusted.</summary>
    private string Objection(X509Certificate certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 presented)
            return _mutual ? "the other side showed no certificate (akka.remote.dot-netty.tcp.ssl.require-mutual-authentication is on here)" : null;
        if (_authorities.Count == 0)
            return errors == SslPolicyErrors.None ? null : $"the certificate of {presented.Subject} is not trusted: {errors}";
        // Hosts get their certificates from the run's own authority: who has one belongs, whatever its host is called today.
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ExtraStore.AddRange(_chain);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (chain.Build(presented))
            return null;
        var found = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if ((found & X509ChainStatusFlags.NotTimeValid) != 0)
            return $"the certificate of {presented.Subject} is valid from {presented.NotBefore.ToUniversalTime():u} to {presented.NotAfter.ToUniversalTime():u} only, and not now";
        if ((found & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
            return $"the certificate of {presented.Subject} comes from {presented.Issuer}, which is no authority in this side's ssl.certificate.path";
        return $"the certificate of {presented.Subject} is not trusted: {found}";
    }
}
