using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

public class Mailboxes
{
    public static readonly string NoMailboxRequirement = "";
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, Type> _requiredTypes = new();
    private readonly Dictionary<Type, string> _bindings = new();
    private readonly ConcurrentDictionary<Config, DispatcherWish> _dispatcherWishes = new(ReferenceEqualityComparer.Instance);
    private DeadLetterMailbox _deadLetterMailbox;

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        var requirements = system.Settings.Config.GetConfig("akka.actor.mailbox.requirements");
        if (requirements == null) return;
        foreach (var pair in requirements.AsEnumerable())
        {
            string name = pair.Key.Trim('"');
            var type = ConfiguredType.Find(name);
            if (type != null) _bindings[type] = pair.Value.GetString();
        }
    }

    public DeadLetterMailbox DeadLetterMailbox => _deadLetterMailbox ??= new DeadLetterMailbox(_system.DeadLetters);

    /// <summary>The queue semantics an actor asks for by implementing <see cref="IRequiresMessageQueue{T}"/>, or null.</summary>
    public Type GetRequiredType(Type actorType) => actorType == null ? null : _requiredTypes.GetOrAdd(actorType, static type =>
    {
        foreach (var contract in type.GetInterfaces())
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>))
                return contract.GetGenericArguments()[0];
        return typeof(void);
    }) is { } found && found != typeof(void) ? found : null;

    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) != null;

    public bool ProducesMessageQueue(Type mailboxType) => ProducedQueue(mailboxType) != null;

    private static Type ProducedQueue(Type mailboxType)
    {
        foreach (var contract in mailboxType.GetInterfaces())
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>))
                return contract.GetGenericArguments()[0];
        return null;
    }

    public MailboxType LookupByQueueType(Type queueType) =>
        _bindings.TryGetValue(queueType, out string id)
            ? Lookup(id)
            : throw new ConfigurationException($"Mailbox mapping for [{queueType}] not configured");

    public MailboxType Lookup(string id) => _types.GetOrAdd(id, Make);

    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        var actorRequirement = GetRequiredType(props.Type);
        var wish = dispatcherConfig == null ? default : _dispatcherWishes.GetOrAdd(dispatcherConfig, static config => new DispatcherWish(config));

        if (!string.IsNullOrEmpty(props.Deploy.Mailbox)) return Verified(Lookup(props.Deploy.Mailbox), actorRequirement, props);
        if (wish.MailboxId != null) return Verified(Lookup(wish.MailboxId), actorRequirement, props);
        if (wish.Requirement != null) return Verified(LookupByQueueType(wish.Requirement), actorRequirement, props);
        return actorRequirement != null ? Verified(LookupByQueueType(actorRequirement), actorRequirement, props) : Lookup(DefaultMailboxId);
    }

    private static MailboxType Verified(MailboxType type, Type requirement, Props props)
    {
        if (requirement == null) return type;
        var produced = ProducedQueue(type.GetType());
        if (produced == null || requirement.IsAssignableFrom(produced)) return type;
        throw new ArgumentException($"produced message queue type [{produced}] does not fulfill requirement for actor class [{props.Type}]");
    }

    public int StashCapacity(string dispatcher, string mailbox)
    {
        var config = _system.Settings.Config;
        int capacity = -1;
        if (!string.IsNullOrEmpty(mailbox)) capacity = config.GetInt(mailbox + ".stash-capacity", -1);
        if (capacity < 0) capacity = config.GetInt((string.IsNullOrEmpty(dispatcher) ? Dispatchers.DefaultDispatcherId : dispatcher) + ".stash-capacity", -1);
        if (capacity < 0) capacity = config.GetInt(DefaultMailboxId + ".stash-capacity", -1);
        return capacity;
    }

    private MailboxType Make(string id)
    {
        switch (id)
        {
            case "unbounded":
                return new UnboundedMailbox(_system.Settings, Configuration.Config.Empty);
            case "bounded":
                return new BoundedMailbox(_system.Settings, _system.Settings.Config.GetConfig(DefaultMailboxId));
        }
        var config = _system.Settings.Config;
        if (!config.HasPath(id)) throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var section = Section(id);
        string type = section.GetString("mailbox-type");
        if (string.IsNullOrEmpty(type)) throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        return (MailboxType)ConfiguredType.Create(type, $"{id}.mailbox-type", _system.Settings, section);
    }

    private Config Section(string id)
    {
        var config = _system.Settings.Config;
        var defaults = config.GetConfig(DefaultMailboxId) ?? Configuration.Config.Empty;
        return ConfigurationFactory.ParseString($"id = \"{id}\"").WithFallback(config.GetConfig(id)).WithFallback(defaults);
    }

    /// <summary>What a dispatcher's section says about mailboxes, read once: actors come in millions.</summary>
    private readonly struct DispatcherWish
    {
        internal DispatcherWish(Config config)
        {
            MailboxId = string.IsNullOrEmpty(config.GetString("mailbox-type")) ? null : config.GetString("id");
            Requirement = ConfiguredType.Find(config.GetString("mailbox-requirement", NoMailboxRequirement));
        }

        internal string MailboxId { get; }
        internal Type Requirement { get; }
    }
}
