using Akka.Actor;

namespace Petabridge.Cmd.Host;

/// <summary>The values a command was given, by the arguments' names.</summary>
public sealed class CommandArguments
{
    private readonly CommandDefinition _definition;
    private readonly Command _command;

    internal CommandArguments(CommandDefinition definition, Command command)
    {
        _definition = definition;
        _command = command;
    }

    /// <summary>Every value given for an argument, in order.</summary>
    public IEnumerable<string> ArgumentValues(string name) =>
        _definition.ArgumentsByName.TryGetValue(name, out var argument)
            ? _command.Arguments.Where(a => argument.Switch.Contains(a.Item1)).Select(a => a.Item2)
            : [];
}

/// <summary>
/// Carries out the commands of a palette for one connection. The sender of a command takes the answer: any number of <see cref="CommandResponse"/>, the last
/// one final. Who streams watches the sender: it ends when the client wants no more.
/// </summary>
public abstract class CommandHandlerActor : ReceiveActor
{
    private readonly CommandPalette _palette;

    protected CommandHandlerActor(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        _palette = palette;
    }

    protected void Process(string commandName, Action<Command> handler) => Process(commandName, (command, _) => handler(command));

    protected void Process(string commandName, Action<Command, CommandArguments> handler)
    {
        if (!_palette.CommandsByName.TryGetValue(commandName, out var definition))
            throw new ArgumentException($"The palette {_palette.ModuleName} has no command {commandName}.");
        Receive<Command>(c => c.Name == commandName, command => handler(command, new CommandArguments(definition, command)));
    }

    protected override void Unhandled(object message)
    {
        if (message is Command command)
            Sender.Tell(new ErroredCommandResponse($"{_palette.ModuleName} {command.Name} is not carried out here."));
        else
            base.Unhandled(message);
    }
}
