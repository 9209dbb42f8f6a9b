using System.Runtime.CompilerServices;
using Muster.EndToEnd.Tests;

namespace Muster.RankFaults.Tests;

/// <summary>The programs of the checkout, or copies of them where another user may not read it.</summary>
internal sealed record Programs(string Seed, string Node, string Native, string Workloads)
{
    private static readonly Lazy<Task<string>> Copy = new(CopyAsync);

    public static Programs OfCheckout { get; } = new(Checkout.Seed, Checkout.Node, Checkout.Native, Path.Combine(Checkout.Home, "workloads"));

    /// <summary>What make builds is as new as the hosts are.</summary>
    [ModuleInitializer]
    internal static void Build()
    {
        foreach (var folder in new[] { "native", "workloads" })
        {
            using var make = System.Diagnostics.Process.Start("make", ["-s", "-C", Path.Combine(Checkout.Home, folder)]);
            make.WaitForExit();
        }
    }

    public string Workload(string name) => Path.Combine(Workloads, name);

    public static async Task<Programs> ForAsync(int user)
    {
        if (user == 0)
            return OfCheckout;
        var mine = OfCheckout;
        var readable = await Shell.RunAsync($"setpriv --reuid={user} --regid={user} --clear-groups sh -c 'test -x {mine.Node} && test -r {mine.Node}.dll && test -x {mine.Native}/warden && test -x {mine.Workloads}/faults && echo yes || echo no'");
        if (readable.StartsWith("yes", StringComparison.Ordinal))
            return mine;
        var copy = await Copy.Value;
        return new Programs($"{copy}/Seed/{Path.GetFileName(mine.Seed)}", $"{copy}/NodeHost/{Path.GetFileName(mine.Node)}", $"{copy}/native", $"{copy}/workloads");
    }

    private static async Task<string> CopyAsync()
    {
        var copy = Directory.CreateTempSubdirectory("muster-programs-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        await Shell.RunAsync($"cp -a {Path.GetDirectoryName(OfCheckout.Seed)} {copy}/Seed && cp -a {Path.GetDirectoryName(OfCheckout.Node)} {copy}/NodeHost && cp -a {OfCheckout.Native} {copy}/native && cp -a {OfCheckout.Workloads} {copy}/workloads && chmod -R a+rX {copy}");
        return copy;
    }
}
