using System.Security.Cryptography.X509Certificates;
using Akka.Actor.Setup;

namespace Akka.Remote.Transport.DotNetty;

/// <summary>A certificate given by code instead of by akka.remote.dot-netty.tcp.ssl.</summary>
public sealed class DotNettySslSetup : Setup
{
    public DotNettySslSetup(X509Certificate2 certificate, bool suppressValidation)
    {
        Certificate = certificate;
        SuppressValidation = suppressValidation;
    }

    public X509Certificate2 Certificate { get; }

    public bool SuppressValidation { get; }
}
