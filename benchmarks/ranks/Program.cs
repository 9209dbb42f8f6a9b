using System.Diagnostics;
using System.Globalization;
using Muster.Benchmarks.Ranks;
using Muster.Messages.Ranks;

// Medians of interleaved pairs: ours, theirs, ours, theirs, ... under the same load, same ranks, same preload.
//   Ranks.Benchmarks [init|launch|table] [--rounds N]
const string usage = "usage: Ranks.Benchmarks [init|openmpi|launch|table|all] [--rounds N]";
var what = args.FirstOrDefault(a => !a.StartsWith('-') && !int.TryParse(a, out _)) ?? "all";
var at = Array.IndexOf(args, "--rounds");
var rounds = at >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], out var n) ? n : 5;
var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Actors.sln")))
    root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("run it inside a checkout");
var native = Path.Combine(root, "artifacts", "native");
var built = Path.Combine(root, "artifacts", "benchmarks", "ranks");
foreach (var folder in new[] { "native", "benchmarks/ranks/native" })
    Seconds("make", ["-s", "-C", Path.Combine(root, folder)], []);
Console.WriteLine($"load {File.ReadAllText("/proc/loadavg").Trim()}, {Environment.ProcessorCount} cores, medians of {rounds} interleaved pairs");
var known = false;

if (what is "init" or "all")
{
    known = true;
    Console.WriteLine("MPI_Init + MPI_Finalize, one host, MPICH (ms)      ours   hydra   ratio   difference");
    await using var launcher = new Launcher(1, native);
    foreach (var ranks in new[] { 2, 4, 8, 16, 32 })
    {
        var crowded = ranks > Environment.ProcessorCount;
        Dictionary<string, string> preload = crowded ? new() { ["LD_PRELOAD"] = Path.Combine(native, "libmuster_mpich.so"), ["MUSTER_MPICH_YIELD"] = "1" } : [];
        Pair($"n={ranks}",
            () => launcher.Run(ranks, crowded, MpiFlavor.Auto, Path.Combine(built, "init")).TotalMilliseconds,
            () => Seconds("mpiexec.hydra", ["-n", $"{ranks}", Path.Combine(built, "init")], preload) * 1000);
    }
}

if (what is "openmpi" or "all")
{
    known = true;
    Console.WriteLine("MPI_Init + MPI_Finalize, one host, Open MPI (ms)   ours   mpirun  ratio   difference");
    await using var launcher = new Launcher(1, native);
    foreach (var ranks in new[] { 2, 4, 8, 16, 32 })
        Pair($"n={ranks}",
            () => launcher.Run(ranks, true, MpiFlavor.Auto, Path.Combine(built, "init.openmpi")).TotalMilliseconds,
            () => Seconds("mpirun.openmpi", ["--allow-run-as-root", "--oversubscribe", "-n", $"{ranks}", Path.Combine(built, "init.openmpi")], []) * 1000);
}

if (what is "launch" or "all")
{
    known = true;
    Console.WriteLine("256 ranks of a program without libc (ms)           ours   C       ratio   difference");
    await using var launcher = new Launcher(1, native);
    Pair("true_nolibc",
        () => launcher.Run(256, false, MpiFlavor.None, Path.Combine(built, "true_nolibc")).TotalMilliseconds,
        () => double.Parse(Output(Path.Combine(built, "launch"), ["256", Path.Combine(built, "true_nolibc")]), CultureInfo.InvariantCulture) / 1000);
}

if (what is "table" or "all")
{
    known = true;
    Console.WriteLine("processes started and ended per second");
    await using var launcher = new Launcher(1, native);
    Rate("ours, 256 ranks of a program without libc", 256, () => launcher.Run(256, false, MpiFlavor.None, Path.Combine(built, "true_nolibc")).TotalSeconds);
    Rate("ours, 256 ranks of /bin/true", 256, () => launcher.Run(256, false, MpiFlavor.None, "/bin/true").TotalSeconds);
    Rate("mpiexec.hydra -n 256 /bin/true", 256, () => Seconds("mpiexec.hydra", ["-n", "256", "/bin/true"], []));
    if (File.Exists("/usr/bin/parallel"))
        Rate("GNU parallel -j2, 256 x /bin/true", 256, () => Seconds("sh", ["-c", "seq 256 | parallel -j2 /bin/true"], []));
    Rate("xargs -P2, 256 x /bin/true", 256, () => Seconds("sh", ["-c", "seq 256 | xargs -P2 -n1 /bin/true"], []));
}

if (!known)
    Console.Error.WriteLine(usage);
return known ? 0 : 2;

void Pair(string name, Func<double> ours, Func<double> theirs)
{
    var a = new List<double>();
    var b = new List<double>();
    ours();
    theirs();
    for (var i = 0; i < rounds; i++)
    {
        a.Add(ours());
        b.Add(theirs());
    }
    var (mine, other) = (Median(a), Median(b));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-46} {mine,7:0.0} {other,7:0.0} {mine / other,7:0.00} {mine - other,9:0.0}"));
}

void Rate(string name, int count, Func<double> seconds)
{
    var rates = new List<double>();
    for (var i = 0; i < rounds; i++)
        rates.Add(count / seconds());
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-46} {Median(rates),7:0}"));
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static string Output(string program, string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    var text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return text;
}

static double Seconds(string program, string[] arguments, Dictionary<string, string> environment)
{
    var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
    foreach (var (name, value) in environment)
        start.Environment[name] = value;
    var clock = Stopwatch.StartNew();
    using var process = Process.Start(start)!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{program} ended with code {process.ExitCode}");
}
