using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using static Akka.Cluster.Tools.Singleton.ClusterSingletonState;
using static Akka.Cluster.Tools.Singleton.SingletonEffect;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// How a manager acts on an event, as a pure function. At most one manager of a partition runs the singleton: the oldest starts it
/// only when every older member has confirmed that its own has stopped, or is gone for longer than the removal margin.
/// </summary>
internal static partial class SingletonRules
{
    internal static SingletonStep Decide(SingletonContext context, ClusterSingletonState state, IClusterSingletonData data, object @event, IActorRef sender)
    {
        var step = (state, data) switch
        {
            (Start, _) => OnStart(context, @event),
            (Younger, YoungerData younger) => OnYounger(context, younger, @event, sender),
            (BecomingOldest, BecomingOldestData becoming) => OnBecomingOldest(context, becoming, @event, sender),
            (AcquiringLease, AcquiringLeaseData acquiring) => OnAcquiringLease(context, acquiring, @event),
            (Oldest, OldestData oldest) => OnOldest(context, oldest, @event, sender),
            (WasOldest, WasOldestData was) => OnWasOldest(context, was, @event, sender),
            (HandingOver, HandingOverData handing) => OnHandingOver(context, handing, @event, sender),
            (Stopping, StoppingData stopping) => OnStopping(stopping, @event),
            (End, _) => OnEnd(context, @event),
            _ => null,
        };
        return AlongTheWay(context, state, step ?? OnAnyState(context, @event));
    }

    private static SingletonStep OnStart(SingletonContext context, object @event)
    {
        if (@event is not InitialOldest initial)
            return null;
        var previous = initial.Oldest.Remove(context.Self);
        if (initial.Oldest.Count == 0 || !initial.Oldest[0].Equals(context.Self))
            return SingletonStep.GoTo(Younger, new YoungerData(previous));
        return initial.IsSafe
            ? StartSingletonHere(context)
            : SingletonStep.GoTo(BecomingOldest, new BecomingOldestData(previous));
    }

    private static SingletonStep OnYounger(SingletonContext context, YoungerData data, object @event, IActorRef sender)
    {
        switch (@event)
        {
            case OldestChanged { Oldest: var oldest } when context.Self.Equals(oldest) && context.SelfExited:
                // Late news: this node is on its way out and the singleton may already run on the next one.
                return SingletonStep.Stay.Do(new AskForNextOldest());
            case OldestChanged { Oldest: var oldest } when context.Self.Equals(oldest):
                if (context.AllRemoved(data.Previous))
                    return StartSingletonHere(context);
                // A removed node needs no farewell; the one to ask is the latest oldest that may still run the singleton.
                return SingletonStep.GoTo(BecomingOldest, new BecomingOldestData(data.Previous))
                    .Do(new TellPeer(data.Previous[0].Address, HandOverToMe.Instance));
            case OldestChanged { Oldest: var oldest }:
                var previous = oldest is null || data.Previous.Contains(oldest) ? data.Previous : data.Previous.Insert(0, oldest);
                return SingletonStep.StayUsing(new YoungerData(previous)).Do(new AskForNextOldest());
            case DelayedMemberRemoved { Member: var member }:
                return SingletonStep.StayUsing(new YoungerData(data.Previous.Remove(member.UniqueAddress)))
                    .Do(new RememberRemoved(member.UniqueAddress));
            case HandOverToMe:
                // The asking node was restarted quickly under the same address; nothing runs here.
                return SingletonStep.Stay.Do(new Tell(sender, HandOverDone.Instance));
            default:
                return OnRemovalOrDowning(context, @event);
        }
    }

    private static SingletonStep OnBecomingOldest(SingletonContext context, BecomingOldestData data, object @event, IActorRef sender)
    {
        switch (@event)
        {
            case HandOverInProgress:
                return SingletonStep.Stay.Do(new CancelHandOverRetry());
            case HandOverDone:
                return data.Previous.Count > 0 && sender.Path.Address.Equals(data.Previous[0].Address)
                    ? StartSingletonHere(context)
                    : SingletonStep.Stay.Do(new Log($"Ignoring HandOverDone of [{sender.Path.Address}], which is not the previous oldest."));
            case DelayedMemberRemoved { Member: var member }:
                var remembered = new RememberRemoved(member.UniqueAddress);
                if (context.ClusterTerminated)
                    return SingletonStep.Stay.Do(remembered);
                var left = data.Previous.Remove(member.UniqueAddress);
                return data.Previous.Contains(member.UniqueAddress) && context.AllRemoved(left)
                    ? StartSingletonHere(context).Do(remembered)
                    : SingletonStep.StayUsing(new BecomingOldestData(left)).Do(remembered);
            case TakeOverFromMe:
                return OnTakeOverRequest(context, data, sender);
            case HandOverRetry { Count: var count } when count <= context.MaxHandOverRetries:
                return SingletonStep.Stay
                    .DoIf(data.Previous.Count > 0, () => new TellPeer(data.Previous[0].Address, HandOverToMe.Instance))
                    .Do(new RetryHandOver(count + 1));
            case HandOverRetry when context.AllRemoved(data.Previous):
                return StartSingletonHere(context)
                    .Do(new Log("No previous oldest is left to hand over and none has asked to be relieved: the singleton starts here."));
            case HandOverRetry when context.ClusterTerminated:
                return SingletonStep.Stop;
            case HandOverRetry:
                return SingletonStep.IsStuck($"Hand-over from [{string.Join(", ", data.Previous)}] has not happened within {context.MaxHandOverRetries} attempts.");
            default:
                return OnRemovalOrDowning(context, @event);
        }
    }

