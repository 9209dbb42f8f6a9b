using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

public static class SerializerIdentifierHelper
{
    internal const string Path = "akka.actor.serialization-identifiers";

    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var wanted = WithoutBlanks(type.TypeQualifiedName());
        if (system.Settings.Config.GetConfig(Path) is { } identifiers)
        {
            foreach (var (name, identifier) in identifiers.AsEnumerable())
            {
                if (WithoutBlanks(name) == wanted)
                    return identifier.GetInt();
            }
        }

        throw new ArgumentException($"{type} has no number at {Path}.\"{type.TypeQualifiedName()}\" and does not override Identifier.", nameof(type));
    }

    private static string WithoutBlanks(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
