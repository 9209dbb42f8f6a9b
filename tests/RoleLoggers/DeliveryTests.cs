using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Muster.Actors.Logs.Gelf;
using Muster.Gelf.Tests;
using Serilog;
using Shouldly;
using Xunit;

namespace Muster.RoleLoggers.Tests;

/// <summary>What becomes of messages when the server is away, slow, another one, or goes in the middle.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muster-loggers-");

    private string SpoolFolder => Path.Combine(_folder.FullName, "spool");

    private Delivery Delivery => new() { SpoolFolder = SpoolFolder, Acknowledged = true, EndPatience = TimeSpan.FromSeconds(30) };

    public void Dispose() => _folder.Delete(recursive: true);

    private static GelfInputSettings Input(int port = 0) => new("Test Logs", GelfTransport.Tcp, port);

    [Fact]
    public async Task A_server_that_is_lost_again_and_again_has_every_message_once_and_in_order()
    {
        const int count = 3000;
        var memory = new Inputs.Memory();
        using var held = new HeldPort();
        var port = held.Number;
        var inputs = new Inputs(Shared(port), memory);
        await using (var logger = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", port, delivery: Delivery))
        {
            for (var i = 0; i < count; i++)
            {
                logger.Log.Info("m", ("n", i));
                if (i % 1000 == 500)
                {
                    var atLeast = i - 400;
                    await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Delivered > atLeast), "some are acknowledged");
                    // The store's answers are lost too, now and then.
                    inputs.Store.Tell(new Inputs.Silence(1));
                    await inputs.DisposeAsync();
                    inputs = new Inputs(Shared(port), memory);
                }
            }

            await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Delivered == count), "all are acknowledged", 60);
            logger.Account.Dropped.ShouldBe(0);
        }

        inputs.Records.Select(r => r["n"]).ShouldBe(Enumerable.Range(0, count).Select(i => (object)(long)i));
        await inputs.DisposeAsync();
        Directory.GetFiles(SpoolFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_server_took_is_sent_by_the_next_process_with_the_logger()
    {
        using var held = new HeldPort();
        var port = held.Number;
        await using (var logger = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", port, delivery: Delivery with { EndPatience = TimeSpan.FromMilliseconds(200) }))
        {
            for (var i = 0; i < 100; i++)
                logger.Log.Info("m", ("n", i));
        }

        var left = Directory.GetFiles(SpoolFolder).ShouldHaveSingleItem();
        // A message that was being written when its process was killed.
        await File.AppendAllTextAsync(left, "{\"short_mess");
        await using var inputs = new Inputs(Shared(port));
        await using (var next = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", port, delivery: Delivery))
        {
            next.Log.Info("m", ("n", 100));
            await inputs.RecordsAsync(101);
            await Inputs.EventuallyAsync(() => Task.FromResult(next.Account.Delivered == 101), "all are acknowledged");
        }

        inputs.Records.Select(r => r["n"]).ShouldBe(Enumerable.Range(0, 101).Select(i => (object)(long)i));
        Directory.GetFiles(SpoolFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_never_waits_and_what_has_no_room_is_counted()
    {
        var delivery = Delivery with { SpoolBytes = 100_000, EndPatience = TimeSpan.FromMilliseconds(100) };
        using var held = new HeldPort();
        await using var logger = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", held.Number, delivery: delivery);
        const int count = 5000;
        for (var i = 0; i < count; i++)
            logger.Log.Info("m", ("n", i));
        await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Dropped > 0), "the spool is full");
        await logger.DisposeAsync();
        var account = logger.Account;
        (account.Posted, account.Delivered).ShouldBe((count, 0));
        account.Waiting.ShouldBeGreaterThan(100);
        (account.Waiting + account.Dropped).ShouldBe(count);
        new FileInfo(Directory.GetFiles(SpoolFolder).ShouldHaveSingleItem()).Length.ShouldBeLessThanOrEqualTo(100_000);
    }

    [Fact]
    public async Task A_server_that_acknowledges_nothing_is_given_plain_gelf()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var logger = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, delivery: Delivery with { Acknowledged = false });
        logger.Log.Info("one");
        logger.Log.Info("two");
        using var server = await listener.AcceptTcpClientAsync();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (text.ToString().Count(c => c == '\0') < 2)
            text.Append(Encoding.UTF8.GetString(buffer, 0, await server.GetStream().ReadAsync(buffer)));
        var frames = text.ToString().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        frames.Length.ShouldBe(2);
        frames[0].ShouldStartWith("{\"version\":\"1.1\",\"host\":");
        frames[0].ShouldContain("\"short_message\":\"[WKR_w] one\"");
        await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Delivered == 2), "both are written");
    }

    [Fact]
    public async Task Another_server_that_knows_nothing_of_the_one_before_gets_what_is_left()
    {
        using var held = new HeldPort();
        var port = held.Number;
        var first = new Inputs(Shared(port));
        await using var logger = new WorkerLogger("w", LoggingVariants.Graylog, "127.0.0.1", port, delivery: Delivery);
        logger.Log.Info("first");
        await first.RecordsAsync(1);
        await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Delivered == 1), "it is acknowledged");
        await first.DisposeAsync();
        await using var second = new Inputs(Shared(port));
        logger.Log.Info("second");
        (await second.RecordsAsync(1)).Single()["event"].ShouldBe("second");
        await Inputs.EventuallyAsync(() => Task.FromResult(logger.Account.Delivered == 2), "it is acknowledged");
    }

    [Fact]
    public async Task Any_serilog_logger_can_write_to_it()
    {
        await using var inputs = new Inputs(Input());
        await using (var serilog = new LoggerConfiguration().Enrich.WithProperty("app", "mine").WriteTo.Gelf("127.0.0.1", inputs.Port(GelfTransport.Tcp), "app", delivery: Delivery).CreateLogger())
            serilog.Error(new InvalidOperationException("broken"), "Step {Step} of {@Job} failed", 3, new { Id = 7 });
        var record = (await inputs.RecordsAsync(1)).Single();
        record.Message.ShouldStartWith("Step 3 of ");
        (record.Level, record["Step"], record["Job"], record["app"]).ShouldBe((3, 3L, new Decoded.Json("{\"Id\":7}"), "mine"));
        ((string)record["exception"]!).ShouldContain("broken");
    }

    private static GelfSettings Shared(int port) => new() { Inputs = [Input(port)], TakenOver = [port] };

    /// <summary>A port that nobody else gets meanwhile, and on which nobody listens but inputs that share it.</summary>
    private sealed class HeldPort : IDisposable
    {
        private const int SolSocket = 1;
        private const int SoReusePort = 15;

        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public HeldPort()
        {
            _socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public void Dispose() => _socket.Dispose();
    }
}
