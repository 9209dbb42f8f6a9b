using System.Diagnostics;
using Shouldly;

namespace Muster.Tests.Telemetry;

/// <summary>A folder with a library that stands in for NVIDIA's, built from our own source, and the devices it tells of.</summary>
internal sealed class FakeNvml : IDisposable
{
    private FakeNvml(string folder) => Folder = folder;

    public string Folder { get; }

    public string Library => Path.Combine(Folder, "libnvidia-ml.so.1");

    /// <summary>Lines of: uuid utilization memory-used memory-total milliwatts temperature pid memory-of-pid. Null: as if the driver were not loaded.</summary>
    public string? Devices
    {
        set
        {
            var path = Path.Combine(Folder, "devices");
            if (value is null)
            {
                File.Delete(path);
                return;
            }

            // A reader sees the old text or the new one.
            File.WriteAllText(path + ".new", value);
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    public static async Task<FakeNvml> BuildAsync()
    {
        var fake = new FakeNvml(Directory.CreateTempSubdirectory("muster-nvml").FullName);
        var source = Path.Combine(EndToEnd.Tests.Checkout.Home, "tests/Telemetry/fake_nvml.c");
        using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-Wall", "-Werror", "-o", fake.Library, source]) { RedirectStandardError = true })!;
        var error = await compiler.StandardError.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        compiler.ExitCode.ShouldBe(0, error);
        return fake;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
