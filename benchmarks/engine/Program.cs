using Engine.Benchmarks;

// Engine.Benchmarks [local|remote|large|systems|million]... : without a name all of them. Each figure stands beside a calibration measured in the same run.
string[] known = ["local", "remote", "large", "systems", "million"];
var wanted = args.Length == 0 ? known : args;
if (wanted.Except(known).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no part '{unknown}'. Parts: {string.Join(", ", known)}.");
    return 2;
}
var report = new Report();
var clock = System.Diagnostics.Stopwatch.StartNew();
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; each ratio is the median of pairs measured side by side");
foreach (var part in wanted)
{
    switch (part)
    {
        case "local":
            await LocalTells.Run(report);
            break;
        case "remote":
            await RemoteTells.Run(report);
            break;
        case "large":
            await LargeMessages.Run(report);
            break;
        case "systems":
            await HundredSystems.Run(report);
            break;
        case "million":
            await MillionActors.Run(report);
            break;
    }
}
Console.WriteLine($"{report.Met} of {report.Lines} bars met, {clock.Elapsed.TotalMinutes:F1} min");
return report.AllMet ? 0 : 1;
