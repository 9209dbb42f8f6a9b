using System.Collections.Generic;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>Actors at given paths take turns.</summary>
public sealed class RoundRobinGroup : Group
{
    public RoundRobinGroup(Config config) : this(PathsOf(config), Dispatchers.DefaultDispatcherId)
    {
    }

    public RoundRobinGroup(params string[] paths) : this(paths, Dispatchers.DefaultDispatcherId)
    {
    }

    public RoundRobinGroup(IEnumerable<string> paths) : this(paths, Dispatchers.DefaultDispatcherId)
    {
    }

    public RoundRobinGroup(IEnumerable<string> paths, string routerDispatcher) : base(paths, routerDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public Group WithDispatcher(string dispatcherId) => new RoundRobinGroup(InternalPaths, dispatcherId);

    public override ISurrogate ToSurrogate(ActorSystem system) => new RoundRobinGroupSurrogate { Paths = InternalPaths, RouterDispatcher = RouterDispatcher };

    public class RoundRobinGroupSurrogate : ISurrogate
    {
        public IEnumerable<string> Paths { get; set; }

        public string RouterDispatcher { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new RoundRobinGroup(Paths, RouterDispatcher);
    }
}
