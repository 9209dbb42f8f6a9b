using System.Threading;
using Akka.Actor.Internal;

namespace Akka.Routing;

/// <summary>One after the other.</summary>
public sealed class RoundRobinRoutingLogic : RoutingLogic
{
    private int _next;

    public RoundRobinRoutingLogic() : this(-1)
    {
    }

    public RoundRobinRoutingLogic(int next)
    {
        _next = next;
    }

    public override Routee Select(object message, Routee[] routees)
    {
        if (routees.Length == 0)
            return Routee.NoRoutee;
        // The counter wraps; as an unsigned number it stays a valid dividend.
        var turn = (uint)Interlocked.Increment(ref _next);
        return routees[(int)(turn % (uint)routees.Length)];
    }
}

/// <summary>Any of them with equal probability.</summary>
public sealed class RandomLogic : RoutingLogic
{
    private readonly SystemRandom _random;

    public RandomLogic() : this(new SystemRandom(seed: null))
    {
    }

    internal RandomLogic(SystemRandom random)
    {
        _random = random;
    }

    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : routees[_random.Next(routees.Length)];
}

/// <summary>All of them.</summary>
public sealed class BroadcastRoutingLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : new SeveralRoutees(routees);
}
