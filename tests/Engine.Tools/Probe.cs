using System.Collections.Concurrent;
using Akka.Actor;
using Shouldly;

namespace Engine.Tools.Tests;

/// <summary>An actor whose messages a test takes one by one.</summary>
internal sealed class Probe
{
    private readonly BlockingCollection<(object Message, IActorRef Sender)> _received = new();

    public Probe(ActorSystem system, string name = null)
    {
        Ref = system.ActorOf(Props.Create(() => new Recorder(_received)), name);
    }

    public IActorRef Ref { get; }

    public IActorRef LastSender { get; private set; }

    public T Expect<T>(TimeSpan? timeout = null)
    {
        var patience = timeout ?? Eventually.Patience;
        _received.TryTake(out var next, patience).ShouldBeTrue($"no {typeof(T).Name} within {patience}");
        LastSender = next.Sender;
        return next.Message.ShouldBeAssignableTo<T>();
    }

    /// <summary>Takes messages until one of the wanted kind comes.</summary>
    public T Fish<T>(Func<T, bool> wanted = null, TimeSpan? timeout = null)
    {
        var until = DateTime.UtcNow + (timeout ?? Eventually.Patience);
        while (DateTime.UtcNow < until)
        {
            if (_received.TryTake(out var next, TimeSpan.FromMilliseconds(100)) && next.Message is T found && (wanted is null || wanted(found)))
            {
                LastSender = next.Sender;
                return found;
            }
        }

        throw new ShouldAssertException($"no {typeof(T).Name} in time");
    }

    /// <summary>Whether the message comes in time; others before it are dropped.</summary>
    public bool Hears(object wanted, int milliseconds = 500)
    {
        var until = DateTime.UtcNow + TimeSpan.FromMilliseconds(milliseconds);
        while (DateTime.UtcNow < until)
        {
            if (_received.TryTake(out var next, TimeSpan.FromMilliseconds(20)) && Equals(next.Message, wanted))
            {
                LastSender = next.Sender;
                return true;
            }
        }

        return false;
    }

    public int Count<T>()
    {
        var count = 0;
        while (_received.TryTake(out var next))
            count += next.Message is T ? 1 : 0;
        return count;
    }

    /// <summary>Takes what has come; fails on what must not have.</summary>
    public void ExpectNone<T>(Func<T, bool> unwanted, TimeSpan within)
    {
        var until = DateTime.UtcNow + within;
        while (DateTime.UtcNow < until)
        {
            if (_received.TryTake(out var next, TimeSpan.FromMilliseconds(20)) && next.Message is T found && unwanted(found))
                throw new ShouldAssertException($"unexpected {found}");
        }
    }

    public void ExpectNothing(TimeSpan within)
    {
        if (_received.TryTake(out var next, within))
            throw new ShouldAssertException($"unexpected {next.Message}");
    }

    private sealed class Recorder(BlockingCollection<(object, IActorRef)> received) : UntypedActor
    {
        protected override void OnReceive(object message) => received.Add((message, Sender));
    }
}

internal static class Eventually
{
    /// <summary>How long a busy machine is given for what takes a moment on a quiet one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until a condition holds; for what other threads and processes do in their own time.</summary>
    public static void Holds(Func<bool> condition, string what, TimeSpan? timeout = null)
    {
        var until = DateTime.UtcNow + (timeout ?? Eventually.Patience);
        while (!condition())
        {
            if (DateTime.UtcNow > until)
                throw new ShouldAssertException($"not in time: {what}");
            Thread.Sleep(10);
        }
    }
}
