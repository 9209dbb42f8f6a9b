using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public sealed class KnownLibrariesTests : IDisposable
{
    private readonly string _program = Path.GetTempFileName();
    private readonly HandClock _time = new();

    public void Dispose() => File.Delete(_program);

    [Fact]
    public void A_program_is_looked_at_again_when_it_was_written_anew_and_after_some_seconds()
    {
        var libraries = new KnownLibraries(_time);
        File.Copy("/bin/true", _program, overwrite: true);
        var known = libraries.Of(_program, null);
        known.Flavor.ShouldBe(MpiFlavor.None);
        libraries.Of(_program, null).ShouldBeSameAs(known);
        libraries.Of(_program, "/opt/lib").ShouldNotBeSameAs(known);

        _time.Now = TimeSpan.FromSeconds(6);
        libraries.Of(_program, null).ShouldNotBeSameAs(known);

        File.WriteAllText(_program, "#!/bin/sh\n");
        libraries.Of(_program, null).Flavor.ShouldBe(MpiFlavor.Auto);
        File.Delete(_program);
        libraries.Of(_program, null).Flavor.ShouldBe(MpiFlavor.Auto);
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
