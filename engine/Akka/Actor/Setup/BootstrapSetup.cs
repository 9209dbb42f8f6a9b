using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>What an actor system needs before anything else: its configuration and its kind of provider.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider)
    {
        Config = config;
        ActorRefProvider = provider;
    }

    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, Option<ProviderSelection>.Create(name));

    public BootstrapSetup WithConfig(Config config) => new(Option<Config>.Create(config), ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config)
    {
        var merged = Config.HasValue ? Config.Value.SafeWithFallback(config) : config;
        return new BootstrapSetup(Option<Config>.Create(merged), ActorRefProvider);
    }
}
