namespace Akka.Actor;

public static class PipeToSupport
{
    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, true, sender, success, failure);

    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, useConfigureAwait, sender, success, failure);

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, true, sender, success, failure);

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, useConfigureAwait, sender, success, failure);

    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, true, sender, success, failure);

    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, useConfigureAwait, sender, success, failure);

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, true, sender, success, failure);

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, useConfigureAwait, sender, success, failure);

    // useConfigureAwait means ConfigureAwait(false): the piping itself needs no context.
    private static async Task Pipe<T>(Task<T> task, ICanTell recipient, bool useConfigureAwait, IActorRef sender, Func<T, object> success, Func<Exception, object> failure)
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            var result = await task.ConfigureAwait(!useConfigureAwait);
            recipient.Tell(success != null ? success(result) : result, sender);
        }
        catch (Exception cause)
        {
            recipient.Tell(failure != null ? failure(cause) : new Status.Failure(cause), sender);
        }
    }

    private static async Task Pipe(Task task, ICanTell recipient, bool useConfigureAwait, IActorRef sender, Func<object> success, Func<Exception, object> failure)
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            await task.ConfigureAwait(!useConfigureAwait);
            if (success != null) recipient.Tell(success(), sender);
        }
        catch (Exception cause)
        {
            recipient.Tell(failure != null ? failure(cause) : new Status.Failure(cause), sender);
        }
    }
}
