using System.CommandLine;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster run ... -- program args...`</summary>
internal static class RunVerb
{
    public static Command Build(Call call)
    {
        var runs = CommonOptions.Number("--runs", 5, 1, 100_000, "Runs in total.");
        var concurrent = CommonOptions.Number("--concurrent", 2, 1, 100_000, "At most so many runs at once; the next starts when one ends.");
        var ranks = CommonOptions.Number("--ranks", 0, 1, 1_000_000, "MPI ranks per run. Default: all slots of the nodes divided by --concurrent.");
        var oversubscribe = new Option<bool>("--oversubscribe") { Description = "Allow more ranks than free cores." };
        var placement = new Option<PlacementChoice>("--placement")
        {
            Description = "round-robin: rank 0 on node 0, rank 1 on node 1, ...; block: fill a node, then the next. Default: round-robin.",
            HelpName = "round-robin|block",
            CustomParser = result => CommonOptions.Choose<PlacementChoice>(result, "--placement"),
        };
        var parse = new Option<string?>("--parse")
        {
            Description = @"Regular expression for lines of the head rank's output; its groups make a row. Default: ^(\d+)\s+([\d.]+)",
            HelpName = "REGEX",
        };
        var rankOptions = new RankOptions();
        var streamOptions = new StreamOptions();
        var ensemble = new EnsembleWishes();
        var places = new PlaceOptions();
        var timeout = CommonOptions.Duration("--timeout", "Stop a run that takes longer; it fails. Default: no limit.");
        var retries = CommonOptions.Number("--retries", 0, 0, 100, "Try a failed run again, at most so often. Default: not at all.");
        var retryDelay = CommonOptions.Duration("--retry-delay", "Pause before a run is tried again; doubles each time, up to a minute. Default: none.");
        var retryOn = new Option<RetryChoice[]>("--retry-on")
        {
            Description = "Which failures are tried again, separated by commas. Default: all.",
            HelpName = "exit-code,signal,timeout,host,other",
            CustomParser = result => CommonOptions.ChooseSome<RetryChoice>(result, "--retry-on"),
        };
        var templates = new Option<string?>("--templates")
        {
            Description = "The programs of each run from a file in HOCON or JSON instead of behind --: program, args, env, cwd, count, stdin, stdout, stderr of each block of ranks (see docs/ranks.md).",
            HelpName = "FILE",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and show where the ranks would go; start no run." };
        var nodes = CommonOptions.Nodes(1);
        var keep = new Option<bool>("--keep") { Description = "Leave the cluster up that this call started." };
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        // Takes words that stand before --, so that they can be answered with a hint; the program never comes this way.
        var words = new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var command = new Command(
            "run",
            "Run an ensemble: an MPI program R times, K at a time, with the head rank's output parsed as it comes.\n  muster run [options] -- program args...")
        {
            runs, concurrent, ranks, oversubscribe, placement, parse, timeout, retries, retryDelay, retryOn, templates, dryRun, nodes, keep, runDir, output, words,
        };
        ensemble.AddTo(command);
        rankOptions.AddTo(command);
        streamOptions.AddTo(command);
        places.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            call.Terminal.Format = parsed.GetValue(output);
            if (parsed.GetValue(words) is { Length: > 0 } stray)
                throw Refusal.Before($"'{stray[0]}' is no option of run. A program stands behind --, as in: muster run -- {string.Join(' ', stray)}");
            var wishes = new RunWishes(
                parsed.GetValue(ranks),
                parsed.GetValue(oversubscribe),
                parsed.GetValue(placement),
                parsed.GetValue(parse),
                parsed.GetValue(timeout),
                parsed.GetValue(retries),
                parsed.GetValue(retryDelay),
                parsed.GetValue(retryOn) ?? []);
            var spec = wishes.ToSpec();
            rankOptions.Fill(parsed, spec);
            var blocks = parsed.GetValue(templates) is { } file ? TemplateFile.Read(file, call.WorkingDirectory, Environment.GetEnvironmentVariable("PATH")) : [];
            var streams = streamOptions.Fill(parsed, spec, blocks, call.WorkingDirectory);
            ensemble.Fill(parsed, spec);
            var parameters = ensemble.Parameters(parsed, call.WorkingDirectory);
            var request = EnsembleRequest.Check(call.Program, blocks, spec, parsed.GetValue(runs), parsed.GetValue(concurrent), call.WorkingDirectory)
                .With(parameters, parsed.GetResult(runs) is { Implicit: false } ? parsed.GetValue(runs) : 1, parsed.GetValue(concurrent)) with { MaxFails = ensemble.MaxFails(parsed) };
            return Start(
                call,
                request,
                new EnsembleOptions(parsed.GetValue(runDir), parsed.GetValue(nodes), parsed.GetValue(keep), parsed.GetValue(dryRun))
                {
                    Streams = streams,
                    Places = places.Read(parsed, call.WorkingDirectory, parsed.GetValue(keep) ? "--keep" : null),
                    ParseAsked = parsed.GetValue(parse) is not null,
                });
        });
        return command;
    }

    private static Task<int> Start(Call call, EnsembleRequest request, EnsembleOptions options) => new Ensemble(call, request, options).RunAsync();
}
