using System.Globalization;
using Akka.Actor;
using Google.Protobuf;
using Muster.Messages;
using Muster.Messages.Workflow;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Muster.Actors.Administration;

/// <summary>Carries out commands by asking the coordinator what drivers ask it too.</summary>
public abstract class WorkflowCommandHandler : CommandHandlerActor
{
    private const string Service = "coordinator";

    /// <summary>Creates it.</summary>
    protected WorkflowCommandHandler(CommandPalette palette)
        : base(palette)
    {
    }

    /// <summary>Asks the coordinator and answers the command with the text of its answer.</summary>
    protected static void Ask<T>(IMessage request, IActorRef client, Func<T, string> text)
        where T : class =>
        ServiceQuestion.Ask<T>(Context.ActorSelection(WellKnown.WorkflowService), Service, request).PipeTo(
            client,
            success: answer => new CommandResponse(text(answer)),
            failure: fault => new ErroredCommandResponse(fault.Message));

    /// <summary>Two questions, the second by the answer to the first.</summary>
    protected static void Ask<TFirst, TSecond>(IMessage request, Func<TFirst, IMessage> next, IActorRef client, Func<TSecond, string> text)
        where TFirst : class
        where TSecond : class
    {
        var workflow = Context.ActorSelection(WellKnown.WorkflowService);
        Both().PipeTo(client, success: answer => new CommandResponse(text(answer)), failure: fault => new ErroredCommandResponse(fault.Message));

        async Task<TSecond> Both() => await ServiceQuestion.Ask<TSecond>(workflow, Service, next(await ServiceQuestion.Ask<TFirst>(workflow, Service, request)));
    }

    /// <summary>The number given for an argument; null after an error was answered.</summary>
    protected static long? Number(CommandArguments arguments, string name, IActorRef client)
    {
        var text = arguments.ArgumentValues(name).FirstOrDefault() ?? "";
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        client.Tell(new ErroredCommandResponse($"'{text}' is no number of a {name}: use 1 or more."));
        return null;
    }

    /// <summary>An argument with a number of a run.</summary>
    protected static void RunArgument(CommandArgumentBuilder argument) =>
        argument.WithName("run").WithSwitch("-r").WithSwitch("--run").WithDescription("number of the run").IsMandatory(true);
}
