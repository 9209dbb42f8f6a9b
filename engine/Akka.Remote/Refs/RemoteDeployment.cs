using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Remote;

/// <summary>
/// The actor types that other systems may create here: those listed at akka.remote.deployable-actors ("Type, Assembly"). None by default: a
/// deployment runs code, so its type has to be named by whoever configures this system.
/// </summary>
internal static class RemoteDeployment
{
    private const string Setting = "akka.remote.deployable-actors";

    public static Type Resolve(ExtendedActorSystem system, string name) =>
        system.WithExtension<DeployableActors, DeployableActorsProvider>().Types.TryGetValue(name, out var type)
            ? type
            : throw new SerializationException($"The actor type '{name}' may not be deployed here: it is not listed at {Setting}.");

    internal sealed class DeployableActors : IExtension
    {
        public DeployableActors(Config config)
        {
            foreach (var name in config.GetStringList(Setting) ?? [])
            {
                var type = Type.GetType(name) ?? throw new ConfigurationException($"{Setting} lists '{name}', which cannot be found.");
                if (!typeof(ActorBase).IsAssignableFrom(type))
                    throw new ConfigurationException($"{Setting} lists '{name}', which is no actor.");
                Types[type.TypeQualifiedName()] = type;
            }
        }

        public Dictionary<string, Type> Types { get; } = new(StringComparer.Ordinal);
    }

    internal sealed class DeployableActorsProvider : ExtensionIdProvider<DeployableActors>
    {
        public override DeployableActors CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
    }
}
