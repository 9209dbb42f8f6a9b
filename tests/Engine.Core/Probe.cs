using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

/// <summary>A system of a test's own, ended with it.</summary>
public abstract class WithSystem : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected WithSystem(string config = "") =>
        Sys = ActorSystem.Create("test", ConfigurationFactory.ParseString(config).WithFallback(ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }")));

    protected ActorSystem Sys { get; }

    internal Probe NewProbe() => new(Sys);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sys.Terminate().WaitAsync(TimeSpan.FromSeconds(60));

    internal static void Until(Func<bool> condition, string what) => Until(condition, () => what);

    internal static void Until(Func<bool> condition, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > Patience) throw new TimeoutException($"waited {Patience} until {what()}");
            if (!Thread.Yield()) Thread.SpinWait(50);
        }
    }
}

/// <summary>Keeps what it is told, for the test to look at.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<(object Message, IActorRef Sender)> _received = [];
    private readonly ActorSystem _system;

    internal Probe(ActorSystem system)
    {
        _system = system;
        Ref = system.ActorOf(Props.Create(() => new Keeper(_received)));
    }

    internal IActorRef Ref { get; }
    internal IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    internal T Expect<T>()
    {
        if (!_received.TryTake(out var got, Patience)) throw new TimeoutException($"expected {typeof(T).Name}, nothing came in {Patience}");
        LastSender = got.Sender;
        return got.Message.ShouldBeAssignableTo<T>()!;
    }

    internal T Expect<T>(T message)
    {
        var got = Expect<T>();
        got.ShouldBe(message);
        return got;
    }

    /// <summary>Nothing came before a message that the probe sends to itself now.</summary>
    internal void ExpectNothingSoFar()
    {
        var marker = new object();
        Ref.Tell(marker, ActorRefs.NoSender);
        Expect<object>().ShouldBeSameAs(marker);
    }

    internal void ExpectNothingFor(TimeSpan time) => _received.TryTake(out var got, time).ShouldBeFalse($"got {got.Message}");

    internal void Watch(IActorRef subject) => Ref.Tell(new Do(context => context.Watch(subject)), ActorRefs.NoSender);
    internal void Unwatch(IActorRef subject) => Ref.Tell(new Do(context => context.Unwatch(subject)), ActorRefs.NoSender);

    internal void ExpectTerminated(IActorRef subject) => Expect<Terminated>().ActorRef.ShouldBe(subject);

    internal void Send(IActorRef target, object message) => target.Tell(message, Ref);

    internal sealed record Do(Action<IActorContext> Action);

    private sealed class Keeper(BlockingCollection<(object, IActorRef)> received) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Do act) act.Action(Context);
            else received.Add((message, Sender));
        }
    }
}

/// <summary>Runs what it is told to run, inside an actor, with hooks for its lifecycle.</summary>
internal sealed class Puppet : ReceiveActor
{
    private readonly Action<string>? _lifecycle;

    public Puppet(Action<string>? lifecycle = null, SupervisorStrategy? strategy = null, Action<IActorContext>? start = null)
    {
        _lifecycle = lifecycle;
        _strategy = strategy;
        _start = start;
        Receive<Exception>(e => throw e);
        Receive<Probe.Do>(d => d.Action(Context));
        Receive<string>(s => Sender.Tell(s));
        ReceiveAsync<Func<Task>>(f => f());
    }

    private readonly SupervisorStrategy? _strategy;
    private readonly Action<IActorContext>? _start;

    internal static Props Props(Action<string>? lifecycle = null, SupervisorStrategy? strategy = null, Action<IActorContext>? start = null) =>
        Akka.Actor.Props.Create(() => new Puppet(lifecycle, strategy, start));

    protected override SupervisorStrategy SupervisorStrategy() => _strategy ?? base.SupervisorStrategy();

    protected override void PreStart()
    {
        _lifecycle?.Invoke("PreStart");
        _start?.Invoke(Context);
    }

    protected override void PostStop() => _lifecycle?.Invoke("PostStop");

    protected override void PreRestart(Exception reason, object message)
    {
        _lifecycle?.Invoke($"PreRestart({reason.Message}, {message?.GetType().Name})");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _lifecycle?.Invoke($"PostRestart({reason.Message})");
        base.PostRestart(reason);
    }
}

internal static class Puppetry
{
    /// <summary>Makes a child of a puppet and hands it back.</summary>
    internal static IActorRef MakeChild(this IActorRef parent, Props props, string name)
    {
        var made = new TaskCompletionSource<IActorRef>();
        parent.Tell(new Probe.Do(context => made.SetResult(context.ActorOf(props, name))), ActorRefs.NoSender);
        return made.Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
    }
}
