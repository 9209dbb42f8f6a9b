using System.Text;
using Muster.Actors.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

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
    public void Frames_come_back_in_order_after_a_restart()
    {
        var path = _directory["f"];
        long second;
        using (var file = FrameFile.OpenOrCreate(path, (_, _) => { }))
        {
            file.Append("one"u8);
            second = file.Append("two"u8);
        }

        ReadAll(path).ShouldBe(["one", "two"]);
        using var again = FrameFile.OpenOrCreate(path, (_, _) => { });
        again.BytesCut.ShouldBe(0);
        again.Append("three"u8);
        Encoding.UTF8.GetString(again.ReadAt(second)).ShouldBe("two");
        ReadAll(path).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void A_tail_torn_at_any_byte_is_cut_and_writing_goes_on()
    {
        var whole = _directory["whole"];
        using (var file = FrameFile.OpenOrCreate(whole, (_, _) => { }))
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
            using (var file = FrameFile.OpenOrCreate(torn, (_, _) => { }))
            {
                file.BytesCut.ShouldBe(length - firstEnds);
                file.Append("new"u8);
            }
            ReadAll(torn).ShouldBe(["first frame", "new"]);
        }
    }

    [Fact]
    public void A_tail_of_zeros_is_cut()
    {
        var path = _directory["zeros"];
        using (var file = FrameFile.OpenOrCreate(path, (_, _) => { }))
            file.Append("one"u8);
        using (var stream = new FileStream(path, FileMode.Append))
            stream.Write(new byte[4096]);

        using var again = FrameFile.OpenOrCreate(path, (_, _) => { });
        again.BytesCut.ShouldBe(4096);
    }

    [Fact]
    public void Damage_in_the_middle_is_no_torn_tail_and_says_where()
    {
        var path = _directory["damaged"];
        using (var file = FrameFile.OpenOrCreate(path, (_, _) => { }))
        {
            file.Append("one"u8);
            file.Append("two"u8);
        }
        var bytes = File.ReadAllBytes(path);
        bytes[9] ^= 1;
        File.WriteAllBytes(path, bytes);

        Should.Throw<InvalidDataException>(() => FrameFile.OpenOrCreate(path, (_, _) => { })).Message.ShouldContain("byte 0");
        File.ReadAllBytes(path).ShouldBe(bytes);
    }

    [Fact]
    public void A_file_of_something_else_is_left_alone()
    {
        var path = _directory["foreign"];
        var bytes = Enumerable.Repeat((byte)0xee, 1000).ToArray();
        File.WriteAllBytes(path, bytes);

        Should.Throw<InvalidDataException>(() => FrameFile.OpenOrCreate(path, (_, _) => { })).Message.ShouldContain("Move it away");
        File.ReadAllBytes(path).ShouldBe(bytes);
    }

    private static List<string> ReadAll(string path)
    {
        var read = new List<string>();
        FrameFile.ReadAll(path, (_, payload) => read.Add(Encoding.UTF8.GetString(payload))).ShouldBe(0);
        return read;
    }
}
