using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Muster.Actors.Logs.Gelf;
using Muster.Messages;
using Shouldly;
using Xunit;

namespace Muster.Gelf.Tests;

/// <summary>Inputs with real sockets.</summary>
public sealed class InputTests
{
    private static readonly GelfInputSettings Tcp = new("Test Logs", GelfTransport.Tcp, 0);
    private static readonly GelfInputSettings Udp = new("Test Logs", GelfTransport.Udp, 0);
    private static readonly GelfInputSettings Http = new("HTTP Logs", GelfTransport.Http, 0);
    private static readonly GelfInputSettings Tls = new("TLS Logs", GelfTransport.Tls, 0);

    [Fact]
    public async Task Messages_come_over_tcp_in_order_and_a_bad_one_closes_nothing()
    {
        await using var inputs = new Inputs(Tcp);
        using var client = await inputs.ConnectAsync();
        using var other = await inputs.ConnectAsync();
        await client.GetStream().WriteAsync((byte[])[.. Inputs.Frame("one"), .. "nonsense"u8, 0, .. Inputs.Frame("two"), .. Inputs.Message("half")]);
        await other.GetStream().WriteAsync(Inputs.Frame("other"));
        await inputs.RecordsAsync(4);
        await client.GetStream().WriteAsync((byte[])[0, .. Inputs.Message("last without delimiter")]);
        client.Client.Shutdown(SocketShutdown.Send);
        var records = await inputs.RecordsAsync(6);
        records.Where(r => r["gl2_reject"] is null && r.Message != "other").Select(r => r.Message).ShouldBe(["one", "two", "half", "last without delimiter"]);
        records.Single(r => r["gl2_reject"] is not null)["bytes"].ShouldBe("nonsense");
        records.ShouldAllBe(r => (string)r["gl2_remote_ip"]! == "127.0.0.1" && (string)r["gl2_source_input"]! == "Test Logs");
        records.First(r => r.Message == "other")["gl2_remote_port"].ShouldBe((long)((IPEndPoint)other.Client.LocalEndPoint!).Port);
        var state = await inputs.LookAsync(GelfTransport.Tcp);
        (state.Counters.Accepted, state.Counters.Rejected).ShouldBe((5, 1));
    }

    [Fact]
    public async Task Datagrams_come_plain_packed_and_in_chunks()
    {
        await using var inputs = new Inputs(Udp);
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, inputs.Port(GelfTransport.Udp));
        await client.SendAsync(Inputs.Message("plain"));
        await client.SendAsync(FramingTests.Pack(Inputs.Message("gzip"), Packing.Gzip, CompressionLevel.Optimal));
        await client.SendAsync(FramingTests.Pack(Inputs.Message("zlib"), Packing.Zlib, CompressionLevel.Fastest));
        await client.SendAsync((byte[])[.. Inputs.Message("with a delimiter"), 0x0a]);
        var long1 = Inputs.Message("chunked " + new string('x', 3000));
        var packed = FramingTests.Pack(Inputs.Message("packed " + string.Concat(Enumerable.Range(0, 500))), Packing.Gzip, CompressionLevel.Optimal);
        foreach (var (id, bytes) in new[] { (1UL, long1), (2UL, packed) })
        {
            var parts = bytes.Chunk(700).ToList();
            for (var i = parts.Count - 1; i >= 0; i--)
                await client.SendAsync(FramingTests.Chunk(id, i, parts.Count, parts[i]));
            await client.SendAsync(FramingTests.Chunk(id, 0, parts.Count, parts[0]));
        }

