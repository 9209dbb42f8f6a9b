using System.Threading;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>
/// The routee with the least to do: idle with an empty mailbox first, then the fewest waiting messages, then those whose mailbox
/// cannot be seen (remote ones), and suspended ones last. Among equals each has its turn.
/// </summary>
public sealed class SmallestMailboxRoutingLogic : RoutingLogic
{
    private const long Idle = 0;
    private const long Unknown = long.MaxValue - 2;
    private const long Suspended = long.MaxValue - 1;
    private const long Terminated = long.MaxValue;

    private int _next;

    public SmallestMailboxRoutingLogic() : this(-1)
    {
    }

    public SmallestMailboxRoutingLogic(int next)
    {
        _next = next;
    }

    public override Routee Select(object message, Routee[] routees)
    {
        var count = routees.Length;
        if (count == 0)
            return Routee.NoRoutee;
        var start = (uint)Interlocked.Increment(ref _next) % (uint)count;
        var best = routees[start];
        var bestLoad = long.MaxValue;
        for (uint i = 0; i < count; i++)
        {
            var candidate = routees[(start + i) % (uint)count];
            var load = LoadOf(candidate);
            if (load == Idle)
                return candidate;
            if (load >= bestLoad)
                continue;
            best = candidate;
            bestLoad = load;
        }

        return best;
    }

    private static long LoadOf(Routee routee)
    {
        if (routee is not ActorRefRoutee { Actor: ActorRefWithCell actor })
            return Unknown;
        var cell = actor.Underlying;
        if (cell is null || cell.IsTerminated)
            return Terminated;
        var waiting = (long)cell.NumberOfMessages;
        if (cell is not ActorCell local)
            return waiting;
        if (local.Mailbox is { IsSuspended: true })
            return Suspended;
        return waiting + (local.CurrentMessage is null ? 0 : 1);
    }
}
