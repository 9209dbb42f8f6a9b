namespace Akka.Actor;

/// <summary>A path below a root.</summary>
public sealed class ChildActorPath : ActorPath
{
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(parentPath, Checked(name), uid)
    {
    }

    private static string Checked(string name)
    {
        if (name.Contains('/'))
            throw new ArgumentException($"'/' separates names in a path and cannot be part of the name '{name}'.", nameof(name));
        if (name.Contains('#'))
            throw new ArgumentException($"'#' separates name and uid and cannot be part of the name '{name}'.", nameof(name));
        return name;
    }
}
