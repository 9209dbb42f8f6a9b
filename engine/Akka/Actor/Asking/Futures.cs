namespace Akka.Actor;

public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Start<T>(self, null, message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Start<T>(self, messageFactory, null, timeout, cancellationToken);

    private static Task<T> Start<T>(ICanTell self, Func<IActorRef, object> messageFactory, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var patience = timeout ?? provider.Settings.AskTimeout;
        var system = (Internal.ActorSystemImpl)provider.Settings.System;

        var result = new TaskCompletionSource<T>(system.Continuations);
        var future = provider.CreateFutureRef(result);
        var path = future.Path;
        provider.RegisterTempActor(future, path);

        var asked = new Question<T>(result, provider, path, patience);
        if (patience != Timeout.InfiniteTimeSpan && patience > TimeSpan.Zero)
        {
            var timer = new Cancelable(system.Scheduler.Advanced);
            asked.Timer = timer;
            system.Scheduler.Advanced.ScheduleOnce(patience, asked, timer);
        }
        if (cancellationToken.CanBeCanceled)
            asked.Registration = cancellationToken.Register(static (state, token) => ((Question<T>)state).Cancel(token), asked);
        result.Task.ContinueWith(static (_, state) => ((Question<T>)state).Done(), asked, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        future.DeliverAsk(messageFactory == null ? message : messageFactory(future), self);
        return result.Task;
    }

    internal static IActorRefProvider ProviderOf(ICanTell self) => self switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef actor => actor.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };

    /// <summary>An ask that is under way: ends by answer, time-out or cancellation, whichever is first, and then leaves nothing behind.</summary>
    private sealed class Question<T>(TaskCompletionSource<T> result, IActorRefProvider provider, ActorPath path, TimeSpan patience) : Dispatch.IRunnable
    {
        internal ICancelable Timer;
        internal CancellationTokenRegistration Registration;

        public void Run() => result.TrySetException(new AskTimeoutException($"Timeout after {patience} seconds"));
        public void Execute() => Run();

        internal void Cancel(CancellationToken token) => result.TrySetCanceled(token);

        internal void Done()
        {
            provider.UnregisterTempActor(path);
            Timer?.Cancel();
            Registration.Dispose();
        }
    }
}
