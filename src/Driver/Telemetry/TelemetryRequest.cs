using System.Globalization;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Telemetry;

/// <summary>What `muster telemetry` was asked to do, and the runs it makes of that. Pure.</summary>
internal sealed record TelemetryRequest
{
    /// <summary>A worker says what it did as a word and the rest of the line.</summary>
    private const string Lines = "^(epoch|images|final) (.*)$";

    public int ScipyWorkers { get; init; } = 2;

    public int MnistWorkers { get; init; } = 2;

    public bool NoCuda { get; init; }

    public int Size { get; init; } = 1024;

    public long Memory { get; init; } = 1L << 30;

    public int BatchSize { get; init; } = 64;

    public int TestBatchSize { get; init; } = 1000;

    public int Epochs { get; init; } = 14;

    public double Gamma { get; init; } = 0.7;

    public int Seed { get; init; } = 1;

    public string Data { get; init; } = "";

    public string Python { get; init; } = "";

    public int Retries { get; init; }

    public TimeSpan Timeout { get; init; }

    /// <summary>So many fit into the memory: a byte for each of an image's points.</summary>
    public long Images => Memory / ((long)Size * Size);

    /// <summary>The learning rates, from 0.5 to 1.5.</summary>
    public IReadOnlyList<string> Rates => [.. Enumerable.Range(0, MnistWorkers).Select(i => RateText(((double)i / (MnistWorkers - 1)) + 0.5))];

    /// <summary>Refuses what makes no sense.</summary>
    public void Check()
    {
        if (MnistWorkers < 2)
            throw Refusal.Before($"--mnist-workers is {MnistWorkers}; it must be at least 2: the learning rates go from 0.5 to 1.5.");
        if (Images < 1)
            throw Refusal.Before($"--mem {Memory} gives no image: one of {Size} x {Size} takes {(long)Size * Size} bytes.");
        if (Images > int.MaxValue)
            throw Refusal.Before($"--mem {Memory} gives {Images} images of {Size} x {Size}, which is more than can be counted.");
    }

    /// <summary>The SciPy pool: each worker convolves its share of the images.</summary>
    public SubmitRuns ScipyPool(string program, string submission, string workingDirectory)
    {
        var spec = SpecOf(workingDirectory);
        spec.Args.Add([program, "--worker", "{worker}", "--workers", Text(ScipyWorkers), "--images", Text(Images), "--size", Text(Size), "--seed", Text(Seed)]);
        var axis = new ParameterAxis { Name = "worker" };
        axis.Values.Add(Enumerable.Range(0, ScipyWorkers).Select(i => Text(i)));
        return Pool(spec, submission, axis);
    }

    /// <summary>The PyTorch pool: each worker trains at a learning rate of its own, on a GPU of its own where there are any.</summary>
    public SubmitRuns MnistPool(string program, string submission, string workingDirectory, bool gpus)
    {
        var spec = SpecOf(workingDirectory);
        spec.Args.Add(
        [
            program, "--lr", "{rate}", "--data", Data, "--batch-size", Text(BatchSize), "--test-batch-size", Text(TestBatchSize), "--epochs", Text(Epochs),
            "--gamma", Gamma.ToString("R", CultureInfo.InvariantCulture), "--seed", Text(Seed),
        ]);
        if (NoCuda)
            spec.Args.Add("--no-cuda");
        if (gpus)
            spec.GpusPerRank = 1;
        var axis = new ParameterAxis { Name = "rate" };
        axis.Values.Add(Rates);
        return Pool(spec, submission, axis);
    }

    /// <summary>As Python writes it: 1.0, not 1.</summary>
    internal static string RateText(double rate)
    {
        var text = rate.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private RunSpec SpecOf(string workingDirectory) => new()
    {
        Program = Python,
        Cwd = workingDirectory,
        Ranks = 1,
        // As many at once as were asked for: they share the cores that there are.
        Oversubscribe = true,
        Parse = Lines,
        Mpi = MpiFlavor.None,
        TimeoutMs = (int)Timeout.TotalMilliseconds,
        Retry = new RetryPolicy { Retries = Retries, DelayMs = 200 },
    };

    private static SubmitRuns Pool(RunSpec spec, string submission, ParameterAxis axis) => new()
    {
        Submission = submission,
        Spec = spec,
        Count = axis.Values.Count,
        Concurrent = axis.Values.Count,
        Owner = $"{Environment.UserName}@{Environment.MachineName}",
        Parameters = new Parameters { Axes = { axis } },
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
