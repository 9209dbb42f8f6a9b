// A driver app of one's own: submits an ensemble to a running cluster and prints each run's best row as the run ends.
//   dotnet run --project samples/DriverApp -- RUN_DIRECTORY PROGRAM [ARGS...]
using System.Globalization;
using Muster.Client;
using Muster.Messages.Workflow;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: DriverApp RUN_DIRECTORY PROGRAM [ARGS...]");
    return 2;
}

try
{
    await using var cluster = await MusterClient.ConnectAsync(runDirectory: args[0]);
    var spec = new RunSpec { Program = Path.GetFullPath(args[1]), Args = { args[2..] }, Ranks = 4, Oversubscribe = true };
    var accepted = await cluster.SubmitAsync(new SubmitRuns { Spec = spec, Count = 3, Concurrent = 2, Owner = "DriverApp" });
    Console.WriteLine($"runs {accepted.FirstRun}..{accepted.FirstRun + accepted.Count - 1} of {accepted.Ranks} ranks");

    var failed = 0;
    var best = new Dictionary<long, (string Size, double Latency)>();
    await foreach (var happening in cluster.FollowAsync(accepted.Submission))
    {
        if (happening.Rows is { } page)
        {
            foreach (var row in page.Rows_)
            {
                var latency = double.Parse(row.Values[1], CultureInfo.InvariantCulture);
                if (!best.TryGetValue(page.Run, out var least) || latency < least.Latency)
                    best[page.Run] = (row.Values[0], latency);
            }
        }
        else if (happening.Event?.RunEnded is { } ended)
        {
            failed += ended.State == RunState.Completed ? 0 : 1;
            Console.WriteLine($"run {happening.Event.Run}: {ended.State}, {ended.Rows} rows{(ended.Reason.Length > 0 ? ": " + ended.Reason : "")}");
        }
    }

    foreach (var (run, (size, latency)) in best.OrderBy(entry => entry.Key))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run}: least latency {latency:0.00} us at size {size}"));
    return failed > 0 ? 1 : 0;
}
catch (Exception e) when (e is ClusterLostException or RequestRefusedException or VersionMismatchException)
{
    Console.Error.WriteLine(e.Message);
    return e is ClusterLostException ? 4 : 2;
}
