using Muster.Actors.Ranks.Io;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class WardenWireTests
{
    [Fact]
    public void A_NUL_in_an_argument_is_refused()
    {
        var request = new SpawnRequest { Id = 1, Group = 1, Program = "/bin/true", Arguments = ["a\0b"], Environment = [], Directory = "/" };
        Should.Throw<ArgumentException>(() => WardenWire.Spawn(request)).Message.ShouldContain("NUL");
    }

    [Fact]
    public void No_event_of_whatever_bytes_makes_the_reader_throw()
    {
        var random = new Random(3);
        var bytes = new byte[64];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            WardenWire.ReadEvent((ushort)random.Next(60, 75), bytes.AsSpan(0, random.Next(bytes.Length)));
            WardenWire.TryReadHeader(bytes, out var length, out _, out var descriptors);
            if (length <= WardenWire.MaxBody)
                descriptors.ShouldBeGreaterThanOrEqualTo(0);
        }
    }
}
