using System.Text.RegularExpressions;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>What varies from run to run of a submission. Pure: an index gives a combination, a combination gives a spec.</summary>
public sealed partial class ParameterTable
{
    /// <summary>Most combinations of a submission.</summary>
    public const long MaxCombinations = SubmissionRules.MaxRuns;

    private readonly Parameters _parameters;
    private readonly int _sets;

    /// <summary>Of a submission; null = nothing varies.</summary>
    public ParameterTable(Parameters? parameters)
    {
        _parameters = parameters ?? new Parameters();
        _sets = Math.Max(1, _parameters.Sets.Count);
        Combinations = _parameters.Axes.Aggregate((long)_sets, (count, axis) => Math.Min(count * axis.Values.Count, MaxCombinations + 1));
        Names = [.. _parameters.Names, .. _parameters.Axes.Select(a => a.Name)];
    }

    /// <summary>How many different combinations there are; 1 when nothing varies.</summary>
    public long Combinations { get; }

    /// <summary>The names, those of the sets first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What is wrong with it, in words, or null.</summary>
    public string? FindFault()
    {
        if (Names.FirstOrDefault(n => !NameForm().IsMatch(n)) is { } bad)
            return $"'{bad}' cannot be the name of a parameter: use letters, digits, '-' and '_', a letter first.";
        if (Names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"The parameter {twice.Key} is given twice.";
        if (_parameters.Axes.FirstOrDefault(a => a.Values.Count == 0) is { } empty)
            return $"The parameter {empty.Name} has no values.";
        if (_parameters.Names.Count > 0 && _parameters.Sets.Count == 0)
            return $"There are names ({string.Join(", ", _parameters.Names)}) but no values for them.";
        for (var i = 0; i < _parameters.Sets.Count; i++)
        {
            if (_parameters.Sets[i].Values.Count != _parameters.Names.Count)
                return $"Set {i + 1} of the parameters has {_parameters.Sets[i].Values.Count} values for {_parameters.Names.Count} names.";
        }
        return Combinations > MaxCombinations ? $"The parameters have more than {MaxCombinations} combinations." : null;
    }

    /// <summary>The parameters of the run with an index in its submission.</summary>
    public IReadOnlyList<Parameter> Of(int producer)
    {
        if (Names.Count == 0)
            return [];
        var rest = producer % Combinations;
        var values = new string[Names.Count];
        for (var axis = _parameters.Axes.Count - 1; axis >= 0; axis--)
        {
            var count = _parameters.Axes[axis].Values.Count;
            values[_parameters.Names.Count + axis] = _parameters.Axes[axis].Values[(int)(rest % count)];
            rest /= count;
        }
        for (var i = 0; i < _parameters.Names.Count; i++)
            values[i] = _parameters.Sets[(int)rest].Values[i];
        return [.. Names.Select((name, i) => new Parameter { Name = name, Value = values[i] })];
    }

    /// <summary>The spec of a run: {name} is replaced by the value in arguments, environment, working directory and streams' paths, of every block of ranks. Other braces stay as they are.</summary>
    public RunSpec Fill(RunSpec spec, int producer)
    {
        if (Names.Count == 0)
            return spec;
        var values = Of(producer).ToDictionary(p => p.Name, p => p.Value);
        var filled = spec.Clone();
        filled.Cwd = Fill(spec.Cwd, values);
        Fill(filled.Args, filled.Env, [filled.Stdin, filled.Stdout, filled.Stderr], values);
        foreach (var block in filled.More)
        {
            block.Cwd = Fill(block.Cwd, values);
            Fill(block.Args, block.Env, [block.Stdin, block.Stdout, block.Stderr], values);
        }
        return filled;
    }

    private static void Fill(IList<string> args, IDictionary<string, string> env, ReadOnlySpan<StreamSpec?> streams, Dictionary<string, string> values)
    {
        for (var i = 0; i < args.Count; i++)
            args[i] = Fill(args[i], values);
        foreach (var (name, value) in env.ToList())
            env[name] = Fill(value, values);
        foreach (var stream in streams)
        {
            if (stream is not null)
                stream.Path = Fill(stream.Path, values);
        }
    }

    private static string Fill(string text, Dictionary<string, string> values) =>
        text.Contains('{') ? Place().Replace(text, m => values.TryGetValue(m.Groups[1].Value, out var value) ? value : m.Value) : text;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_-]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
