using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Muster.Driver.Configuration;
using Muster.Driver.Hosting;
using Muster.Driver.Verbs;

namespace Muster.Driver;

/// <summary>One call of the command: the words behind `--`, which belong to the user's program and are never read as our options.</summary>
internal sealed record Call(Terminal Terminal, IReadOnlyList<string>? Program, Interruption Interruption)
{
    public CancellationToken Ending => Interruption.Ending;

    public string WorkingDirectory => Environment.CurrentDirectory;

    /// <summary>`--` is for verbs that start a program.</summary>
    public void RefuseProgram(string verb)
    {
        if (Program is not null)
            throw Refusal.Before($"{verb} starts no program: nothing may stand behind --.");
    }
}

/// <summary>The `muster` command line: parses, runs the verb, and turns every outcome into an exit code.</summary>
internal static class Cli
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        // Becoming a host comes before everything else: the words are the host's.
        if (arguments is [var first, ..] && HostExec.Verbs.ContainsKey(first))
        {
            try
            {
                return HostExec.Become(arguments, terminal);
            }
            catch (Refusal refusal)
            {
                return Outcome.Of(refusal, terminal);
            }
        }

        var (own, program) = arguments is [ShimVerb.Name, ..] ? ShimVerb.Split(arguments) : Split(arguments);
        using var interruption = new Interruption();
        var root = Build(new Call(terminal, program, interruption));
        var parsed = root.Parse(own);
        try
        {
            parsed = WithSite(root, own, parsed);
        }
        catch (Refusal refusal)
        {
            return Outcome.Of(refusal, terminal);
        }

        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var error in parsed.Errors)
                terminal.Fail(error.Message);
            terminal.Error.WriteLine($"See `{HelpCallOf(parsed)}`.");
            return ExitCode.Refused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interruption.Signal != 0)
        {
            terminal.Fail("interrupted; what this call started has ended.");
            return interruption.ExitCode;
        }
        catch (Exception e)
        {
            return Outcome.Of(e, terminal);
        }
    }

    /// <summary>Everything behind the first `--` is the user's program and its arguments; null when there is no `--`.</summary>
    internal static (IReadOnlyList<string> Own, IReadOnlyList<string>? Program) Split(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--")
                return (arguments.Take(i).ToList(), arguments.Skip(i + 1).ToList());
        }

        return (arguments, null);
    }

    // The site's defaults are words behind those of the command line, where it does not have them itself.
    private static ParseResult WithSite(RootCommand root, IReadOnlyList<string> own, ParseResult parsed)
    {
        if (parsed.Errors.Count > 0 || parsed.Action is HelpWithExamples || !SiteProfile.Verbs.Contains(parsed.CommandResult.Command.Name))
            return parsed;
        var site = SiteProfile.Read(parsed, Environment.GetEnvironmentVariable(SiteProfile.Variable), Environment.CurrentDirectory);
        return site?.WordsFor(parsed).ToList() is { Count: > 0 } words ? root.Parse([.. own, .. words]) : parsed;
    }

    private static RootCommand Build(Call call)
    {
        var root = new RootCommand("Runs ensembles of MPI jobs on the nodes of an allocation as one actor cluster.")
        {
            DemoVerb.Build(call),
            UpVerb.Build(call),
            DownVerb.Build(call),
            RunVerb.Build(call),
            ShimVerb.Build(call),
            RunsVerb.Build(call),
            ShowVerb.Build(call),
            CancelVerb.Build(call),
            SignalVerb.Build(call),
            ResumeVerb.Build(call),
            ExportVerb.Build(call),
            PlotVerb.Build(call),
            StoreVerb.Build(call),
            NodesVerb.Build(call),
            TopVerb.Build(call),
            TelemetryVerb.Build(call),
            LogsVerb.Build(call),
            SrunLineVerb.Build(call),
            CleanupVerb.Build(call),
            ConfigVerb.Build(call),
            DoctorVerb.Build(call),
            CheckoutVerb.Build("test", "Run the tests of a checkout: ./muster test [quick|soak|GROUP...|list]."),
            CheckoutVerb.Build("build", "Set a checkout up: restore, build, compile native/ and workloads/."),
            CheckoutVerb.Build("pack", "Make a release for a site out of a checkout: ./muster pack [FOLDER] (docs/sites.md)."),
        };
        var site = SiteProfile.Option();
        foreach (var verb in root.Subcommands.Where(verb => SiteProfile.Verbs.Contains(verb.Name)))
            verb.Add(site);
        foreach (var verb in HostVerbs.Build())
            root.Add(verb);
        root.SetAction(_ =>
        {
            call.Terminal.Fail("no command given. See `muster --help`.");
            return ExitCode.Refused;
        });
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help } helpOption)
                helpOption.Action = new HelpWithExamples(help);
        }

        return root;
    }

    private static string HelpCallOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "muster --help" : $"muster {parsed.CommandResult.Command.Name} --help";

    /// <summary>The usual help, then examples of the verb and the exit codes.</summary>
    private sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var command = parseResult.CommandResult.Command;
            if (Examples.Of(command is RootCommand ? "" : command.Name) is { Count: > 0 } examples)
            {
                output.WriteLine("Examples:");
                foreach (var example in examples)
                    output.WriteLine($"  {example}");
                output.WriteLine();
            }

            output.WriteLine("Exit codes:");
            foreach (var (exitCode, meaning) in ExitCode.Table)
                output.WriteLine($"  {exitCode,3}  {meaning}");
            return code;
        }
    }
}
