using Akka.Configuration;
using Akka.Routing;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where and how an actor runs: dispatcher, mailbox, router, scope.</summary>
public class Deploy : IEquatable<Deploy>, ISurrogated
{
    public const int NoStashSize = -1;

    public static readonly string NoDispatcherGiven = string.Empty;
    public static readonly string NoMailboxGiven = string.Empty;
    public static readonly Scope NoScopeGiven = Actor.NoScopeGiven.Instance;
    public static readonly Deploy Local = new(Scope.Local);
    public static readonly Deploy None = new(string.Empty, Configuration.Config.Empty, NoRouter.Instance, NoScopeGiven, NoDispatcherGiven, NoMailboxGiven);

    public Deploy() : this(string.Empty, Configuration.Config.Empty, NoRouter.Instance, NoScopeGiven, NoDispatcherGiven, NoMailboxGiven) { }

    public Deploy(string path, Scope scope) : this(path, Configuration.Config.Empty, NoRouter.Instance, scope, NoDispatcherGiven, NoMailboxGiven) { }

    public Deploy(RouterConfig routerConfig, Scope scope) : this(string.Empty, Configuration.Config.Empty, routerConfig, scope, NoDispatcherGiven, NoMailboxGiven) { }

    public Deploy(RouterConfig routerConfig) : this(routerConfig, NoScopeGiven) { }

    public Deploy(Scope scope) : this(NoRouter.Instance, scope) { }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher)
        : this(path, config, routerConfig, scope, dispatcher, NoMailboxGiven) { }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox)
        : this(path, config, routerConfig, scope, dispatcher, mailbox, NoStashSize) { }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path ?? string.Empty;
        Config = config;
        RouterConfig = routerConfig ?? NoRouter.Instance;
        Scope = scope ?? NoScopeGiven;
        Dispatcher = dispatcher ?? NoDispatcherGiven;
        Mailbox = mailbox ?? NoMailboxGiven;
        StashCapacity = stashCapacity;
    }

    public string Path { get; }
    public Config Config { get; }
    public RouterConfig RouterConfig { get; }
    public Scope Scope { get; }
    public string Mailbox { get; }
    public string Dispatcher { get; }
    public int StashCapacity { get; }

    /// <summary>What is given here counts, what is not comes from <paramref name="other"/>.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config == null || Config.IsEmpty ? other.Config : other.Config == null || Config.Equals(other.Config) ? Config : Config.WithFallback(other.Config),
        RouterConfig.WithFallback(other.RouterConfig),
        Scope.WithFallback(other.Scope),
        Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    public virtual Deploy WithScope(Scope scope) => new(Path, Config, RouterConfig, scope ?? Scope, Dispatcher, Mailbox, StashCapacity);
    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, RouterConfig, Scope, Dispatcher, mailbox, StashCapacity);
    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, RouterConfig, Scope, dispatcher ?? Dispatcher, Mailbox, StashCapacity);
    public virtual Deploy WithRouterConfig(RouterConfig routerConfig) => new(Path, Config, routerConfig, Scope, Dispatcher, Mailbox, StashCapacity);
    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, RouterConfig, Scope, Dispatcher, Mailbox, stashSize);

    public bool Equals(Deploy other) =>
        other is not null && (ReferenceEquals(this, other)
                              || (Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity
                                  && Equals(RouterConfig, other.RouterConfig) && Equals(Scope, other.Scope)
                                  && (ReferenceEquals(Config, other.Config) || (Config?.IsEmpty ?? true) == (other.Config?.IsEmpty ?? true))));

    public ISurrogate ToSurrogate(ActorSystem system) => new DeploySurrogate
    {
        Path = Path,
        Config = Config,
        RouterConfig = RouterConfig,
        Scope = Scope,
        Mailbox = Mailbox,
        Dispatcher = Dispatcher,
        StashCapacity = StashCapacity,
    };

    public class DeploySurrogate : ISurrogate
    {
        public string Path { get; set; }
        public Config Config { get; set; }
        public RouterConfig RouterConfig { get; set; }
        public Scope Scope { get; set; }
        public string Mailbox { get; set; }
        public string Dispatcher { get; set; }
        public int StashCapacity { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Deploy(Path, Config, RouterConfig, Scope, Dispatcher, Mailbox, StashCapacity);
    }
}
