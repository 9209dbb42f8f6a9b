namespace Petabridge.Cmd;

/// <summary>One switch of a command, with what it is for.</summary>
public sealed class CommandArgument
{
    internal CommandArgument(string name, string description, IReadOnlyList<string> switches, IReadOnlyList<string> defaults, bool mandatory, bool multiple)
    {
        Name = name;
        Description = description;
        Switch = switches;
        DefaultValues = defaults;
        IsMandatory = mandatory;
        AllowMultiple = multiple;
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>The words that introduce a value, such as -r and --role.</summary>
    public IReadOnlyList<string> Switch { get; }

    /// <summary>Values that are likely, for completion.</summary>
    public IReadOnlyList<string> DefaultValues { get; }

    public bool IsMandatory { get; }

    public bool AllowMultiple { get; }
}

/// <summary>A command as a client learns it: name, what it does, its arguments.</summary>
public sealed class CommandDefinition
{
    internal CommandDefinition(string name, string description, IReadOnlyList<CommandArgument> arguments)
    {
        Name = name;
        Description = description;
        Arguments = arguments;
        var byName = new Dictionary<string, CommandArgument>();
        foreach (var argument in arguments)
            byName.Add(argument.Name, argument);
        ArgumentsByName = byName;
    }

    public string Name { get; }

    public string Description { get; }

    public IReadOnlyList<CommandArgument> Arguments { get; }

    public IReadOnlyDictionary<string, CommandArgument> ArgumentsByName { get; }
}

/// <summary>Puts a <see cref="CommandDefinition"/> together.</summary>
public sealed class CommandDefinitionBuilder
{
    private readonly List<CommandArgument> _arguments = [];
    private string _name = "";
    private string _description = "";

    public CommandDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    public CommandDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    public CommandDefinitionBuilder WithArgument(Action<CommandArgumentBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var builder = new CommandArgumentBuilder();
        describe(builder);
        _arguments.Add(builder.Build());
        return this;
    }

    public CommandDefinition Build()
    {
        if (_name.Length == 0 || _name.Any(char.IsWhiteSpace))
            throw new ArgumentException($"'{_name}' cannot name a command: a name has no spaces and is not empty.");
        if (_arguments.SelectMany(a => a.Switch).GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The switch {twice.Key} of the command {_name} has two meanings.");
        return new CommandDefinition(_name, _description, [.. _arguments]);
    }
}

/// <summary>Puts a <see cref="CommandArgument"/> together.</summary>
public sealed class CommandArgumentBuilder
{
    private readonly List<string> _switches = [];
    private string _name = "";
    private string _description = "";
    private string[] _defaults = [];
    private bool _mandatory;
    private bool _multiple;

    public CommandArgumentBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    public CommandArgumentBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    public CommandArgumentBuilder WithSwitch(string word)
    {
        _switches.Add(word);
        return this;
    }

    public CommandArgumentBuilder WithDefaultValues(params string[] values)
    {
        _defaults = values;
        return this;
    }

    public CommandArgumentBuilder IsMandatory(bool mandatory)
    {
        _mandatory = mandatory;
        return this;
    }

    public CommandArgumentBuilder AllowMultiple(bool multiple)
    {
        _multiple = multiple;
        return this;
    }

    internal CommandArgument Build()
    {
        if (_name.Length == 0 || _switches.Count == 0)
            throw new ArgumentException($"The argument '{_name}' needs a name and a switch.");
        return new CommandArgument(_name, _description, [.. _switches], _defaults, _mandatory, _multiple);
    }
}
