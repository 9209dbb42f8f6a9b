using Muster.Actors.Logs.Gelf;
using Muster.Gelf.Tests;
using Shouldly;
using Xunit;

namespace Muster.RoleLoggers.Tests;

/// <summary>The role loggers as users write them, against the inputs of the log server.</summary>
public sealed class RoleLoggerTests : IDisposable
{
    private static readonly GelfInputSettings Ttp = new("TTP Logs", GelfTransport.Tcp, 0);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muster-loggers-");

    private Delivery Delivery => new() { SpoolFolder = Path.Combine(_folder.FullName, "spool"), Acknowledged = true, EndPatience = TimeSpan.FromSeconds(60) };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_readme_s_general_example_arrives()
    {
        await using var inputs = new Inputs(Ttp);
        await using var ttpLogger = new TTPLogger(
            server: "127.0.0.1",
            port: inputs.Port(GelfTransport.Tcp),
            loggerName: "test_logger",
            loggingLevel: LogLevel.Info,
            loggingVariant: "graylog",
            debuggingFields: false,
            filterFunctions: [],
            delivery: Delivery);
        var log = ttpLogger.Initialise();
        log.Info("Hello World!", owner: "me");
        var record = (await inputs.RecordsAsync(1)).Single();
        record.Message.ShouldBe("[TTP_test_logger] Hello World!");
        (record.Level, record["level_name"], record["logger"], record["owner"], record["event"], record["level_number"]).ShouldBe((6, "INFO", "TTP_test_logger", "me", "Hello World!", 20L));
        record["gl2_source_input"].ShouldBe("TTP Logs");
    }

    [Fact]
    public async Task The_readme_s_real_world_example_keeps_the_file_that_the_message_names()
    {
        await using var inputs = new Inputs(Ttp);
        await using var logger = new TTPLogger("test_logger", LoggingVariants.Graylog, "127.0.0.1", inputs.Port(GelfTransport.Tcp), filePath: "/the/logger's", delivery: Delivery);
        var log = logger.Initialise();
        log.error("ValueError: Specified criterion is currently not supported!", file_path: "/path/to/test_script.py", Class: "TestClass", function_name: "test_function");
        log.Info("another");
        var records = await inputs.RecordsAsync(2);
        (records[0].Level, records[0]["file_path"], records[0]["Class"], records[0]["function_name"]).ShouldBe((3, "/path/to/test_script.py", "TestClass", "test_function"));
        records[1]["file_path"].ShouldBe("/the/logger's");
    }

    [Fact]
    public async Task The_readme_s_sysmetric_example_probes_until_it_is_terminated()
    {
        await using var inputs = new Inputs(new GelfInputSettings("Sysmetrics Logs", GelfTransport.Tcp, 0));
        await using var logger = new SysmetricLogger("test_logger", LoggingVariants.Graylog, "127.0.0.1", inputs.Port(GelfTransport.Tcp), delivery: Delivery);
        Should.Throw<InvalidOperationException>(() => logger.Terminate()).Message.ShouldBe("Attempted to terminate logger SYS_test_logger before initialisation!");
        logger.Track(filePath: "test_path", className: "TestClass", functionName: "test_function", resolution: 0.1);
        logger.IsTracking().ShouldBeTrue();
        logger.Track("other", "other", "other");
        await inputs.RecordsAsync(4);
        logger.Terminate().ShouldBe(0);
        logger.IsTracking().ShouldBeFalse();
        logger.Terminate().ShouldBe(-42);
        await logger.DisposeAsync();
        var records = inputs.Records;
        records[^3].Message.ShouldBe("[SYS_test_logger] Sysmetric operations stopped.");
        records[^2].Message.ShouldBe("[SYS_test_logger] Tracking terminated with exit code 0");
        (records[^1].Message, records[^1].Level).ShouldBe(("[SYS_test_logger] Attempted to terminate in non-tracking state. Command skipped.", 4));
        foreach (var probe in records.SkipLast(3))
        {
            probe.Message.ShouldBe("[SYS_test_logger] Probed system's hardware usage successfully.");
            (probe["ID_path"], probe["ID_class"], probe["ID_function"], probe["resolution"]).ShouldBe(("test_path", "TestClass", "test_function", 0.1));
        }

        // Every message has the values.
        string[] integers = ["memory_total", "memory_available", "memory_used", "memory_free", "disk_read_counter", "disk_write_counter", "disk_read_bytes", "disk_write_bytes", "net_bytes_sent", "net_bytes_recv", "net_packets_sent", "net_packets_recv"];
        foreach (var record in records)
        {
            foreach (var name in integers)
                record[name].ShouldBeOfType<long>($"{name} of {record.Line}").ShouldBeGreaterThanOrEqualTo(0);
            Convert.ToDouble(record["cpu_percent"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(0, 100);
        }

        records.Skip(1).ShouldAllBe(r => (long)r["net_bytes_sent"]! >= (long)records[0]["net_bytes_sent"]!);
    }

    [Fact]
    public async Task Initialise_begins_once_and_uses_one_connection()
    {
        await using var inputs = new Inputs(Ttp);
        await using var logger = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", inputs.Port(GelfTransport.Tcp), delivery: Delivery);
        logger.IsInitialised().ShouldBeFalse();
        for (var i = 0; i < 3; i++)
            logger.Initialise().Info($"{i}");
        logger.IsInitialised().ShouldBeTrue();
        (await inputs.RecordsAsync(3)).Select(r => r["event"]).ShouldBe(["0", "1", "2"]);
        inputs.Records.Select(r => r["gl2_remote_port"]).Distinct().Count().ShouldBe(1);
        await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Delivered == 3), "all are acknowledged");
        logger.Account.ShouldBe(new DeliveryAccount(3, 3, 0, 0));
    }

