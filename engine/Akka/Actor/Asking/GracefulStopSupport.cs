using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public static class GracefulStopSupport
{
    /// <summary>Stops an actor and says when it is gone; the task is cancelled when that takes longer than <paramref name="timeout"/>.</summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var internalTarget = (IInternalActorRef)target;
        var provider = internalTarget.Provider;
        var system = (Internal.ActorSystemImpl)provider.Settings.System;
        using var watch = TerminationWatch.Start(internalTarget, provider, system);
        var timer = system.Scheduler.Advanced.ScheduleOnceCancelable(timeout, watch.GiveUp);
        try
        {
            target.Tell(stopMessage, ActorRefs.NoSender);
            return await watch.Ended.ConfigureAwait(false);
        }
        finally
        {
            timer.Cancel();
        }
    }
}

public static class WatchAsyncSupport
{
    /// <summary>True when the actor has ended, false when the token was cancelled first.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef internalTarget)
            throw new InvalidOperationException($"{target} is not an {typeof(IInternalActorRef)} and cannot be death-watched");
        var provider = internalTarget.Provider;
        using var watch = TerminationWatch.Start(internalTarget, provider, (Internal.ActorSystemImpl)provider.Settings.System);
        await using var registration = token.Register(watch.GiveUp).ConfigureAwait(false);
        try
        {
            return await watch.Ended.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>Watches one actor from outside any actor.</summary>
internal sealed class TerminationWatch : IDisposable
{
    private readonly IInternalActorRef _target;
    private readonly IActorRefProvider _provider;
    private readonly FutureActorRef<Terminated> _watcher;
    private readonly TaskCompletionSource<Terminated> _result;

    private TerminationWatch(IInternalActorRef target, IActorRefProvider provider, TaskCreationOptions continuations)
    {
        _target = target;
        _provider = provider;
        _result = new TaskCompletionSource<Terminated>(continuations);
        _watcher = provider.CreateFutureRef(_result);
        provider.RegisterTempActor(_watcher, _watcher.Path);
        Ended = Await();
    }

    internal Task<bool> Ended { get; }

    internal static TerminationWatch Start(IInternalActorRef target, IActorRefProvider provider, Internal.ActorSystemImpl system)
    {
        var watch = new TerminationWatch(target, provider, system.Continuations);
        target.SendSystemMessage(new Watch(target, watch._watcher));
        return watch;
    }

    internal void GiveUp() => _result.TrySetCanceled();

    private async Task<bool> Await()
    {
        await _result.Task.ConfigureAwait(false);
        return true;
    }

    public void Dispose()
    {
        _provider.UnregisterTempActor(_watcher.Path);
        if (!_result.Task.IsCompletedSuccessfully) _target.SendSystemMessage(new Unwatch(_target, _watcher));
    }
}
