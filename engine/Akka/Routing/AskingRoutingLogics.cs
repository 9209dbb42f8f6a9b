using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Routing;

/// <summary>Asks all routees; the first answer goes to the sender.</summary>
public sealed class ScatterGatherFirstCompletedRoutingLogic : RoutingLogic
{
    private readonly TimeSpan _within;

    public ScatterGatherFirstCompletedRoutingLogic(TimeSpan within)
    {
        _within = within;
    }

    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : new ScatterGatherFirstCompletedRoutees(routees, _within);
}

internal sealed class ScatterGatherFirstCompletedRoutees : Routee
{
    private readonly Routee[] _routees;
    private readonly TimeSpan _within;

    internal ScatterGatherFirstCompletedRoutees(Routee[] routees, TimeSpan within)
    {
        _routees = routees;
        _within = within;
    }

    public override void Send(object message, IActorRef sender) => AskResult.Deliver(Ask(message, _within), sender);

    public override Task<object> Ask(object message, TimeSpan? timeout)
    {
        var first = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var routee in _routees)
            AskResult.Forward(routee.Ask(message, timeout ?? _within), first);
        return first.Task;
    }
}

/// <summary>Asks one routee after the other, in random order, until one answers or the time is up.</summary>
public sealed class TailChopping : RoutingLogic
{
    private readonly IScheduler _scheduler;
    private readonly TimeSpan _within;
    private readonly TimeSpan _interval;
    private readonly SystemRandom _random;

    public TailChopping(IScheduler scheduler, TimeSpan within, TimeSpan interval) : this(scheduler, within, interval, new SystemRandom(seed: null))
    {
    }

    internal TailChopping(IScheduler scheduler, TimeSpan within, TimeSpan interval, SystemRandom random)
    {
        _scheduler = scheduler;
        _within = within;
        _interval = interval;
        _random = random;
    }

    public override Routee Select(object message, Routee[] routees)
    {
        if (routees.Length == 0)
            return Routee.NoRoutee;
        var order = routees.ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = _random.Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return new TailChoppingRoutees(_scheduler, order, _within, _interval);
    }
}

internal sealed class TailChoppingRoutees : Routee
{
    private readonly IScheduler _scheduler;
    private readonly Routee[] _order;
    private readonly TimeSpan _within;
    private readonly TimeSpan _interval;

    internal TailChoppingRoutees(IScheduler scheduler, Routee[] order, TimeSpan within, TimeSpan interval)
    {
        _scheduler = scheduler;
        _order = order;
        _within = within;
        _interval = interval;
    }

    public override void Send(object message, IActorRef sender) => AskResult.Deliver(Ask(message, _within), sender);

    public override Task<object> Ask(object message, TimeSpan? timeout)
    {
        var within = timeout ?? _within;
        var first = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = -1;
        var ticks = new Cancelable(_scheduler.Advanced);
        _scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, _interval, AskNext, ticks);
        var deadline = _scheduler.Advanced.ScheduleOnceCancelable(within, TimeIsUp);
        first.Task.ContinueWith(
            _ =>
            {
                ticks.Cancel(false);
                deadline.Cancel(false);
            },
            TaskContinuationOptions.ExecuteSynchronously);
        return first.Task;

        void AskNext()
        {
            var turn = Interlocked.Increment(ref asked);
            if (turn < _order.Length)
                AskResult.ForwardReply(_order[turn].Ask(message, within), first);
        }

        void TimeIsUp() => first.TrySetException(
            new AskTimeoutException($"No routee answered within {within}; {Math.Min(asked + 1, _order.Length)} of {_order.Length} were asked."));
    }
}

/// <summary>What becomes of the answers to a router's questions.</summary>
internal static class AskResult
{
    /// <summary>Completes <paramref name="target"/> the way <paramref name="answer"/> ends, if it is the first.</summary>
    internal static void Forward(Task<object> answer, TaskCompletionSource<object> target) =>
        answer.ContinueWith(
            static (done, state) =>
            {
                var first = (TaskCompletionSource<object>)state;
                if (done.IsCompletedSuccessfully)
                    first.TrySetResult(done.Result);
                else if (done.IsCanceled)
                    first.TrySetException(new AskTimeoutException("No routee answered in time."));
                else
                    first.TrySetException(done.Exception.InnerExceptions);
            },
            target,
            TaskContinuationOptions.ExecuteSynchronously);

    /// <summary>As <see cref="Forward"/>, but silence leaves the chance to the next one. A routee that answers with a failure has answered.</summary>
    internal static void ForwardReply(Task<object> answer, TaskCompletionSource<object> target) =>
        answer.ContinueWith(
            static (done, state) =>
            {
                var first = (TaskCompletionSource<object>)state;
                if (done.IsCompletedSuccessfully)
                    first.TrySetResult(done.Result);
                else if (done.Exception is { InnerException: not AskTimeoutException } failure)
                    first.TrySetException(failure.InnerExceptions);
            },
            target,
            TaskContinuationOptions.ExecuteSynchronously);

    /// <summary>Tells the sender the answer, or a <see cref="Status.Failure"/> when there is none.</summary>
    internal static void Deliver(Task<object> answer, IActorRef sender)
    {
        if (sender is null || sender.Equals(ActorRefs.Nobody))
        {
            answer.ContinueWith(static failed => _ = failed.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
            return;
        }

        answer.ContinueWith(
            static (done, state) => ((IActorRef)state).Tell(
                done.IsCompletedSuccessfully ? done.Result : new Status.Failure(done.Exception?.InnerException ?? new AskTimeoutException("No routee answered in time."))),
            sender,
            TaskContinuationOptions.ExecuteSynchronously);
    }
}
