using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Text;
using Muster.Actors.Logs.Gelf;
using Shouldly;
using Xunit;

namespace Muster.Gelf.Tests;

/// <summary>How bytes become messages: frames, chunks, compression, HTTP bodies.</summary>
public sealed class FramingTests
{
    private static readonly IPEndPoint Client = new(IPAddress.Loopback, 1);
    private static readonly IPEndPoint Other = new(IPAddress.Loopback, 2);

    [Fact]
    public void Frames_are_the_same_however_the_bytes_arrive()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var texts = Enumerable.Range(0, random.Next(1, 20)).Select(_ => new string((char)('a' + random.Next(26)), random.Next(0, random.Next(2) == 0 ? 20 : 5000))).ToList();
            var bytes = Encoding.ASCII.GetBytes(string.Join('\0', texts));
            var taker = new Taker();
            var budget = new FrameBudget(1 << 20);
            using (var frames = new NulFrames(1 << 16, budget))
            {
                for (var at = 0; at < bytes.Length;)
                {
                    var length = Math.Min(random.Next(1, 3000), bytes.Length - at);
                    frames.Take(bytes.AsSpan(at, length), taker);
                    at += length;
                }

                frames.End(taker);
            }

            // An empty frame at the very end is none.
            if (texts[^1].Length == 0)
                texts.RemoveAt(texts.Count - 1);
            taker.Frames.ShouldBe(texts, $"seed {seed}");
            budget.Held.ShouldBe(0);
        }
    }

    [Fact]
    public void A_frame_of_exactly_two_mebibytes_is_taken_and_one_byte_more_is_not_and_disturbs_nobody()
    {
        foreach (var step in new[] { 1 << 16, 4 << 20 })
        {
            var taker = new Taker();
            var budget = new FrameBudget(16 << 20);
            using var frames = new NulFrames(NulFrames.MostBytes, budget);
            byte[] bytes = [.. Enumerable.Repeat((byte)'x', NulFrames.MostBytes), 0, .. Enumerable.Repeat((byte)'y', NulFrames.MostBytes + 1), 0, (byte)'z', 0];
            for (var at = 0; at < bytes.Length; at += step)
                frames.Take(bytes.AsSpan(at, Math.Min(step, bytes.Length - at)), taker);
            taker.Frames.Select(f => (f.Length, f[0])).ShouldBe([(NulFrames.MostBytes, 'x'), (1, 'z')]);
            var (reason, begin, size) = taker.Drops.ShouldHaveSingleItem();
            reason.ShouldBe("it is longer than 2097152 bytes");
            begin.Length.ShouldBe(GelfReject.MostBytes);
            size.ShouldBe(NulFrames.MostBytes + 1);
            budget.Held.ShouldBe(0);
        }
    }

    [Fact]
    public void Unfinished_frames_of_all_connections_together_hold_no_more_than_they_may()
    {
        var budget = new FrameBudget(256 * 1024);
        var takers = Enumerable.Range(0, 50).Select(_ => new Taker()).ToList();
        var frames = takers.Select(_ => new NulFrames(NulFrames.MostBytes, budget)).ToList();
        var piece = new byte[32 * 1024].Select(_ => (byte)'x').ToArray();
        for (var i = 0; i < frames.Count; i++)
        {
            frames[i].Take(piece, takers[i]);
            budget.Held.ShouldBeLessThanOrEqualTo(256 * 1024);
        }

        for (var i = 0; i < frames.Count; i++)
            frames[i].Take("\0after\0"u8, takers[i]);
        budget.Held.ShouldBe(0);
        takers.Count(t => t.Drops.Count == 1).ShouldBeGreaterThan(30);
        takers.ShouldAllBe(t => t.Frames.Last() == "after" && t.Frames.Count + t.Drops.Count == 2);
    }

    [Fact]
    public void Chunks_make_a_message_in_any_order_and_twice_is_once()
    {
        var table = new ChunkTable();
        table.Take(Chunk(7, 2, 3, "<2>"), Client, TimeSpan.Zero, out _, out _).ShouldBe(ChunkResult.Waiting);
        table.Take(Chunk(7, 0, 3, "<0>"), Client, TimeSpan.Zero, out _, out _).ShouldBe(ChunkResult.Waiting);
        table.Take(Chunk(7, 2, 3, "<2>"), Client, TimeSpan.Zero, out _, out _).ShouldBe(ChunkResult.Duplicate);
        table.Take(Chunk(7, 1, 3, "<1>"), Client, TimeSpan.Zero, out var whole, out _).ShouldBe(ChunkResult.Whole);
        Encoding.ASCII.GetString(whole).ShouldBe("<0><1><2>");
        table.Bytes.ShouldBe(0);
        table.Take(Chunk(7, 1, 3, "late"), Client, TimeSpan.FromSeconds(1), out _, out _).ShouldBe(ChunkResult.Duplicate);
        table.Expire(TimeSpan.FromSeconds(20)).ShouldBeEmpty();
        table.IsWaiting.ShouldBeFalse();
    }

    [Fact]
    public void Messages_of_several_clients_interleave_even_when_their_ids_are_the_same()
    {
        var table = new ChunkTable();
        table.Take(Chunk(7, 0, 2, "a"), Client, TimeSpan.Zero, out _, out _).ShouldBe(ChunkResult.Waiting);
        table.Take(Chunk(7, 0, 2, "b"), Other, TimeSpan.Zero, out _, out _).ShouldBe(ChunkResult.Waiting);
        table.Take(Chunk(8, 0, 1, "c"), Other, TimeSpan.Zero, out var c, out _).ShouldBe(ChunkResult.Whole);
        table.Take(Chunk(7, 1, 2, "A"), Client, TimeSpan.Zero, out var a, out _).ShouldBe(ChunkResult.Whole);
        table.Take(Chunk(7, 1, 2, "B"), Other, TimeSpan.Zero, out var b, out _).ShouldBe(ChunkResult.Whole);
        string.Join(' ', new[] { a, b, c }.Select(Encoding.ASCII.GetString)).ShouldBe("aA bB c");
    }

    [Theory]
    [InlineData(0, 0, "a chunk says it is number 0 of 0")]
    [InlineData(3, 3, "a chunk says it is number 3 of 3")]
    [InlineData(0, 129, "a chunk says it is number 0 of 129")]
    [InlineData(200, 255, "a chunk says it is number 200 of 255")]
    public void Impossible_chunks_are_rejected(int number, int count, string reason)
    {
        var table = new ChunkTable();
        table.Take(Chunk(7, number, count, "x"), Client, TimeSpan.Zero, out _, out var told).ShouldBe(ChunkResult.Rejected);
        told.ShouldBe(reason);
        table.IsWaiting.ShouldBeFalse();
    }

    [Fact]
    public void Chunks_that_contradict_each_other_have_no_content_or_are_too_many_are_rejected()
    {
        var table = new ChunkTable(mostMessages: 2, mostBytes: 100);
        table.Take(Chunk(1, 0, 3, "x"), Client, TimeSpan.Zero, out _, out _).ShouldBe(ChunkResult.Waiting);
        table.Take(Chunk(1, 1, 4, "x"), Client, TimeSpan.Zero, out _, out var contradiction).ShouldBe(ChunkResult.Rejected);
        contradiction.ShouldBe("a chunk says there are 4 of them, an earlier one said 3");
        table.Take(Chunk(1, 1, 3, ""), Client, TimeSpan.Zero, out _, out var empty).ShouldBe(ChunkResult.Rejected);
        empty.ShouldBe("a chunk has no content");
        table.Take(Chunk(2, 0, 3, new string('x', 150)), Client, TimeSpan.Zero, out _, out var large).ShouldBe(ChunkResult.Rejected);
        large.ShouldBe("messages that wait for chunks hold as much as they may");
        table.Take(Chunk(3, 0, 3, "x"), Client, TimeSpan.Zero, out _, out var many).ShouldBe(ChunkResult.Rejected);
        many.ShouldBe("2 messages wait for chunks already");
        table.Expire(TimeSpan.FromSeconds(4.9)).ShouldBeEmpty();
        var lost = table.Expire(TimeSpan.FromSeconds(5));
        lost.Select(l => l.Reason).ShouldBe(["1 of its 3 chunks came within 5 s", "0 of its 3 chunks came within 5 s"]);
        table.Bytes.ShouldBe(0);
        table.Take(Chunk(1, 1, 3, "late"), Client, TimeSpan.FromSeconds(5), out _, out _).ShouldBe(ChunkResult.Waiting);
    }

    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Gzip_and_zlib_are_known_by_their_first_bytes(CompressionLevel level)
    {
        foreach (var packing in new[] { Packing.Gzip, Packing.Zlib })
        {
            var packed = Pack(Encoding.UTF8.GetBytes(DecoderTests.SynergosFrame), packing, level);
            Inflation.Sniff(packed).ShouldBe(packing);
            var inflated = new ArrayBufferWriter<byte>();
            Inflation.TryInflate(packed, packing, inflated).ShouldBeNull();
            Encoding.UTF8.GetString(inflated.WrittenSpan).ShouldBe(DecoderTests.SynergosFrame);
        }

        Inflation.Sniff("{}"u8).ShouldBe(Packing.Plain);
        Inflation.Sniff([0x78, 0x79]).ShouldBe(Packing.Plain);
        Inflation.Sniff([0x1e, 0x0f]).ShouldBe(Packing.Chunk);
        Inflation.Sniff([0x1f]).ShouldBe(Packing.Plain);
    }

    [Fact]
    public void A_bomb_ends_at_its_bound_and_damage_is_told()
    {
        foreach (var packing in new[] { Packing.Gzip, Packing.Zlib })
        {
            var inflated = new ArrayBufferWriter<byte>();
            var bomb = Pack(new byte[64 * 1024 * 1024], packing, CompressionLevel.Optimal);
            bomb.Length.ShouldBeLessThan(100_000);
            Inflation.TryInflate(bomb, packing, inflated).ShouldBe("it is larger than 8388608 bytes when inflated");
            inflated.WrittenCount.ShouldBeLessThan(9 * 1024 * 1024);
            var damaged = Pack(Encoding.UTF8.GetBytes(DecoderTests.SynergosFrame), packing, CompressionLevel.Optimal);
            damaged.AsSpan(12, 8).Fill(0xff);
            Inflation.TryInflate(damaged, packing, inflated).ShouldBe($"its {packing.ToString().ToLowerInvariant()} data is damaged");
            Inflation.TryInflate(damaged.AsMemory(0, 4), packing, inflated).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("{\n \"a\":1\n}\n", "{\n \"a\":1\n}")]
    [InlineData("{\"a\":1}\n{\"b\":\"}\\\"{\"}\r\n\n{\"c\":[{}]}", "{\"a\":1}|{\"b\":\"}\\\"{\"}|{\"c\":[{}]}")]
    [InlineData("[{\"a\":1}, {\"b\":2}\n,{\"c\":3},]", "{\"a\":1}|{\"b\":2}|{\"c\":3}")]
    [InlineData("nonsense\n{\"a\":1}", "nonsense|{\"a\":1}")]
    [InlineData("{\"a\":\n{\"b\":2}", "{\"a\":|{\"b\":2}")]
    [InlineData("  \r\n", "")]
    [InlineData("[]", "")]
    public void A_body_holds_one_message_or_many(string body, string messages)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        string.Join('|', BulkSplit.Messages(bytes).Select(r => Encoding.UTF8.GetString(bytes.AsSpan()[r]))).ShouldBe(messages);
    }

    [Theory]
    [InlineData("POST /gelf HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\n", "POST /gelf 12 True False")]
    [InlineData("POST /gelf?a=b HTTP/1.0\nContent-Length: 12\n\n", "POST /gelf 12 False False")]
    [InlineData("POST /gelf HTTP/1.1\r\ntransfer-encoding: CHUNKED\r\nConnection: close\r\nExpect: 100-Continue\r\n\r\n", "POST /gelf -1 False True")]
    [InlineData("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / 0 True False")]
    [InlineData("POST /gelf HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", null)]
    [InlineData("POST /gelf HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", null)]
    [InlineData("POST /gelf HTTP/1.1\r\nContent-Length: -1\r\n\r\n", null)]
    [InlineData("POST /gelf HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", null)]
    [InlineData("POST /gelf HTTP/2\r\n\r\n", null)]
    [InlineData("{\"short_message\":\"m\"}\r\n\r\n", null)]
    [InlineData("POST /gelf HTTP/1.1\r\nnonsense\r\n\r\n", null)]
    public void A_head_is_understood_or_is_none(string text, string? line)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        HttpHead.EndOf(bytes).ShouldBe(bytes.Length);
        var head = HttpHead.Parse(bytes);
        (head is null ? null : $"{head.Method} {head.Path} {head.Length} {head.KeepsOpen} {head.WantsContinue}").ShouldBe(line);
    }

    internal static byte[] Chunk(ulong id, int number, int count, string content) => Chunk(id, number, count, Encoding.UTF8.GetBytes(content));

    internal static byte[] Chunk(ulong id, int number, int count, ReadOnlySpan<byte> content) => [0x1e, 0x0f, .. BitConverter.GetBytes(id), (byte)number, (byte)count, .. content];

    internal static byte[] Pack(byte[] bytes, Packing packing, CompressionLevel level)
    {
        var packed = new MemoryStream();
        using (Stream stream = packing == Packing.Gzip ? new GZipStream(packed, level, leaveOpen: true) : new ZLibStream(packed, level, leaveOpen: true))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private sealed class Taker : IFrameTaker
    {
        public List<string> Frames { get; } = [];

        public List<(string Reason, byte[] Begin, long Size)> Drops { get; } = [];

        public void Frame(ReadOnlySpan<byte> frame) => Frames.Add(Encoding.ASCII.GetString(frame));

        public void Dropped(string reason, ReadOnlySpan<byte> begin, long size) => Drops.Add((reason, begin.ToArray(), size));
    }
}
