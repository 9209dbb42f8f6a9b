using Muster.Actors.Ranks;
using Muster.Actors.Telemetry;
using Muster.Actors.Telemetry.Devices;
using Muster.EndToEnd.Tests;
using Muster.Messages.Telemetry;
using Shouldly;
using Xunit;

namespace Muster.Tests.Telemetry;

/// <summary>GPUs by a library that stands in for NVIDIA's, and by files as AMD's driver shows them.</summary>
public sealed class DeviceTests : IDisposable
{
    private const string Two = "GPU-a 37 1024 4096 70500 41 0 0\nGPU-b 0 5 4096 0 0 4711 512\n";

    private readonly string _root = Directory.CreateTempSubdirectory("muster-devices").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_library_tells_utilization_memory_power_temperature_and_processes()
    {
        using var fake = await FakeNvml.BuildAsync();
        fake.Devices = Two;
        using var reader = NvidiaDevices.TryOpen(fake.Library)!;
        var sample = Read(reader, 1);
        sample.Trouble.ShouldBeEmpty();
        sample.Devices.ShouldBe(
        [
            new DeviceSample { Index = 0, Id = "GPU-a", Vendor = "nvidia", Model = "Stand-in", UtilizationPercent = 37, MemoryUsedBytes = 1024, MemoryBytes = 4096, PowerWatts = 70.5f, Temperature = 41 },
            new DeviceSample
            {
                Index = 1, Id = "GPU-b", Vendor = "nvidia", Model = "Stand-in", MemoryUsedBytes = 5, MemoryBytes = 4096, Processes = { new DeviceProcess { Pid = 4711, MemoryBytes = 512 } },
            },
        ]);
    }

    [Fact]
    public async Task A_library_that_fails_is_told_of_and_tried_again()
    {
        using var fake = await FakeNvml.BuildAsync();
        using var reader = NvidiaDevices.TryOpen(fake.Library)!;
        var sample = Read(reader, 1);
        sample.Devices.ShouldBeEmpty();
        sample.Trouble.ShouldBe(["NVIDIA's management library cannot be started: Driver Not Loaded"]);
        fake.Devices = Two;
        // Not at every sample: to ask a driver that is not there takes time.
        Read(reader, 2).Trouble.Count.ShouldBe(1);
        sample = Read(reader, 31_000_000);
        sample.Trouble.ShouldBeEmpty();
        sample.Devices.Count.ShouldBe(2);

        fake.Devices = Two.Replace(" 37 ", " -1 ", StringComparison.Ordinal);
        sample = Read(reader, 32_000_000);
        sample.Trouble.ShouldBe(["GPU 0 does not tell its utilization: Unknown Error"]);
        sample.Devices.Count.ShouldBe(2);
        fake.Devices = "GPU-a 10 1 2 3 4 0 0\n";
        Read(reader, 33_000_000).Trouble.ShouldBe(["GPU 1 does not tell its utilization: GPU is lost"]);
    }

    [Fact]
    public void A_machine_without_the_library_has_no_such_devices() => NvidiaDevices.TryOpen("libno-such-library.so.1").ShouldBeNull();

    [Fact]
    public void The_files_of_AMD_s_driver_tell_the_same()
    {
        Card("card1", "0000:43:00.0", "0x1002", busy: "88", watts: "250000000");
        Card("card0", "0000:83:00.0", "0x1002", busy: "7", watts: null);
        Card("card2", "0000:03:00.0", "0x1a03", busy: "0", watts: null);
        Directory.CreateDirectory(Path.Combine(_root, "sys/class/drm/card0-HDMI-A-1"));
        using var sampler = new NodeSampler("n1", new RunningRanks(), _root);
        var devices = sampler.Take(1).Devices.Where(d => d.Vendor == "amd").ToList();
        devices.ShouldBe(
        [
            new DeviceSample { Index = devices[0].Index, Id = "0", Vendor = "amd", Model = "Card", UtilizationPercent = 88, MemoryBytes = 1 << 20, MemoryUsedBytes = 4096, PowerWatts = 250, Temperature = 55 },
            new DeviceSample { Index = devices[0].Index + 1, Id = "1", Vendor = "amd", Model = "Card", UtilizationPercent = 7, MemoryBytes = 1 << 20, MemoryUsedBytes = 4096, Temperature = 55 },
        ]);
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Hosts_that_find_the_library_print_its_first_device()
    {
        using var fake = await FakeNvml.BuildAsync();
        fake.Devices = Two;
        using var scene = new Scene();
        var up = scene.Start(Checkout.Muster, ["up", "--nodes", "1", "--run-dir", scene.RunDir], environment => environment["LD_LIBRARY_PATH"] = fake.Folder);
        await up.PrintedAsync("muster: up; Ctrl-C ends it");
        var top = scene.Muster("top", "--plain", "--interval", "100ms", "--samples", "2", "--run-dir", scene.RunDir);
        (await top.EndedAsync()).ShouldBe(0, top.Everything);
        top.Out.ShouldContain(line => line.StartsWith("nodename: node0 ", StringComparison.Ordinal) && line.EndsWith(" device # 0 utilization: 37.00%", StringComparison.Ordinal), top.Everything);
        up.Signal(Posix.SigInt);
        (await up.EndedAsync()).ShouldBe(130, up.Everything);
    }

    private static NodeSample Read(NvidiaDevices reader, long atUs)
    {
        var sample = new NodeSample { AtUs = atUs };
        reader.Read(sample);
        return sample;
    }

    private void Card(string card, string bus, string vendor, string busy, string? watts)
    {
        var device = Directory.CreateDirectory(Path.Combine(_root, "sys/devices", bus)).FullName;
        var sensors = Directory.CreateDirectory(Path.Combine(device, "hwmon/hwmon3")).FullName;
        Directory.CreateDirectory(Path.Combine(_root, "sys/class/drm", card));
        Directory.CreateSymbolicLink(Path.Combine(_root, "sys/class/drm", card, "device"), device);
        foreach (var (file, text) in new[] { ("vendor", vendor), ("gpu_busy_percent", busy), ("product_name", "Card"), ("mem_info_vram_total", $"{1 << 20}"), ("mem_info_vram_used", "4096") })
            File.WriteAllText(Path.Combine(device, file), text + "\n");
        File.WriteAllText(Path.Combine(sensors, "temp1_input"), "55000\n");
        if (watts is not null)
            File.WriteAllText(Path.Combine(sensors, "power1_average"), watts + "\n");
    }
}
