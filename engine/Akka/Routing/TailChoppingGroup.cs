using System;
using System.Collections.Generic;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>The actors at given paths are asked one after the other until one answers.</summary>
public sealed class TailChoppingGroup : Group
{
    public TailChoppingGroup(Config config)
        : this(PathsOf(config), config.GetTimeSpan("within"), config.GetTimeSpan("tail-chopping-router.interval"), Dispatchers.DefaultDispatcherId)
    {
    }

    public TailChoppingGroup(IEnumerable<string> routeePaths, TimeSpan within, TimeSpan interval)
        : this(routeePaths, within, interval, Dispatchers.DefaultDispatcherId)
    {
    }

    public TailChoppingGroup(IEnumerable<string> routeePaths, TimeSpan within, TimeSpan interval, string routerDispatcher)
        : base(routeePaths, routerDispatcher)
    {
        Within = within;
        Interval = interval;
    }

    public TimeSpan Within { get; }

    public TimeSpan Interval { get; }

    public override Router CreateRouter(ActorSystem system) => new(new TailChopping(system.Scheduler, Within, Interval, ((ActorSystemImpl)system).Random));

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public TailChoppingGroup WithDispatcher(string dispatcher) => new(InternalPaths, Within, Interval, dispatcher);

    private protected override bool EqualParameters(RouterConfig other) =>
        base.EqualParameters(other) && other is TailChoppingGroup group && Within == group.Within && Interval == group.Interval;

    public override ISurrogate ToSurrogate(ActorSystem system) => new TailChoppingGroupSurrogate
    {
        Paths = InternalPaths,
        RouterDispatcher = RouterDispatcher,
        Within = Within,
        Interval = Interval,
    };

    public class TailChoppingGroupSurrogate : ISurrogate
    {
        public IEnumerable<string> Paths { get; set; }

        public string RouterDispatcher { get; set; }

        public TimeSpan Within { get; set; }

        public TimeSpan Interval { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new TailChoppingGroup(Paths, Within, Interval, RouterDispatcher);
    }
}
