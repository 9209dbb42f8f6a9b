using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private bool _disposed;

    public abstract Settings Settings { get; }
    public abstract string Name { get; }
    public abstract Serialization.Serialization Serialization { get; }
    public abstract EventStream EventStream { get; }
    public abstract IActorRef DeadLetters { get; }
    public abstract IActorRef IgnoreRef { get; }
    public abstract Dispatchers Dispatchers { get; }
    public abstract Mailboxes Mailboxes { get; }
    public abstract IScheduler Scheduler { get; }
    public abstract ILoggingAdapter Log { get; }
    public abstract Task WhenTerminated { get; }

    /// <summary>The scheduler's clock when the system was made.</summary>
    public TimeSpan StartTime { get; internal set; }

    public TimeSpan Uptime => Scheduler.MonotonicClock - StartTime;

    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, Config config) => Create(name, BootstrapSetup.Create().WithConfig(config));

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap is { HasValue: true, Value.Config.HasValue: true } ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        return CreateAndStart(name, config, setup, Option<Props>.None);
    }

    internal static ActorSystem CreateAndStart(string name, Config config, ActorSystemSetup setup, Option<Props> guardianProps)
    {
        var system = new ActorSystemImpl(name, config, setup, guardianProps);
        system.Start();
        return system;
    }

    public abstract ActorSelection ActorSelection(ActorPath actorPath);
    public abstract ActorSelection ActorSelection(string actorPath);
    public abstract IActorRef ActorOf(Props props, string name = null);
    public abstract void Stop(IActorRef actor);
    public abstract Task Terminate();
    public abstract void RegisterOnTermination(Action code);
    public abstract object GetExtension(IExtensionId extensionId);
    public abstract T GetExtension<T>() where T : class, IExtension;
    public abstract bool HasExtension(Type type);
    public abstract bool HasExtension<T>() where T : class, IExtension;
    public abstract bool TryGetExtension(Type extensionType, out object extension);
    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;
    public abstract object RegisterExtension(IExtensionId extension);

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Terminate();
        GC.SuppressFinalize(this);
    }
}

public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }
    public abstract IInternalActorRef Guardian { get; }
    public abstract IInternalActorRef LookupRoot { get; }
    public abstract IInternalActorRef SystemGuardian { get; }
    public abstract ActorProducerPipelineResolver ActorPipelineResolver { get; }
    public abstract IActorRef SystemActorOf(Props props, string name = null);
    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();
    public abstract string PrintTree();
    public abstract void Abort();
}
