using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Muster.Actors.Logs.Gelf;
using Muster.Messages;
using Shouldly;
using Xunit;

namespace Muster.Gelf.Tests;

/// <summary>Clients that were not written here, from Debian: python3-graypy, logger and rsyslog.</summary>
public sealed class ClientTests : IDisposable
{
    // Debian's Python, which has Debian's packages.
    private const string Python = "/usr/bin/python3";
    private const string Rsyslogd = "/usr/sbin/rsyslogd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muster-gelf-");

    public void Dispose() => _folder.Delete(recursive: true);

    // The seed's README: a TTP logger, and the error of its real-world example; the fields are what the Synergos client hands to graypy.
    private const string Script = """
        import logging, sys, graypy
        kind, port = sys.argv[1], int(sys.argv[2])
        handler = {
            'tcp': lambda: graypy.GELFTCPHandler('127.0.0.1', port, debugging_fields=False),
            'tls': lambda: graypy.GELFTLSHandler('127.0.0.1', port, debugging_fields=False),
            'udp': lambda: graypy.GELFUDPHandler('127.0.0.1', port, debugging_fields=False),
            'http': lambda: graypy.GELFHTTPHandler('127.0.0.1', port, debugging_fields=False),
        }[kind]()
        logger = logging.getLogger('TTP_test_logger')
        logger.setLevel(logging.DEBUG)
        logger.addHandler(handler)
        logger.info('[TTP_test_logger] Hello World!', extra={'logger': 'TTP_test_logger', 'owner': 'me', 'event': 'Hello World!', 'flag': True, 'deep': {'a': [1, 2.5, None]}, 'nan': float('nan'), 'big': 2 ** 70, 'lone': '\ud800'})
        logger.error('ValueError: Specified criterion is currently not supported!', extra={'logger': 'TTP_test_logger', 'file_path': '/path/to/test_script.py', 'Class': 'TestClass', 'function_name': 'test_function'})
        try:
            raise ValueError('x' * 20000)
        except ValueError:
            logger.exception('large')
        handler.close()
        """;

    [GraypyTheory]
    [InlineData("tcp", GelfTransport.Tcp)]
    [InlineData("tls", GelfTransport.Tls)]
    [InlineData("udp", GelfTransport.Udp)]
    [InlineData("http", GelfTransport.Http)]
    public async Task Graypy_of_the_synergos_client_is_understood(string kind, GelfTransport transport)
    {
        var trust = AccessTrust.Create("test", DateTimeOffset.UtcNow);
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(trust.Certificate, trust.Key);
        await using var inputs = new Inputs(new GelfSettings { Inputs = [new GelfInputSettings("TTP Logs", transport, 0)], Certificate = certificate });
        using var python = Start(Python, "-c", Script, kind, $"{inputs.Port(transport)}");
        await python.WaitForExitAsync();
        python.ExitCode.ShouldBe(0, await python.StandardError.ReadToEndAsync());
        var records = await inputs.RecordsAsync(3);
        // Each HTTP message comes on a connection of its own.
        var hello = records.Single(r => r.Message == "[TTP_test_logger] Hello World!");
        hello.Level.ShouldBe(6);
        (hello["logger"], hello["owner"], hello["event"], hello["flag"], hello["source"]).ShouldBe(("TTP_test_logger", "me", "Hello World!", true, Dns.GetHostName()));
        hello["deep"].ShouldBe(new Decoded.Json("{\"a\":[1,2.5,null]}"), customMessage: hello.Line);
        ((double)hello["nan"]!).ShouldBe(double.NaN);
        hello["big"].ShouldBe(new Decoded.Json("1180591620717411303424"));
        hello["lone"].ShouldBe("\uFFFD");
        var error = records.Single(r => r.Message.StartsWith("ValueError", StringComparison.Ordinal));
        (error.Level, error["file_path"], error["Class"], error["function_name"]).ShouldBe((3, "/path/to/test_script.py", "TestClass", "test_function"));
        ((string)records.Single(r => r.Message == "large")["full_message"]!).Length.ShouldBeGreaterThan(20_000);
        Math.Abs(hello.TimeUs - (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000)).ShouldBeLessThan(120_000_000);
    }

    [RsyslogFact]
    public async Task What_logger_writes_comes_through_rsyslog_over_tcp_and_udp()
    {
        await using var inputs = new Inputs(new GelfInputSettings("Test Logs", GelfTransport.Tcp, 0), new GelfInputSettings("Test Logs", GelfTransport.Udp, 0));
        var socket = Path.Combine(_folder.FullName, "log");
        var config = Path.Combine(_folder.FullName, "rsyslog.conf");
        await File.WriteAllTextAsync(config, $$"""
            global(workDirectory="{{_folder.FullName}}")
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="{{socket}}" CreatePath="on" UseSpecialParser="off" ParseHostname="on")
            template(name="gelf" type="list") {
              constant(value="{\"version\":\"1.1\",")
              constant(value="\"host\":\"") property(name="hostname")
              constant(value="\",\"short_message\":\"") property(name="msg" format="json")
              constant(value="\",\"_app\":\"") property(name="programname")
              constant(value="\",\"timestamp\":") property(name="timegenerated" dateformat="unixtimestamp")
              constant(value=",\"level\":\"") property(name="syslogseverity")
              constant(value="\"}")
            }
            *.* action(type="omfwd" target="127.0.0.1" port="{{inputs.Port(GelfTransport.Tcp)}}" protocol="tcp" TCP_Framing="traditional" TCP_FrameDelimiter="0" template="gelf")
            *.* action(type="omfwd" target="127.0.0.1" port="{{inputs.Port(GelfTransport.Udp)}}" protocol="udp" template="gelf")
            """);
        using var rsyslog = Start(Rsyslogd, "-n", "-f", config, "-i", Path.Combine(_folder.FullName, "pid"));
        try
        {
            await Inputs.EventuallyAsync(() => Task.FromResult(File.Exists(socket) || rsyslog.HasExited), "rsyslog has made its socket");
            using var logger = Start("logger", "-u", socket, "-t", "muster-test", "-p", "user.warning", "A \"quoted\" line with ümlauts");
            await logger.WaitForExitAsync();
            logger.ExitCode.ShouldBe(0, await logger.StandardError.ReadToEndAsync());
            await Inputs.EventuallyAsync(
                () => Task.FromResult(rsyslog.HasExited || inputs.Records.Count(r => (string?)r["app"] == "muster-test") == 2), "both outputs have brought the line");
            rsyslog.HasExited.ShouldBeFalse();
            foreach (var record in inputs.Records.Where(r => (string?)r["app"] == "muster-test"))
            {
                record.Message.ShouldBe("A \"quoted\" line with ümlauts");
                record.Level.ShouldBe(4);
            }
        }
        finally
        {
            rsyslog.Kill();
            await rsyslog.WaitForExitAsync();
        }
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}

/// <summary>With Debian's python3-graypy.</summary>
public sealed class GraypyTheoryAttribute : TheoryAttribute
{
    public GraypyTheoryAttribute()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/graypy"))
            Skip = "Debian's python3-graypy is not installed: apt-get install python3-graypy";
    }
}

/// <summary>With rsyslog.</summary>
public sealed class RsyslogFactAttribute : FactAttribute
{
    public RsyslogFactAttribute()
    {
        if (!File.Exists("/usr/sbin/rsyslogd"))
            Skip = "rsyslog is not installed: apt-get install rsyslog";
    }
}
