using Muster.Driver.Telemetry;
using Muster.Messages.Ranks;
using Muster.Messages.Telemetry;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace Muster.Driver.Tests;

/// <summary>Samples as lines, as bars, and as the screen of `muster top`.</summary>
public sealed class SampleRenderingTests
{
    private static readonly NodeSample Node = new()
    {
        Node = "n1", Load1 = 22.07f, CpuPercent = 51, MemoryBytes = 64L << 30, MemoryAvailableBytes = 32L << 30, DiskRead = 1500,
        Devices = { new DeviceSample { Index = 0, UtilizationPercent = 9 }, new DeviceSample { Index = 1, UtilizationPercent = 100, PowerWatts = 250, Temperature = 61 } },
        Ranks = { new RankSample { Key = new RunKey { Run = 7, Attempt = 1 }, Rank = 3, Pid = 4711, CpuPercent = 99, ResidentBytes = 5 << 20 } },
    };

    [Fact]
    public void A_line_tells_of_the_first_device_and_of_none_where_there_is_none()
    {
        SampleText.Of(Node).ShouldBe("nodename: n1 cpu load average 1 minute: 22.07 device # 0 utilization: 9.00%");
        SampleText.Of(new NodeSample { Node = "n2", Load1 = 29.7f }).ShouldBe("nodename: n2 cpu load average 1 minute: 29.7");
        SampleText.Load(1).ShouldBe("1.0");
    }

    [Fact]
    public void Bars_tell_of_the_load_and_of_every_device()
    {
        BarLines.Of(Node, TimeSpan.FromSeconds(55)).ShouldBe(
        [
            "n1 cpu load avg.:  22%|██▎       | 22.07/100 [00:55]",
            "n1 device 0 util:   9%|▉         | 9/100 [00:55]",
            "n1 device 1 util: 100%|██████████| 100/100 [00:55]",
        ]);
        BarLines.Bar(0).ShouldBe("          ");
        BarLines.Bar(250).ShouldBe("██████████");
        BarLines.Bar(double.NaN).Length.ShouldBe(10);
    }

    [Fact]
    public void The_screen_shows_nodes_devices_and_ranks()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        console.Write(TopScreen.Of([Node], ["n1"], 40));
        var text = output.ToString();
        foreach (var part in new[] { "1 node, 2 GPUs, 1 run, 1 rank;", "n1 (does not answer)", "32G of 64G", "1.5K", "250 W", "61 C", "4711", "5.0M" })
            text.ShouldContain(part);
    }

    [Fact]
    public void The_screen_shows_no_more_ranks_than_there_is_room_for()
    {
        var many = new NodeSample(Node);
        for (var rank = 0; rank < 500; rank++)
            many.Ranks.Add(new RankSample { Key = new RunKey { Run = 8, Attempt = 1 }, Rank = rank, Pid = rank });
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        console.Write(TopScreen.Of([many], [], 24));
        output.ToString().Split('\n').Length.ShouldBeLessThanOrEqualTo(24);
    }
}