        await client.SendAsync(FramingTests.Pack(new byte[32 * 1024 * 1024], Packing.Zlib, CompressionLevel.Optimal));
        await client.SendAsync(FramingTests.Chunk(3, 5, 2, "x"));
        var records = await inputs.RecordsAsync(8);
        records.Where(r => r["gl2_reject"] is null).Select(r => r.Message.Split(' ')[0]).ShouldBe(["plain", "gzip", "zlib", "with", "chunked", "packed"]);
        records.Where(r => r["gl2_reject"] is not null).Select(r => r["gl2_reject"]).ShouldBe(["it is larger than 8388608 bytes when inflated", "a chunk says it is number 5 of 2"]);
        (await inputs.LookAsync(GelfTransport.Udp)).Counters.Duplicates.ShouldBe(2);
    }

    [Fact]
    public async Task Chunks_that_stay_away_are_a_reject_after_five_seconds()
    {
        await using var inputs = new Inputs(Udp);
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, inputs.Port(GelfTransport.Udp));
        await client.SendAsync(FramingTests.Chunk(9, 0, 2, "begin"));
        var reject = (await inputs.RecordsAsync(1)).Single();
        reject["gl2_reject"].ShouldBe("1 of its 2 chunks came within 5 s");
        reject["bytes"].ShouldBe("begin");
    }

    [Fact]
    public async Task Messages_come_over_http_one_or_many_packed_or_not()
    {
        await using var inputs = new Inputs(Http);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{inputs.Port(GelfTransport.Http)}") };
        async Task<HttpStatusCode> PostAsync(HttpContent content, string path = "/gelf") => (await client.PostAsync(path, content)).StatusCode;
        (await PostAsync(new ByteArrayContent(Inputs.Message("single")))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(new ByteArrayContent([.. Inputs.Message("line1"), 0x0a, .. "bad"u8, 0x0a, .. Inputs.Message("line2")]))).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(new ByteArrayContent([.. "["u8, .. Inputs.Message("array1"), .. ","u8, .. Inputs.Message("array2"), .. "]"u8]))).ShouldBe(HttpStatusCode.Accepted);
        // The header of some clients names both packings whichever it is.
        var packed = new ByteArrayContent(FramingTests.Pack(Inputs.Message("packed"), Packing.Zlib, CompressionLevel.Optimal));
        packed.Headers.ContentEncoding.Add("gzip");
        packed.Headers.ContentEncoding.Add("deflate");
        (await PostAsync(packed)).ShouldBe(HttpStatusCode.Accepted);
        using var pieces = new HttpRequestMessage(HttpMethod.Post, "/gelf") { Content = new StreamContent(new MemoryStream(Inputs.Message("in pieces " + new string('x', 100_000)))) };
        pieces.Headers.TransferEncodingChunked = true;
        pieces.Headers.ExpectContinue = true;
        (await client.SendAsync(pieces)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(new ByteArrayContent([]), "/other")).ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/gelf")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        using var options = new HttpRequestMessage(HttpMethod.Options, "/gelf");
        options.Headers.Add("Origin", "http://page");
        var allowed = await client.SendAsync(options);
        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://page"]);
        (await PostAsync(new ByteArrayContent(new byte[3 * 1024 * 1024]))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var records = await inputs.RecordsAsync(9);
        records.Where(r => r["gl2_reject"] is null).Select(r => r.Message.Split(" x")[0]).ShouldBe(["single", "line1", "line2", "array1", "array2", "packed", "in pieces"]);
        records.Where(r => r["gl2_reject"] is not null).Select(r => (string)r["gl2_reject"]!).ShouldBe(["it is no JSON object", "an HTTP body is larger than 2097152 bytes, or is cut off"]);
    }

    [Fact]
    public async Task What_is_no_http_is_answered_and_kept_as_a_reject()
    {
        await using var inputs = new Inputs(Http);
        using var client = await inputs.ConnectAsync(GelfTransport.Http);
        await client.GetStream().WriteAsync("{\"short_message\":\"m\"}\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 400 Bad Request");
        (await inputs.RecordsAsync(1)).Single()["gl2_reject"].ShouldBe("an HTTP request cannot be understood");
    }

    [Fact]
    public async Task Frames_come_inside_of_tls_and_who_speaks_none_harms_nobody()
    {
        var trust = AccessTrust.Create("test", DateTimeOffset.UtcNow);
        using var pem = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(trust.Certificate, trust.Key);
        await using var inputs = new Inputs(new GelfSettings { Inputs = [Tls], Certificate = pem });
        using var plain = await inputs.ConnectAsync(GelfTransport.Tls);
        await plain.GetStream().WriteAsync(Inputs.Frame("not secret"));
        using var client = await inputs.ConnectAsync(GelfTransport.Tls);
        await using var secure = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync("localhost");
        await secure.WriteAsync((byte[])[.. Inputs.Frame("secret"), .. Inputs.Frame("too")]);
        (await inputs.RecordsAsync(2)).Select(r => r.Message).ShouldBe(["secret", "too"]);
    }

    [Fact]
    public async Task What_the_store_lost_or_refused_comes_again_once_and_in_order()
    {
        await using var inputs = new Inputs(Tcp);
        using var client = await inputs.ConnectAsync();
        inputs.Store.Tell(new Inputs.Refuse(true));
        await client.GetStream().WriteAsync(Inputs.Frame("0"));
        for (var i = 1; i < 3; i++)
        {
            await Task.Delay(60);
            await client.GetStream().WriteAsync(Inputs.Frame($"{i}"));
        }

        inputs.Kept.ShouldBeEmpty();
        inputs.Store.Tell(new Inputs.Refuse(false));
        await inputs.RecordsAsync(3);
        inputs.Store.Tell(new Inputs.Silence(1));
        await client.GetStream().WriteAsync(Inputs.Frame("3"));
        await Task.Delay(60);
        await client.GetStream().WriteAsync(Inputs.Frame("4"));
        (await inputs.RecordsAsync(5)).Select(r => r.Message).ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [Fact]
    public async Task A_slow_store_ends_in_a_full_socket_and_not_in_memory_and_nothing_accepted_is_lost()
    {
        await using var inputs = new Inputs(Tcp);
        inputs.Store.Tell(new Inputs.Refuse(true));
        using var client = await inputs.ConnectAsync();
        client.SendBufferSize = 64 * 1024;
        var frame = Inputs.Frame(new string('x', 2000));
        var block = Enumerable.Repeat(frame, 100).SelectMany(f => f).ToArray();
        var sent = 0;
        var before = GC.GetTotalMemory(true);
        using (var stuck = new CancellationTokenSource())
        {
            try
            {
                while (sent < 2000)
                {
                    stuck.CancelAfter(TimeSpan.FromSeconds(3));
                    await client.GetStream().WriteAsync(block, stuck.Token);
                    sent++;
                }
            }
            catch (OperationCanceledException)
            {
                // The socket is full, as it should be.
            }
        }

        sent.ShouldBeLessThan(300);
        (GC.GetTotalMemory(true) - before).ShouldBeLessThan(64L * 1024 * 1024);
        inputs.Store.Tell(new Inputs.Refuse(false));
        await inputs.RecordsAsync(sent * 100);
    }

    [Fact]
    public async Task Five_thousand_connections_that_wait_cost_little_and_still_work()
    {
        // Both ends are in this process, and each is a descriptor.
        var most = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        var count = most == "unlimited" ? 5000 : Math.Min(5000, (int.Parse(most, System.Globalization.CultureInfo.InvariantCulture) - 1000) / 2);
        await using var inputs = new Inputs(Tcp);
        var before = GC.GetTotalMemory(true);
        var clients = new List<TcpClient>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                clients.Add(await inputs.ConnectAsync());
                if (i % (count / 10) == 0 && i < count / 10 * 10)
                    await clients[i].GetStream().WriteAsync(Inputs.Frame($"{i}"));
            }

            await inputs.RecordsAsync(10);
            await Inputs.EventuallyAsync(async () => (await inputs.LookAsync(GelfTransport.Tcp)).Connections == count, "all are counted");
            ((GC.GetTotalMemory(true) - before) / count).ShouldBeLessThan(16 * 1024);
        }
        finally
        {
            clients.ForEach(c => c.Dispose());
        }

        await Inputs.EventuallyAsync(async () => (await inputs.LookAsync(GelfTransport.Tcp)).Connections == 0, "all are gone");
    }

    [Fact]
    public async Task A_taken_port_is_told_and_another_one_listens_instead()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var inputs = new Inputs(Tcp with { Port = port }, Udp);
        var state = inputs.State.Inputs[0];
        state.Port.ShouldNotBe(port);
        state.Fault.ShouldContain($"port {port} cannot be had");
        inputs.State.Inputs[1].Fault.ShouldBeEmpty();
        using var client = await inputs.ConnectAsync();
        await client.GetStream().WriteAsync(Inputs.Frame("here"));
        (await inputs.RecordsAsync(1)).Single().Message.ShouldBe("here");
    }

    [Fact]
    public async Task A_successor_listens_first_and_what_was_sent_to_the_one_before_is_stored()
    {
        await using var first = new Inputs(Tcp, Udp);
        int[] ports = [first.Port(GelfTransport.Tcp), first.Port(GelfTransport.Udp)];
        using var old = await first.ConnectAsync();
        await old.GetStream().WriteAsync(Inputs.Frame("before"));
        await first.RecordsAsync(1);
        await using var second = new Inputs(new GelfSettings { Inputs = [Tcp with { Port = ports[0] }, Udp with { Port = ports[1] }], TakenOver = ports });
        second.State.Inputs.Select(i => i.Port).ShouldBe(ports);
        second.State.Inputs.ShouldAllBe(i => i.Fault.Length == 0);
        await old.GetStream().WriteAsync(Inputs.Frame("during"));
        var drained = await first.Actor.Ask<GelfDrained>(new DrainGelf(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(20));
        drained.Unstored.ShouldBe(0);
        first.Records.Select(r => r.Message).ShouldBe(["before", "during"]);
        // Only the successor is there now.
        for (var i = 0; i < 20; i++)
        {
            using var client = await second.ConnectAsync();
            await client.GetStream().WriteAsync(Inputs.Frame($"{i}"));
        }

        await second.RecordsAsync(20);
    }
}
