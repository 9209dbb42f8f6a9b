using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Makes its child again some time after it failed; when the child stops by itself, stops, too.</summary>
internal sealed class BackoffOnRestartSupervisor(BackoffPlan plan, IBackoffReset reset)
    : BackoffSupervisorBase(plan.ChildProps, plan.ChildName, reset, plan.ReplyWhileStopped, plan.FinalStopMessage)
{
    protected override SupervisorStrategy SupervisorStrategy()
    {
        var given = plan.Strategy;
        return new OneForOneStrategy(given.MaxNumberOfRetries, given.WithinTimeRangeMilliseconds, cause => Decide(given.Decider.Decide(cause)));
    }

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        Child = null;
        Context.Stop(Self);
        return true;
    }

    /// <summary>A restart becomes a stop now and a start later.</summary>
    private Directive Decide(Directive directive)
    {
        if (directive != Directive.Restart)
            return directive;
        var allowed = plan.Strategy.MaxNumberOfRetries;
        if (allowed >= 0 && RestartCountN + 1 > allowed)
        {
            Context.Stop(Self);
            return Directive.Stop;
        }

        var delay = BackoffDelay.Of(RestartCountN, plan.MinBackoff, plan.MaxBackoff, plan.RandomFactor, Context.System.Scheduler);
        var failed = Child;
        Become(message => AwaitEnd(message, failed, delay));
        RestartCountN++;
        return Directive.Stop;
    }

    private bool AwaitEnd(object message, IActorRef failed, TimeSpan delay)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(failed):
                Child = null;
                Become(Receive);
                ScheduleStart(delay);
                return true;
            case BackoffSupervisor.StartChild:
                // Of an earlier delay; the one to come counts.
                return true;
            default:
                return HandleBackoff(message);
        }
    }
}
