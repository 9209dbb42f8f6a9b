namespace Petabridge.Cmd;

/// <summary>The commands of one module, such as cluster.</summary>
public class CommandPalette
{
    public CommandPalette(string moduleName, IEnumerable<CommandDefinition> commands)
    {
        ArgumentException.ThrowIfNullOrEmpty(moduleName);
        ArgumentNullException.ThrowIfNull(commands);
        ModuleName = moduleName;
        // No queries here: a client compiles all it uses anew.
        var sorted = new List<CommandDefinition>(commands);
        sorted.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var byName = new Dictionary<string, CommandDefinition>();
        foreach (var command in sorted)
            byName.Add(command.Name, command);
        (Commands, CommandsByName) = (sorted, byName);
    }

    public string ModuleName { get; }

    public IReadOnlyList<CommandDefinition> Commands { get; }

    public IReadOnlyDictionary<string, CommandDefinition> CommandsByName { get; }
}

/// <summary>One call of a command.</summary>
public sealed class Command
{
    public Command(string palette, string command, Tuple<string, string>[] args)
    {
        Palette = palette;
        Name = command;
        Arguments = args ?? [];
    }

    public string Palette { get; }

    public string Name { get; }

    /// <summary>Switches with their values, as they were given.</summary>
    public IReadOnlyList<Tuple<string, string>> Arguments { get; }
}

/// <summary>A line, or some lines, of the answer to a command; the final one ends it.</summary>
public class CommandResponse
{
    /// <summary>Ends an answer and adds nothing.</summary>
    public static readonly CommandResponse Empty = new("");

    public CommandResponse(string msg, bool final = true)
    {
        Msg = msg ?? "";
        Final = final;
    }

    public string Msg { get; }

    public bool Final { get; }
}

/// <summary>An answer that says what went wrong; the client ends with a non-zero code.</summary>
public sealed class ErroredCommandResponse : CommandResponse
{
    public ErroredCommandResponse(string msg, bool final = true)
        : base(msg, final)
    {
    }
}
