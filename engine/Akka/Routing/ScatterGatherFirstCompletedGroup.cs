using System;
using System.Collections.Generic;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>The actors at all given paths are asked; the first answer wins.</summary>
public sealed class ScatterGatherFirstCompletedGroup : Group
{
    public ScatterGatherFirstCompletedGroup(Config config)
        : this(PathsOf(config), config.GetTimeSpan("within"), Dispatchers.DefaultDispatcherId)
    {
    }

    public ScatterGatherFirstCompletedGroup(TimeSpan within, params string[] paths)
        : this(paths, within, Dispatchers.DefaultDispatcherId)
    {
    }

    public ScatterGatherFirstCompletedGroup(IEnumerable<string> paths, TimeSpan within)
        : this(paths, within, Dispatchers.DefaultDispatcherId)
    {
    }

    public ScatterGatherFirstCompletedGroup(IEnumerable<string> paths, TimeSpan within, string routerDispatcher)
        : base(paths, routerDispatcher)
    {
        Within = within;
    }

    public TimeSpan Within { get; }

    public override Router CreateRouter(ActorSystem system) => new(new ScatterGatherFirstCompletedRoutingLogic(Within));

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public ScatterGatherFirstCompletedGroup WithDispatcher(string dispatcher) => new(InternalPaths, Within, dispatcher);

    private protected override bool EqualParameters(RouterConfig other) =>
        base.EqualParameters(other) && other is ScatterGatherFirstCompletedGroup group && Within == group.Within;

    public override ISurrogate ToSurrogate(ActorSystem system) => new ScatterGatherFirstCompletedGroupSurrogate
    {
        Paths = InternalPaths,
        RouterDispatcher = RouterDispatcher,
        Within = Within,
    };

    public class ScatterGatherFirstCompletedGroupSurrogate : ISurrogate
    {
        public IEnumerable<string> Paths { get; set; }

        public string RouterDispatcher { get; set; }

        public TimeSpan Within { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new ScatterGatherFirstCompletedGroup(Paths, Within, RouterDispatcher);
    }
}
