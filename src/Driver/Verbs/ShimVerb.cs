using System.CommandLine;
using Muster.Driver.Running;
using Muster.Driver.Shim;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster shim [options] prog args...`: the first word that is no option is the program, and everything behind it goes to it.</summary>
internal static class ShimVerb
{
    public const string Name = "shim";

    private static readonly string[] Flags = ["--local", "--exit-zero", "--help", "-h", "-?"];
    private static readonly FailureClass[] Usual = [FailureClass.Signal, FailureClass.Timeout, FailureClass.Host, FailureClass.Other];

    public static Command Build(Call call)
    {
        var retries = CommonOptions.Number("--retries", 3, -1, 100, "Try a program again that failed, at most so often; -1: until it succeeds.");
        var retryDelay = CommonOptions.Duration("--retry-delay", "Pause before a program is tried again; doubles each time, up to a minute. Default: 500ms.");
        var retryOn = new Option<RetryChoice[]>("--retry-on")
        {
            Description = "Which failures are tried again, separated by commas. Default: all but exit-code.",
            HelpName = "exit-code,signal,timeout,host,other",
            CustomParser = result => CommonOptions.ChooseSome<RetryChoice>(result, "--retry-on"),
        };
        var timeout = CommonOptions.Duration("--timeout", "End a program that takes longer. Default: 15s.");
        var workers = CommonOptions.Number("--num-workers", 4, 1, 10_000, "Workers, each of which runs the program once; dealt out to the nodes in turn.");
        workers.Aliases.Add("--num_workers");
        var local = new Option<bool>("--local") { Description = "On this machine alone, also inside of an allocation." };
        var exitZero = new Option<bool>("--exit-zero") { Description = "End with 0 also when programs failed." };
        var nodes = CommonOptions.Nodes(1);
        var runDir = CommonOptions.RunDir();
        var command = new Command(
            Name,
            "Run a program once on each of N workers spread over the nodes, and log what becomes of each.\n  muster shim [options] prog args...")
        {
            retries, retryDelay, retryOn, timeout, workers, local, exitZero, nodes, runDir,
        };
        var places = new PlaceOptions();
        places.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            if (call.Program is not { Count: > 0 } words || words[0].Length == 0)
                throw Refusal.Before("no program given. Name it behind the options, as in: muster shim --num-workers 4 ./program its arguments");
            var alone = parsed.GetValue(local);
            var wishes = new ShimWishes(
                parsed.GetValue(workers),
                parsed.GetValue(retries),
                parsed.GetResult(retryDelay) is null ? TimeSpan.FromMilliseconds(500) : parsed.GetValue(retryDelay),
                parsed.GetValue(retryOn) is { Length: > 0 } chosen ? [.. chosen.Select(RunWishes.ClassOf)] : Usual,
                parsed.GetResult(timeout) is null ? TimeSpan.FromSeconds(15) : parsed.GetValue(timeout),
                alone,
                parsed.GetValue(exitZero));
            var found = places.Read(parsed, call.WorkingDirectory);
            var options = new EnsembleOptions(parsed.GetValue(runDir), parsed.GetValue(nodes), Keep: false, DryRun: false, Fresh: alone) { Places = found with { Local = alone } };
            return new ShimRun(call, words, wishes, options).RunAsync();
        });
        return command;
    }

    /// <summary>The shim's own words, and those of the program: from the first that is neither an option nor an option's value. A `--` before it is allowed.</summary>
    internal static (IReadOnlyList<string> Own, IReadOnlyList<string>? Program) Split(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word == "--")
                return ([.. arguments.Take(i)], [.. arguments.Skip(i + 1)]);
            if (!word.StartsWith('-'))
                return ([.. arguments.Take(i)], [.. arguments.Skip(i)]);
            if (!Flags.Contains(word) && !word.Contains('='))
                i++;
        }

        return (arguments, null);
    }
}
