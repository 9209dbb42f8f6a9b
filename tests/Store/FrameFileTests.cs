using System.Text;
using Muster.Actors.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class FrameFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_checksum_is_crc32c()
    {
        Crc32C.Of("123456789"u8).ShouldBe(0xE3069283u);
        Crc32C.Of([]).ShouldBe(0u);
    }

    [Fact]
    public void Frames_come_back_in_order_and_are_found_by_their_offset()
    {
        long second;
        using (var file = FrameFile.TryCreate(_directory["f"])!)
        {
            file.Append("one"u8);
            second = file.Append("two"u8);
            file.Append("three"u8);
            Encoding.UTF8.GetString(file.ReadAt(second)).ShouldBe("two");
        }

        ReadAll(_directory["f"]).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void Only_one_creates_a_file()
    {
        using var first = FrameFile.TryCreate(_directory["f"]);
        first.ShouldNotBeNull();
        FrameFile.TryCreate(_directory["f"]).ShouldBeNull();
    }

    [Fact]
    public void A_frame_that_gets_smaller_is_compressed_and_comes_back_the_same()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i} {i}.5\n")));
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        using var file = FrameFile.TryCreate(_directory["f"])!;
        var first = file.Append(lines);
        var second = file.Append(noise);
        second.ShouldBeLessThan(lines.Length / 2);
        file.ReadAt(first).ShouldBe(lines);
        file.ReadAt(second).ShouldBe(noise);
    }

    [Fact]
    public void A_tail_torn_at_any_byte_ends_the_file()
    {
        var whole = _directory["whole"];
        using (var file = FrameFile.TryCreate(whole)!)
        {
            file.Append("first frame"u8);
            file.Append("second frame"u8);
        }
        var bytes = File.ReadAllBytes(whole);
        var firstEnds = 8 + "first frame".Length;
        for (var length = firstEnds; length < bytes.Length; length++)
        {
            var torn = _directory[$"torn-{length}"];
            File.WriteAllBytes(torn, bytes[..length]);
            using var file = FrameFile.OpenRead(torn, long.MaxValue, (_, _) => { });
            file.Length.ShouldBe(firstEnds);
            File.ReadAllBytes(torn).Length.ShouldBe(length);
        }
    }

    [Fact]
    public void A_tail_of_zeros_ends_the_file()
    {
        var path = _directory["zeros"];
        using (var file = FrameFile.TryCreate(path)!)
            file.Append("one"u8);
        using (var stream = new FileStream(path, FileMode.Append))
            stream.Write(new byte[4096]);

        ReadAll(path).ShouldBe(["one"]);
    }

    [Fact]
    public void Damage_in_the_middle_is_no_torn_tail_and_says_where()
    {
        var path = _directory["damaged"];
        using (var file = FrameFile.TryCreate(path)!)
        {
            file.Append("one"u8);
            file.Append("two"u8);
        }
        var bytes = File.ReadAllBytes(path);
        bytes[9] ^= 1;
        File.WriteAllBytes(path, bytes);

        Should.Throw<InvalidDataException>(() => ReadAll(path)).Message.ShouldContain("byte 0");
    }

    [Fact]
    public void A_file_of_something_else_is_refused()
    {
        var path = _directory["foreign"];
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)0xee, 10_000)]);

        Should.Throw<InvalidDataException>(() => ReadAll(path)).Message.ShouldContain("Move it away");
    }

    private static List<string> ReadAll(string path)
    {
        var read = new List<string>();
        FrameFile.OpenRead(path, long.MaxValue, (_, payload) => read.Add(Encoding.UTF8.GetString(payload))).Dispose();
        return read;
    }
}
