using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private const int MaxAliasDepth = 20;

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ILoggingAdapter _logger;
    private MessageDispatcher _defaultDispatcher;

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        _logger = logger;
        Prerequisites = prerequisites;
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public Config DefaultDispatcherConfig => _system.Settings.Config.GetConfig(DefaultDispatcherId);

    public MessageDispatcher DefaultGlobalDispatcher => _defaultDispatcher ??= Lookup(DefaultDispatcherId);

    internal MessageDispatcher InternalDispatcher => HasDispatcher(InternalDispatcherId) ? Lookup(InternalDispatcherId) : DefaultGlobalDispatcher;

    public MessageDispatcher Lookup(string dispatcherName)
    {
        var dispatcher = Configurator(string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName).Dispatcher();
        return dispatcher;
    }

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    /// <summary>The section of a dispatcher; a section that is a mere string is the name of another one.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > MaxAliasDepth)
            throw new ConfigurationException($"Didn't find a dispatcher's section: too many aliases, the last one was [{id}]");
        var value = config.GetValue(id);
        if (value != null && !value.IsEmpty && value.IsString() && !value.IsObject()) return GetConfig(config, value.GetString(), depth + 1);
        var section = config.GetConfig(id);
        return ConfigurationFactory.ParseString($"id = \"{id}\"").WithFallback(section ?? Configuration.Config.Empty);
    }

    private MessageDispatcherConfigurator Configurator(string id)
    {
        if (_configurators.TryGetValue(id, out var known)) return known;
        if (!_system.Settings.Config.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        lock (_configurators)
        {
            if (_configurators.TryGetValue(id, out known)) return known;
            var made = Make(id);
            _configurators[id] = made;
            return made;
        }
    }

    private MessageDispatcherConfigurator Make(string id)
    {
        var defaults = DefaultDispatcherConfig ?? Configuration.Config.Empty;
        var config = GetConfig(_system.Settings.Config, id).WithFallback(defaults);
        string type = config.GetString("type", "Dispatcher");
        return type switch
        {
            "Dispatcher" or "TaskDispatcher" => new DispatcherConfigurator(config, Prerequisites),
            "ForkJoinDispatcher" => new ForkJoinDispatcherConfigurator(config, Prerequisites),
            "PinnedDispatcher" => new PinnedDispatcherConfigurator(config, Prerequisites),
            "SynchronizedDispatcher" => new SynchronizedDispatcherConfigurator(config, Prerequisites),
            null or "" => throw new ConfigurationException($"Missing key [type] in dispatcher [{id}]"),
            _ => (MessageDispatcherConfigurator)ConfiguredType.Create(type, $"{id}.type", config, Prerequisites),
        };
    }

    /// <summary>Ends the threads that dispatchers own. The system calls it when the last actor is gone.</summary>
    internal void Shutdown()
    {
        foreach (var configurator in _configurators.Values)
        {
            if (configurator is PinnedDispatcherConfigurator or SynchronizedDispatcherConfigurator) continue;
            try
            {
                configurator.Dispatcher().ShutdownNow();
            }
            catch (Exception e)
            {
                _logger.Warning(e, "Dispatcher [{0}] could not be shut down", configurator.Config?.GetString("id"));
            }
        }
    }
}
