using System.CommandLine;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>Options of `muster run` that make many different runs, and that say how lines become rows.</summary>
internal sealed class EnsembleWishes
{
    private readonly Option<string?> _each = new("--each")
    {
        Description = "A run for each record of a CSV file with a heading, or each object of a JSON array; {name} in arguments, --env, --cwd and output paths stands for its value.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _sweep = new("--sweep")
    {
        Description = "A run for each value, and for each combination when given again: --sweep size=1,2,4 --sweep mode=a,b",
        HelpName = "NAME=VALUE,...",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> _maxFails = new("--max-fails") { Description = "Cancel the rest when more runs than this have failed. Default: never.", HelpName = "N" };
    private readonly Option<string?> _cwd = new("--cwd") { Description = "Working directory of the ranks. Default: this one.", HelpName = "DIR" };

    private readonly Option<string?> _columns = new("--parse-columns")
    {
        Description = "A row is a line's fields instead of a match: their names, separated by commas.",
        HelpName = "NAME,...",
    };

    private readonly Option<string?> _separator = new("--separator") { Description = "What separates the fields for --parse-columns. Default: white space.", HelpName = "TEXT" };

    private readonly Option<string?> _json = new("--parse-json")
    {
        Description = "A row is a JSON object a line: the fields wanted, separated by commas, or 'all'.",
        HelpName = "FIELD,...|all",
    };

    private readonly Option<string?> _command = new("--parse-command")
    {
        Description = "A command of the shell reads each line and answers it with one: the row's values separated by tabs, or an empty line for no row. --parse-columns names the values.",
        HelpName = "COMMAND",
    };

    private readonly Option<string?> _header = new("--header")
    {
        Description = @"Lines that match are parameters of the run, not rows: (?<name>...)(?<value>...), or one named group.",
        HelpName = "REGEX",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _each, _sweep, _maxFails, _cwd, _columns, _separator, _json, _command, _header })
            command.Options.Add(option);
    }

    public void Fill(ParseResult parsed, RunSpec spec)
    {
        if (parsed.GetValue(_cwd) is { } cwd)
            spec.Cwd = cwd;
        var (columns, json, header) = (parsed.GetValue(_columns), parsed.GetValue(_json), parsed.GetValue(_header) ?? "");
        if (columns is not null && json is not null)
            throw Refusal.Before("--parse-columns and --parse-json exclude each other.");
        if (parsed.GetValue(_command) is { } command && (json is not null || parsed.GetValue(_separator) is not null))
            throw Refusal.Before("--parse-command excludes --parse-json and --separator: the command makes the values.");
        if (parsed.GetValue(_command) is { } asked)
            spec.Parser_ = new ParserSpec { Kind = ParserKind.Command, Command = asked, Columns = { columns?.Split(',') ?? [] }, Header = header };
        else if (columns is not null)
            spec.Parser_ = new ParserSpec { Kind = ParserKind.Columns, Columns = { columns.Split(',') }, Separator = parsed.GetValue(_separator) ?? "", Header = header };
        else if (json is not null)
            spec.Parser_ = new ParserSpec { Kind = ParserKind.JsonLines, Columns = { json == "all" ? [] : json.Split(',') }, Header = header };
        else if (header.Length > 0)
            spec.Parser_ = new ParserSpec { Header = header };
    }

    public Parameters Parameters(ParseResult parsed, string workingDirectory) =>
        ParameterFile.Read(parsed.GetValue(_each), parsed.GetValue(_sweep) ?? [], workingDirectory);

    public int? MaxFails(ParseResult parsed) => parsed.GetValue(_maxFails);
}
