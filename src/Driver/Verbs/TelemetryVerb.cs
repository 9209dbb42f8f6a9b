using System.CommandLine;
using Muster.Driver.Hosting;
using Muster.Driver.Running;
using Muster.Driver.Telemetry;

namespace Muster.Driver.Verbs;

/// <summary>`muster telemetry`: ensembles of SciPy and PyTorch workers, and what every node does meanwhile.</summary>
internal static class TelemetryVerb
{
    private const string Conv = "conv.py";
    private const string Mnist = "mnist.py";

    public static Command Build(Call call)
    {
        var scipyWorkers = WithUnderscores(CommonOptions.Number("--scipy-workers", 2, 1, 100_000, "Workers of the SciPy pool."));
        // Too few are answered with the reason.
        var mnistWorkers = WithUnderscores(CommonOptions.Number("--mnist-workers", 2, 0, 100_000, "Workers of the PyTorch pool, each with a learning rate of its own."));
        var noCuda = WithUnderscores(new Option<bool>("--no-cuda") { Description = "Train on CPUs also where there are GPUs." });
        var size = CommonOptions.Number("--size", 1024, 1, 65_536, "Rows and columns of an image.");
        var memory = new Option<long>("--mem")
        {
            Description = "Bytes of all images together; an image has a byte for each of its points.",
            HelpName = "BYTES",
            DefaultValueFactory = _ => 1L << 30,
            CustomParser = result =>
            {
                if (!long.TryParse(result.Tokens[^1].Value, out var bytes) || bytes < 0)
                    result.AddError($"--mem is '{result.Tokens[^1].Value}'; it must be a number of bytes.");
                return bytes;
            },
        };
        var batch = WithUnderscores(CommonOptions.Number("--batch-size", 64, 1, 1_000_000, "Images trained with at once."));
        var testBatch = WithUnderscores(CommonOptions.Number("--test-batch-size", 1000, 1, 1_000_000, "Images tested with at once."));
        var epochs = CommonOptions.Number("--epochs", 14, 1, 100_000, "How often all images are trained with.");
        var gamma = TelemetryOptions.Fraction("--gamma", 0.7, 0, "Factor of the learning rate from epoch to epoch.");
        var seed = new Option<int>("--seed") { Description = "Of the random numbers.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var data = new Option<string>("--data") { Description = "Folder with the four IDX files of MNIST.", HelpName = "DIR", DefaultValueFactory = _ => "data" };
        var python = new Option<string?>("--python") { Description = "The workers' Python, with scipy and torch. Default: /usr/bin/python3, else python3.", HelpName = "EXE" };
        var retries = CommonOptions.Number("--retries", 2, 0, 100, "Try a worker that fails again, at most so often.");
        var timeout = CommonOptions.Duration("--timeout", "End a worker that takes longer; it counts as failed. Default: no limit.");
        var bars = new Option<bool>("--bars") { Description = "A bar for each node and device instead of lines, on a terminal." };
        var interval = TelemetryOptions.Interval();
        var nodes = CommonOptions.Nodes(2);
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("telemetry", "Run a pool of SciPy workers and one of PyTorch workers over the nodes, and show what every node does meanwhile.")
        {
            scipyWorkers, mnistWorkers, noCuda, size, memory, batch, testBatch, epochs, gamma, seed, data, python, retries, timeout, bars, interval, nodes, runDir, output,
        };
        var places = new PlaceOptions();
        places.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("telemetry");
            call.Terminal.Format = parsed.GetValue(output);
            var request = new TelemetryRequest
            {
                ScipyWorkers = parsed.GetValue(scipyWorkers),
                MnistWorkers = parsed.GetValue(mnistWorkers),
                NoCuda = parsed.GetValue(noCuda),
                Size = parsed.GetValue(size),
                Memory = parsed.GetValue(memory),
                BatchSize = parsed.GetValue(batch),
                TestBatchSize = parsed.GetValue(testBatch),
                Epochs = parsed.GetValue(epochs),
                Gamma = parsed.GetValue(gamma),
                Seed = parsed.GetValue(seed),
                Data = Path.GetFullPath(parsed.GetValue(data)!, call.WorkingDirectory),
                Python = PythonCheck.Choose(parsed.GetValue(python), call.WorkingDirectory),
                Retries = parsed.GetValue(retries),
                Timeout = parsed.GetValue(timeout),
            };
            var options = new EnsembleOptions(parsed.GetValue(runDir), parsed.GetValue(nodes), Keep: false, DryRun: false) { Places = places.Read(parsed, call.WorkingDirectory) };
            return RunAsync(call, request, options, parsed.GetValue(interval), parsed.GetValue(bars));
        });
        return command;
    }

    private static async Task<int> RunAsync(Call call, TelemetryRequest request, EnsembleOptions options, TimeSpan interval, bool bars)
    {
        request.Check();
        var programs = new WorkerPrograms(Find(call, Conv), Find(call, Mnist));
        request = request with { Data = IdxFiles.Require(request.Data) };
        await PythonCheck.RequireAsync(request.Python, ["numpy", "scipy", "torch"], call.Ending).ConfigureAwait(false);
        return await new TelemetrySession(call, request, programs, options, interval, bars).RunAsync().ConfigureAwait(false);
    }

    private static string Find(Call call, string name) =>
        HostPrograms.FindWorkload(name, AppContext.BaseDirectory, Environment.GetEnvironmentVariable("MUSTER_HOME"), call.WorkingDirectory)
            ?? throw Refusal.Before($"workloads/{name} is not there: looked below MUSTER_HOME, beside this program, and in the working directory.");

    // As the programs spell it that this one stands in for.
    private static Option<T> WithUnderscores<T>(Option<T> option)
    {
        option.Aliases.Add("--" + option.Name[2..].Replace('-', '_'));
        return option;
    }
}
