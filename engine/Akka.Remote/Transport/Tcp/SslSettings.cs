using Akka.Configuration;

namespace Akka.Remote.Transport.Tcp;

/// <summary>The section akka.remote.dot-netty.tcp.ssl.</summary>
internal sealed class SslSettings(Config config)
{
    public string CertificatePath { get; } = config.GetString("certificate.path", "");
    public string CertificatePassword { get; } = config.GetString("certificate.password", "");
    public bool SuppressValidation { get; } = config.GetBoolean("suppress-validation", false);
    public bool RequireMutualAuthentication { get; } = config.GetBoolean("require-mutual-authentication", true);
}
