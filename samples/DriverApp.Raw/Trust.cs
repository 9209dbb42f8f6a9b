using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Akka.Actor;
using Akka.Configuration;

namespace DriverApp.Raw;

/// <summary>A cluster that listens beyond loopback lets in only who shows the certificate in its access file.</summary>
internal static class Trust
{
    /// <summary>Creates the actor system with the access file's certificate, where it has one. Akka reads it from a file while it starts.</summary>
    public static ActorSystem Create(JsonElement access, Config config)
    {
        var name = access.GetProperty("system").GetString();
        if (!access.TryGetProperty("trust", out var trust) || trust.ValueKind == JsonValueKind.Null)
            return ActorSystem.Create(name, config);
        var folder = Directory.CreateTempSubdirectory("driver-");
        try
        {
            var path = Path.Combine(folder.FullName, "driver.pfx");
            var password = Guid.NewGuid().ToString("N");
            using (var certificate = X509Certificate2.CreateFromPem(trust.GetProperty("certificate").GetString(), trust.GetProperty("key").GetString()))
            using (var authority = X509Certificate2.CreateFromPem(trust.GetProperty("authority").GetString()))
                File.WriteAllBytes(path, new X509Certificate2Collection { certificate, authority }.Export(X509ContentType.Pkcs12, password)!);
            return ActorSystem.Create(name, ConfigurationFactory.ParseString($$"""
                akka.remote.dot-netty.tcp {
                  enable-ssl = on
                  ssl { suppress-validation = off, require-mutual-authentication = on, certificate { path = "{{path}}", password = "{{password}}" } }
                }
                """).WithFallback(config));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
