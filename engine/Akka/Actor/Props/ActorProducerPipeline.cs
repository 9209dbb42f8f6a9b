using System.Collections;
using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

public abstract class ActorProducerPluginBase : IActorProducerPlugin
{
    public virtual bool CanBeAppliedTo(Type actorType) => true;
    public virtual void AfterIncarnated(ActorBase actor, IActorContext context) { }
    public virtual void BeforeIncarnated(ActorBase actor, IActorContext context) { }
}

public abstract class ActorProducerPluginBase<TActor> : IActorProducerPlugin
{
    public virtual bool CanBeAppliedTo(Type actorType) => typeof(TActor).IsAssignableFrom(actorType);
    public virtual void AfterIncarnated(TActor actor, IActorContext context) { }
    public virtual void BeforeIncarnated(TActor actor, IActorContext context) { }

    void IActorProducerPlugin.AfterIncarnated(ActorBase actor, IActorContext context) => AfterIncarnated((TActor)(object)actor, context);
    void IActorProducerPlugin.BeforeIncarnated(ActorBase actor, IActorContext context) => BeforeIncarnated((TActor)(object)actor, context);
}

/// <summary>Plugins that see every new actor instance. Stashes are the engine's own business and listed here only by name.</summary>
public class ActorProducerPipelineResolver
{
    private readonly Lazy<ILoggingAdapter> _log;
    private readonly ConcurrentDictionary<Type, ActorProducerPipeline> _pipelines = new();
    private volatile List<IActorProducerPlugin> _plugins = [];

    public ActorProducerPipelineResolver(Func<ILoggingAdapter> logBuilder) => _log = new Lazy<ILoggingAdapter>(logBuilder);

    public int TotalPluginCount => _plugins.Count;

    internal bool HasForeign => _plugins.Count > 0;

    public bool Register(IActorProducerPlugin plugin) => Insert(_plugins.Count, plugin);

    public bool Insert(int index, IActorProducerPlugin plugin)
    {
        lock (_log)
        {
            if (IsRegistered(plugin)) return false;
            _plugins = [.. _plugins.Take(index), plugin, .. _plugins.Skip(index)];
            _pipelines.Clear();
            return true;
        }
    }

    public bool Unregister(IActorProducerPlugin plugin)
    {
        lock (_log)
        {
            if (!IsRegistered(plugin)) return false;
            _plugins = [.. _plugins.Where(p => p.GetType() != plugin.GetType())];
            _pipelines.Clear();
            return true;
        }
    }

    public bool IsRegistered(IActorProducerPlugin plugin) => _plugins.Any(p => p.GetType() == plugin.GetType());

    internal ActorProducerPipeline ResolvePipeline(Type actorType) =>
        _pipelines.GetOrAdd(actorType, type => new ActorProducerPipeline(_log, _plugins.Where(p => p.CanBeAppliedTo(type)).ToList()));
}

public class ActorProducerPipeline : IEnumerable<IActorProducerPlugin>
{
    private readonly Lazy<ILoggingAdapter> _log;
    private readonly List<IActorProducerPlugin> _plugins;

    public ActorProducerPipeline(Lazy<ILoggingAdapter> log, IEnumerable<IActorProducerPlugin> plugins)
    {
        _log = log;
        _plugins = [.. plugins];
    }

    public int Count => _plugins.Count;

    public void AfterActorIncarnated(ActorBase actor, IActorContext context)
    {
        foreach (var plugin in _plugins) Apply(plugin, actor, () => plugin.AfterIncarnated(actor, context));
    }

    public void BeforeActorIncarnated(ActorBase actor, IActorContext context)
    {
        for (int i = _plugins.Count - 1; i >= 0; i--)
        {
            var plugin = _plugins[i];
            Apply(plugin, actor, () => plugin.BeforeIncarnated(actor, context));
        }
    }

    private void Apply(IActorProducerPlugin plugin, ActorBase actor, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _log.Value?.Error(e, "An exception occurred while trying to apply plugin of type {0} to the instance of {1}", plugin.GetType(), actor.GetType());
        }
    }

    public IEnumerator<IActorProducerPlugin> GetEnumerator() => _plugins.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public class ActorStashPlugin : ActorProducerPluginBase
{
    public override bool CanBeAppliedTo(Type actorType) => typeof(IActorStash).IsAssignableFrom(actorType);

    public override void AfterIncarnated(ActorBase actor, IActorContext context)
    {
        if (actor is IActorStash stashing) stashing.Stash ??= context.CreateStash(stashing);
    }

    public override void BeforeIncarnated(ActorBase actor, IActorContext context) => (actor as IActorStash)?.Stash?.UnstashAll();
}