    [Fact]
    public void Roles_have_their_prefixes_and_ports_and_a_given_port_wins()
    {
        RoleLogger[] loggers = [new SysmetricLogger("x"), new DirectorLogger("x"), new TTPLogger("x"), new WorkerLogger("x"), new WorkerLogger("x", port: 1)];
        loggers.Select(l => (l.Name, l.Port)).ShouldBe([("SYS_x", 9100), ("DIR_x", 9200), ("TTP_x", 9300), ("WKR_x", 9400), ("WKR_x", 1)]);
        Should.Throw<ArgumentException>(() => new DirectorLogger("x", "syslog")).Message.ShouldContain("'syslog' is no logging variant");
        Should.Throw<ArgumentException>(() => new DirectorLogger("x", "graylog")).Message.ShouldContain("needs a server");
    }

    [Fact]
    public void Levels_filters_and_censored_keys_hold_before_anything_is_sent()
    {
        using var logger = new DirectorLogger(
            "x",
            LoggingVariants.Test,
            loggingLevel: LogLevel.Warning,
            filterFunctions: [(l, method, fields) => (string)fields["event"]! == "drop" ? null : fields, (l, method, fields) => new Dictionary<string, object?>(fields) { ["method"] = method, ["of"] = l.Name }],
            censorKeys: ["password", "pin", "absent"],
            debuggingFields: true);
        logger.Log.Info("too low");
        logger.Log.Warning("drop");
        logger.Log.Error("kept", ("password", "secret"), ("pin", 0), ("nothing", null));
        logger.Log.Exception(new InvalidOperationException("broken"), "failed");
        logger.Captured.Count.ShouldBe(2);
        var kept = logger.Captured[0];
        (kept["event"], kept["level"], kept["level_number"], kept["method"], kept["of"], kept["password"], kept["pin"]).ShouldBe(("kept", "error", 40, "error", "DIR_x", "*CENSORED*", "*CENSORED*"));
        kept["pid"].ShouldBe(Environment.ProcessId);
        ((string)logger.Captured[1]["exception"]!).ShouldContain("broken");
        Should.Throw<ArgumentException>(() => logger.Initialise().Error(5, owner: "me")).Message.ShouldContain("takes a text and fields by name");
    }

    [Fact]
    public async Task Values_of_all_kinds_keep_their_kind()
    {
        await using var inputs = new Inputs(Ttp);
        await using var logger = new TTPLogger("x", LoggingVariants.Graylog, "127.0.0.1", inputs.Port(GelfTransport.Tcp), delivery: Delivery);
        logger.Log.Info("v", ("flag", true), ("real", 1.5), ("whole", 7), ("nan", double.NaN), ("list", new[] { 1, 2 }), ("map", new Dictionary<string, object> { ["a"] = 1 }), ("object", new { A = 1, B = "x" }), ("id", "mine"), ("empty", ""), ("none", null),
            ("when", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        var record = (await inputs.RecordsAsync(1)).Single();
        (record["flag"], record["real"], record["whole"], record["nan"], record["id_"], record["when"]).ShouldBe((true, 1.5, 7L, "NaN", "mine", "2026-01-02T03:04:05.0000000Z"));
        (record["list"], record["map"], record["object"]).ShouldBe((new Decoded.Json("[1,2]"), new Decoded.Json("{\"a\":1}"), new Decoded.Json("{\"A\":1,\"B\":\"x\"}")));
        record.Fields.Keys.ShouldNotContain("empty");
        record.Fields.Keys.ShouldNotContain("none");
    }

    [Fact]
    public void A_probe_reads_what_psutil_reads()
    {
        var metrics = new SystemMetrics(device => device is "sda" or "nvme0n1");
        var first = new SystemTexts(
            "cpu  100 0 50 800 50 0 0 0 10 0\ncpu0 1 2 3 4\n",
            "MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    600 kB\nBuffers:          50 kB\nCached:          300 kB\nSReclaimable:     50 kB\n",
            "   8       0 sda 10 0 100 0 20 0 200 0 0 0 0\n   8       1 sda1 9 0 90 0 9 0 90 0 0 0 0\n 259       0 nvme0n1 1 0 10 0 2 0 20 0 0 0 0\n",
            "Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs\n    lo: 100 1 0 0 0 0 0 0 100 1 0 0 0 0 0 0\n  eth0:1000 10 0 0 0 0 0 0 500 5 0 0 0 0 0 0\n");
        var fields = new Dictionary<string, object?>();
        metrics.AddTo(fields, first);
        fields.Select(f => $"{f.Key}={f.Value}").ShouldBe(
        [
            "cpu_percent=0", "memory_total=1024000", "memory_available=614400", "memory_used=512000", "memory_free=102400",
            "disk_read_counter=11", "disk_write_counter=22", "disk_read_bytes=56320", "disk_write_bytes=112640",
            "net_bytes_sent=600", "net_bytes_recv=1100", "net_packets_sent=6", "net_packets_recv=11",
        ]);
        metrics.AddTo(fields, first with { Stat = "cpu  130 0 70 840 60 0 0 0\n" });
        fields["cpu_percent"].ShouldBe(50.0);
    }
}
