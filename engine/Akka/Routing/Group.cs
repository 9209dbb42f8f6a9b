using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>A router whose routees are actors that others create, known by their paths.</summary>
public abstract class Group : RouterConfig, IEquatable<Group>
{
    protected readonly string[] InternalPaths;

    protected Group(IEnumerable<string> paths, string routerDispatcher) : base(routerDispatcher ?? Dispatchers.DefaultDispatcherId)
    {
        InternalPaths = paths?.ToArray() ?? [];
    }

    public abstract IEnumerable<string> GetPaths(ActorSystem system);

    public Props Props() => Actor.Props.Empty.WithRouter(this);

    public override ActorBase CreateRouterActor() => new RouterActor();

    internal virtual Routee RouteeFor(string path, IActorContext context) => new ActorSelectionRoutee(context.ActorSelection(path));

    private protected override bool EqualParameters(RouterConfig other) => other is Group group
        && base.EqualParameters(other)
        && InternalPaths.AsSpan().SequenceEqual(group.InternalPaths);

    public bool Equals(Group other) => Equals((RouterConfig)other);

    public override bool Equals(object obj) => obj is Group other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(GetType());
        foreach (var path in InternalPaths)
            hash.Add(path);
        return hash.ToHashCode();
    }

    private protected static IList<string> PathsOf(Config config) => config.GetStringList("routees.paths");
}
