using Akka.Actor;
using static Akka.Cluster.Tools.Singleton.ClusterSingletonState;
using static Akka.Cluster.Tools.Singleton.SingletonEffect;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The way out: from having been the oldest to the end.</summary>
internal static partial class SingletonRules
{
    private static SingletonStep OnWasOldest(SingletonContext context, WasOldestData data, object @event, IActorRef sender)
    {
        switch (@event)
        {
            case TakeOverRetry { Count: var count } when (context.ClusterTerminated || context.SelfExited) && (data.NewOldest is null || count > context.MaxTakeOverRetries):
                return StopOrStopping(data.Singleton);
            case TakeOverRetry { Count: var count } when count <= context.MaxTakeOverRetries:
                return SingletonStep.Stay
                    .DoIf(data.NewOldest is not null, () => new TellPeer(data.NewOldest.Address, TakeOverFromMe.Instance))
                    .Do(new RetryTakeOver(count + 1));
            case TakeOverRetry:
                return SingletonStep.IsStuck($"[{data.NewOldest}] has not taken over within {context.MaxTakeOverRetries} attempts.");
            case HandOverToMe:
                return HandOver(context, data.Singleton, sender);
            case ClusterEvent.MemberRemoved { Member: var member } when !context.SelfExited && member.UniqueAddress.Equals(context.Self):
                return SingletonStep.Stop.Do(new Log("This node was removed from the cluster: the singleton stops with its manager."));
            case ClusterEvent.MemberRemoved { Member: var member } when !context.SelfExited && member.UniqueAddress.Equals(data.NewOldest):
                return HandOver(context, data.Singleton, null).Do(new RememberRemoved(member.UniqueAddress));
            case Terminated { ActorRef: var ended } when ended.Equals(data.Singleton):
                return SingletonStep.StayUsing(data with { Singleton = null }).Do(new Log($"The singleton [{ended.Path}] has stopped by itself."));
            case SelfExiting:
                return SingletonStep.Stay.Do(new MarkExiting());
            default:
                return IsSelfDowned(context, @event) ? StopOrStopping(data.Singleton) : null;
        }
    }

    private static SingletonStep OnHandingOver(SingletonContext context, HandingOverData data, object @event, IActorRef sender)
    {
        switch (@event)
        {
            case Terminated { ActorRef: var ended } when ended.Equals(data.Singleton):
                return HandedOver(context, data.HandOverTo);
            case HandOverToMe when sender.Equals(data.HandOverTo):
                return SingletonStep.Stay.Do(new Tell(sender, HandOverInProgress.Instance));
            case HandOverToMe when data.HandOverTo is null:
                return SingletonStep.StayUsing(data with { HandOverTo = sender }).Do(new Tell(sender, HandOverInProgress.Instance));
            case SelfExiting:
                return SingletonStep.Stay.Do(new MarkExiting());
            default:
                return null;
        }
    }

    private static SingletonStep OnStopping(StoppingData data, object @event) =>
        @event is Terminated { ActorRef: var ended } && ended.Equals(data.Singleton)
            ? SingletonStep.Stop.Do(new Log($"The singleton [{ended.Path}] has stopped."))
            : null;

    private static SingletonStep OnEnd(SingletonContext context, object @event) => @event switch
    {
        ClusterEvent.MemberRemoved { Member: var member } when member.UniqueAddress.Equals(context.Self) => SingletonStep.Stop,
        HandOverToMe or OldestChanged => SingletonStep.Stay,
        _ => null,
    };

    /// <summary>What every state does with what it has no rule of its own for.</summary>
    private static SingletonStep OnAnyState(SingletonContext context, object @event)
    {
        switch (@event)
        {
            case SelfExiting:
                return SingletonStep.Stay.Do(new MarkExiting()).Do(new ExitingDone());
            case ClusterEvent.MemberRemoved { Member: var member } when !context.SelfExited && member.UniqueAddress.Equals(context.Self):
                return SingletonStep.Stop;
            case ClusterEvent.MemberRemoved { Member: var member }:
                return SingletonStep.Stay.Do(new RememberRemoved(member.UniqueAddress));
            case DelayedMemberRemoved { Member: var member }:
                return SingletonStep.Stay.Do(new RememberRemoved(member.UniqueAddress));
            default:
                return SingletonStep.Stay;
        }
    }

    /// <summary>While the singleton is elsewhere: a removed member may be the one whose singleton must have stopped first.</summary>
    private static SingletonStep OnRemovalOrDowning(SingletonContext context, object @event) => @event switch
    {
        _ when IsSelfDowned(context, @event) => SingletonStep.Stop,
        ClusterEvent.MemberRemoved { Member: var member } when member.UniqueAddress.Equals(context.Self) => SingletonStep.Stop,
        ClusterEvent.MemberRemoved { Member: var member } => SingletonStep.Stay.Do(new DelayRemoval(member)),
        _ => null,
    };

    private static bool IsSelfDowned(SingletonContext context, object @event) =>
        @event is ClusterEvent.MemberDowned { Member: var member } && member.UniqueAddress.Equals(context.Self);

    private static SingletonStep StartSingletonHere(SingletonContext context) => context.UsesLease
        ? SingletonStep.GoTo(AcquiringLease, new AcquiringLeaseData(true, null)).Do(new AcquireLease())
        : SingletonStep.GoTo(Oldest, new OldestData(null)).Do(new StartSingleton());

    private static SingletonStep HandOver(SingletonContext context, IActorRef singleton, IActorRef to) => singleton is null
        ? HandedOver(context, to)
        : SingletonStep.GoTo(HandingOver, new HandingOverData(singleton, to))
            .DoIf(to is not null, () => new Tell(to, HandOverInProgress.Instance))
            .Do(new StopSingleton(singleton));

    private static SingletonStep HandedOver(SingletonContext context, IActorRef to)
    {
        SingletonStep step;
        if (context.Removed.Contains(context.Self))
            step = SingletonStep.Stop;
        else if (to is null)
            step = SingletonStep.GoTo(Younger, new YoungerData([]));
        else
            step = SingletonStep.GoTo(End, EndData.Instance);
        return step.DoIf(to is not null, () => new Tell(to, HandOverDone.Instance)).Do(new ExitingDone());
    }

    private static SingletonStep StopOrStopping(IActorRef singleton) => singleton is null
        ? SingletonStep.Stop
        : SingletonStep.GoTo(Stopping, new StoppingData(singleton)).Do(new StopSingleton(singleton));

    /// <summary>What goes with entering and leaving a state, whichever rule led there.</summary>
    private static SingletonStep AlongTheWay(SingletonContext context, ClusterSingletonState from, SingletonStep step)
    {
        if (step.Next is not { } to || to == from)
            return step;
        if (from == BecomingOldest)
            step = step.Do(new CancelHandOverRetry());
        if (to == BecomingOldest)
            step = step.Do(new RetryHandOver(1));
        if (to is Younger or Oldest)
            step = step.Do(new AskForNextOldest());
        return to is Younger or End && context.Removed.Contains(context.Self)
            ? SingletonStep.Stop.Do(new Log("This node was removed from the cluster."))
            : step;
    }
}
