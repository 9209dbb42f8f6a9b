using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Remote.Transport.DotNetty;

public sealed partial class DotNettySslSetup : Akka.Actor.Setup.Setup
{
    internal DotNettySslSetup() { }
    public DotNettySslSetup(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, bool suppressValidation) { }
    public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get => throw null; }
    public bool SuppressValidation { get => throw null; }
}
