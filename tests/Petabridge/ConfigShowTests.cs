using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Petabridge.Tests;

/// <summary>`muster config show` as a process, with what a host sets itself.</summary>
public sealed class ConfigShowTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    private async Task<string[]> Show(params string[] words)
    {
        using var muster = _scene.Muster(["config", "show", .. words]);
        (await muster.EndedAsync()).ShouldBe(0, muster.Everything);
        return [.. muster.Out.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }

    [Fact]
    public async Task A_setting_that_no_file_has_is_shown_with_who_sets_it()
    {
        Directory.CreateDirectory(_scene.RunDir);
        await File.WriteAllTextAsync(Path.Combine(_scene.RunDir, "muster.conf"), "petabridge.cmd.port = 9333\nakka.remote.dot-netty.tcp.port = 7\nakka.loglevel = DEBUG\n");
        var lines = await Show("--role", "seed", "--run-dir", _scene.RunDir);
        lines.ShouldContain("akka.cluster.roles = [seed] # the host's role and command line (--host, --port; 0 is any free port)");
        lines.ShouldContain("akka.remote.dot-netty.tcp.port = 0 # the host's role and command line (--host, --port; 0 is any free port)");
        lines.ShouldContain(line => line.StartsWith("petabridge.cmd.port = 9333 # chosen at the host's start: muster.conf's", StringComparison.Ordinal));
        lines.ShouldContain("akka.cluster.split-brain-resolver.active-strategy = lease-majority # every host sees the run directory");
        lines.ShouldContain($"muster.file-lease.directory = {_scene.RunDir} # every host sees the run directory");
        lines.ShouldContain($"akka.loglevel = DEBUG # {Path.Combine(_scene.RunDir, "muster.conf")}");
        lines.ShouldContain(line => line.StartsWith("petabridge.cmd.token = (secret) #", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.StartsWith("akka.remote.dot-netty.tcp.enable-ssl = on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_loopback_the_certificates_are_shown_without_their_password()
    {
        var lines = await Show("akka.remote.dot-netty.tcp", "--host", "10.1.2.3", "--run-dir", "/proc");
        lines.ShouldContain("akka.remote.dot-netty.tcp.enable-ssl = on # the run's certificates, because others reach 10.1.2.3");
        lines.ShouldContain("akka.remote.dot-netty.tcp.ssl.certificate.password = (secret) # the run's certificates, because others reach 10.1.2.3");
        lines.ShouldContain("akka.remote.dot-netty.tcp.hostname = 10.1.2.3 # the host's role and command line (--host, --port; 0 is any free port)");
    }
}
