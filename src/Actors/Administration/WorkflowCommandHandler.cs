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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Creates it.</summary>
    protected WorkflowCommandHandler(CommandPalette palette)
        : base(palette)
    {
    }

    /// <summary>Asks the coordinator and answers the command with the text of its answer.</summary>
    protected static void Ask<T>(IMessage request, IActorRef client, Func<T, string> text)
        where T : class =>
        Ask<T>(Context.ActorSelection(WellKnown.WorkflowService), request).PipeTo(
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

        async Task<TSecond> Both() => await Ask<TSecond>(workflow, next(await Ask<TFirst>(workflow, request)));
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

    private static async Task<T> Ask<T>(ActorSelection workflow, IMessage request)
        where T : class
    {
        object answer;
        try
        {
            answer = await workflow.Ask<object>(request, Patience);
        }
        catch (AskTimeoutException)
        {
            throw new InvalidOperationException($"The coordinator has not answered within {Patience.TotalSeconds:0} s: it is moving to another host, or the cluster has not formed.");
        }
        return answer switch
        {
            T expected => expected,
            RequestRefused refused => throw new InvalidOperationException(refused.Reason),
            RunsRefused refused => throw new InvalidOperationException(refused.Reason),
            MessageNotUnderstood unknown => throw new InvalidOperationException(unknown.Reason),
            UnknownMessage unknown => throw new InvalidOperationException(unknown.Reason),
            _ => throw new InvalidOperationException($"The coordinator answered with an unexpected {answer.GetType().Name}."),
        };
    }
}