    private static SingletonStep OnTakeOverRequest(SingletonContext context, BecomingOldestData data, IActorRef sender)
    {
        var asking = context.Members.FirstOrDefault(member => member.Address.Equals(sender.Path.Address))?.UniqueAddress;
        if (asking is null)
            return SingletonStep.Stay.Do(new Log($"Ignoring the request to take over from [{sender.Path.Address}], which is no member."));
        if (data.Previous.Count == 0)
            return SingletonStep.StayUsing(new BecomingOldestData([asking])).Do(new Tell(sender, HandOverToMe.Instance));
        return data.Previous[0].Equals(asking)
            ? SingletonStep.Stay.Do(new Tell(sender, HandOverToMe.Instance))
            : SingletonStep.Stay.Do(new Log($"Ignoring the request to take over from [{sender.Path.Address}]: the previous oldest is [{data.Previous[0]}]."));
    }

    private static SingletonStep OnAcquiringLease(SingletonContext context, AcquiringLeaseData data, object @event)
    {
        switch (@event)
        {
            case LeaseAnswered { Acquired: true }:
                return SingletonStep.GoTo(Oldest, new OldestData(null)).Do(new StartSingleton());
            case LeaseAnswered { Acquired: false, Cause: var cause }:
                return SingletonStep.StayUsing(data with { InProgress = false })
                    .Do(new Log(cause is null ? "The lease is held by another." : $"The lease could not be acquired: {cause.Message}"))
                    .Do(new RetryLease());
            case LeaseRetry when !data.InProgress && data.Singleton is null:
                return SingletonStep.StayUsing(data with { InProgress = true }).Do(new AcquireLease());
            case Terminated { ActorRef: var ended } when ended.Equals(data.Singleton):
                return SingletonStep.StayUsing(new AcquiringLeaseData(true, null)).Do(new AcquireLease());
            case OldestChanged { Oldest: var oldest } when !context.Self.Equals(oldest):
                return data.Singleton is null
                    ? SingletonStep.GoTo(Younger, new YoungerData(oldest is null ? [] : [oldest]))
                    : HandOver(context, data.Singleton, null);
            case HandOverToMe when data.Singleton is null:
                return null;
            default:
                return IsSelfDowned(context, @event) ? StopOrStopping(data.Singleton) : null;
        }
    }

    private static SingletonStep OnOldest(SingletonContext context, OldestData data, object @event, IActorRef sender)
    {
        switch (@event)
        {
            case OldestChanged { Oldest: var oldest } when context.Self.Equals(oldest):
                return SingletonStep.Stay.Do(new AskForNextOldest());
            case OldestChanged { Oldest: { } oldest } when !context.SelfExited && context.Removed.Contains(oldest):
                // A removal that was not complete has been taken back. The safe side is to stop and to become the oldest again later.
                return HandOver(context, data.Singleton, null);
            case OldestChanged { Oldest: var oldest }:
                // Should the new oldest not know who was it before, it learns so from this.
                return SingletonStep.GoTo(WasOldest, new WasOldestData(data.Singleton, oldest))
                    .DoIf(oldest is not null, () => new TellPeer(oldest.Address, TakeOverFromMe.Instance))
                    .Do(new RetryTakeOver(1));
            case HandOverToMe:
                return HandOver(context, data.Singleton, sender);
            case TakeOverFromMe:
                return SingletonStep.Stay.Do(new Tell(sender, HandOverToMe.Instance));
            case LeaseLost { Cause: var cause }:
                var lost = new Log($"The lease is lost ({cause?.Message ?? "no cause given"}): the singleton stops until it is acquired again.");
                return data.Singleton is null
                    ? SingletonStep.GoTo(AcquiringLease, new AcquiringLeaseData(true, null)).Do(lost).Do(new AcquireLease())
                    : SingletonStep.GoTo(AcquiringLease, new AcquiringLeaseData(false, data.Singleton)).Do(lost).Do(new StopSingleton(data.Singleton));
            case Terminated { ActorRef: var ended } when ended.Equals(data.Singleton):
                return SingletonStep.StayUsing(new OldestData(null)).Do(new Log($"The singleton [{ended.Path}] has stopped by itself."));
            case SelfExiting:
                return SingletonStep.Stay.Do(new MarkExiting());
            default:
                return IsSelfDowned(context, @event) ? StopOrStopping(data.Singleton) : null;
        }
    }
}
