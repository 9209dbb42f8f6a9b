using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;

namespace Muster.Messages;

/// <summary>
/// What a run's hosts and drivers trust each other by: the run's own certificate authority, and the certificate it has issued to all who can read the access
/// file. The authority's key is thrown away at once: nobody can issue another certificate.
/// </summary>
/// <param name="Authority">Certificate of the authority, PEM.</param>
/// <param name="Certificate">Certificate of the run's hosts and drivers, PEM.</param>
/// <param name="Key">Its private key, PEM.</param>
public sealed record AccessTrust(string Authority, string Certificate, string Key)
{
    // Longer than any allocation.
    private static readonly TimeSpan Life = TimeSpan.FromDays(366);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>A new authority and its one certificate.</summary>
    public static AccessTrust Create(string run, DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Muster run {run}", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        using var authority = request.CreateSelfSigned(now - ClockSkew, now + Life);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var member = new CertificateRequest($"CN=Muster host of {run}", key, HashAlgorithmName.SHA256);
        member.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var certificate = member.Create(authority, now - ClockSkew, now + Life - ClockSkew, serial);
        return new AccessTrust(authority.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>
    /// Calls <paramref name="create"/> with the settings that make remoting use this trust. The engine reads the certificate from a file while it starts;
    /// the file is this user's alone, and gone when this returns.
    /// </summary>
    /// <exception cref="InvalidDataException">The access file's certificates cannot be used.</exception>
    public T Use<T>(Func<Config, T> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var folder = Directory.CreateTempSubdirectory("muster-");
        try
        {
            var path = Path.Combine(folder.FullName, "host.pfx");
            var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            File.WriteAllBytes(path, Pack(password));
            return create(ConfigurationFactory.ParseString(Settings(path, password)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The settings that make remoting use a certificate, and ask the other side for one of the same authority.</summary>
    public static string Settings(string path, string password) => $$"""
        akka.remote.dot-netty.tcp {
          enable-ssl = on
          ssl {
            suppress-validation = off
            require-mutual-authentication = on
            certificate {
              path = "{{path}}"
              password = "{{password}}"
            }
          }
        }
        """;

    private byte[] Pack(string password)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Certificate, Key);
            using var authority = X509Certificate2.CreateFromPem(Authority);
            return new X509Certificate2Collection { certificate, authority }.Export(X509ContentType.Pkcs12, password)!;
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"The certificates in {AccessFile.FileName} cannot be used: {e.Message} Start the cluster again.", e);
        }
    }
}
