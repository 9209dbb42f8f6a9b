using System.Collections.Generic;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>An actor at one of the given paths, chosen at random.</summary>
public sealed class RandomGroup : Group
{
    public RandomGroup(Config config) : this(PathsOf(config), Dispatchers.DefaultDispatcherId)
    {
    }

    public RandomGroup(params string[] paths) : this(paths, Dispatchers.DefaultDispatcherId)
    {
    }

    public RandomGroup(IEnumerable<string> paths) : this(paths, Dispatchers.DefaultDispatcherId)
    {
    }

    public RandomGroup(IEnumerable<string> paths, string routerDispatcher) : base(paths, routerDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic(((ActorSystemImpl)system).Random));

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public RandomGroup WithDispatcher(string dispatcher) => new RandomGroup(InternalPaths, dispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => new RandomGroupSurrogate { Paths = InternalPaths, RouterDispatcher = RouterDispatcher };

    public class RandomGroupSurrogate : ISurrogate
    {
        public IEnumerable<string> Paths { get; set; }

        public string RouterDispatcher { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new RandomGroup(Paths, RouterDispatcher);
    }
}
