using Akka.Actor;
using Google.Protobuf;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Actors.Administration;

/// <summary>Asks a service of the cluster what drivers ask it too.</summary>
internal static class ServiceQuestion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The answer; a refusal, silence and an unexpected answer are exceptions in words.</summary>
    public static async Task<T> Ask<T>(ActorSelection service, string name, IMessage request)
        where T : class
    {
        object answer;
        try
        {
            answer = await service.Ask<object>(request, Patience);
        }
        catch (AskTimeoutException)
        {
            throw new InvalidOperationException($"The {name} has not answered within {Patience.TotalSeconds:0} s: it is moving to another host, or the cluster has not formed.");
        }
        return answer switch
        {
            T expected => expected,
            RequestRefused refused => throw new InvalidOperationException(refused.Reason),
            RunsRefused refused => throw new InvalidOperationException(refused.Reason),
            MessageNotUnderstood unknown => throw new InvalidOperationException(unknown.Reason),
            UnknownMessage unknown => throw new InvalidOperationException(unknown.Reason),
            _ => throw new InvalidOperationException($"The {name} answered with an unexpected {answer.GetType().Name}."),
        };
    }
}
