using Akka.Actor;
using Akka.Dispatch;
using Akka.Remote.Routing;
using Akka.Routing;
using Google.Protobuf.WellKnownTypes;

namespace Akka.Remote.Serialization;

/// <summary>Router pools and what belongs to them. Supervision strategies do not travel.</summary>
public sealed partial class MiscMessageSerializer
{
    private Proto.GenericRoutingPool WritePool(Pool pool)
    {
        var generic = new Proto.GenericRoutingPool
        {
            NrOfInstances = (uint)pool.NrOfInstances,
            RouterDispatcher = pool.RouterDispatcher ?? "",
            UsePoolDispatcher = pool.UsePoolDispatcher,
        };
        if (pool.Resizer != null)
            generic.Resizer = WrappedPayload.Write(system, pool.Resizer);
        return generic;
    }

    private Proto.ScatterGatherPool WriteScatterGather(ScatterGatherFirstCompletedPool pool) =>
        new() { Generic = WritePool(pool), Within = Duration.FromTimeSpan(pool.Within) };

    private Proto.TailChoppingPool WriteTailChopping(TailChoppingPool pool) =>
        new() { Generic = WritePool(pool), Within = Duration.FromTimeSpan(pool.Within), Interval = Duration.FromTimeSpan(pool.Interval) };

    private Proto.RemoteRouterConfig WriteRemoteRouter(RemoteRouterConfig config)
    {
        var data = new Proto.RemoteRouterConfig { Local = WrappedPayload.Write(system, config.Local) };
        foreach (var node in config.Nodes)
            data.Nodes.Add(AddressFormat.ToProto(node));
        return data;
    }

    private static Proto.DefaultResizer WriteResizer(DefaultResizer resizer) => new()
    {
        LowerBound = (uint)resizer.LowerBound,
        UpperBound = (uint)resizer.UpperBound,
        PressureThreshold = (uint)resizer.PressureThreshold,
        RampupRate = resizer.RampupRate,
        BackoffThreshold = resizer.BackoffThreshold,
        BackoffRate = resizer.BackoffRate,
        MessagesPerResize = (uint)resizer.MessagesPerResize,
    };

    private static DefaultResizer ReadResizer(Proto.DefaultResizer resizer) => new(
        (int)resizer.LowerBound, (int)resizer.UpperBound, (int)resizer.PressureThreshold,
        resizer.RampupRate, resizer.BackoffThreshold, resizer.BackoffRate, (int)resizer.MessagesPerResize);

    private RoundRobinPool ReadRoundRobin(Proto.GenericRoutingPool pool) =>
        new((int)pool.NrOfInstances, Resizer(pool), Pool.DefaultSupervisorStrategy, Dispatcher(pool), pool.UsePoolDispatcher);

    private BroadcastPool ReadBroadcast(Proto.GenericRoutingPool pool) =>
        new((int)pool.NrOfInstances, Resizer(pool), Pool.DefaultSupervisorStrategy, Dispatcher(pool), pool.UsePoolDispatcher);

    private RandomPool ReadRandom(Proto.GenericRoutingPool pool) =>
        new((int)pool.NrOfInstances, Resizer(pool), Pool.DefaultSupervisorStrategy, Dispatcher(pool), pool.UsePoolDispatcher);

    private ConsistentHashingPool ReadHashing(Proto.GenericRoutingPool pool) =>
        new((int)pool.NrOfInstances, Resizer(pool), Pool.DefaultSupervisorStrategy, Dispatcher(pool), pool.UsePoolDispatcher);

    private ScatterGatherFirstCompletedPool ReadScatterGather(Proto.ScatterGatherPool pool) =>
        new((int)pool.Generic.NrOfInstances, Resizer(pool.Generic), pool.Within.ToTimeSpan(), Pool.DefaultSupervisorStrategy, Dispatcher(pool.Generic), pool.Generic.UsePoolDispatcher);

    private TailChoppingPool ReadTailChopping(Proto.TailChoppingPool pool) =>
        new((int)pool.Generic.NrOfInstances, Resizer(pool.Generic), Pool.DefaultSupervisorStrategy, Dispatcher(pool.Generic),
            pool.Within.ToTimeSpan(), pool.Interval.ToTimeSpan(), pool.Generic.UsePoolDispatcher);

    private RemoteRouterConfig ReadRemoteRouter(Proto.RemoteRouterConfig config) =>
        new((Pool)WrappedPayload.Read(system, config.Local), config.Nodes.Select(AddressFormat.FromProto));

    private Resizer Resizer(Proto.GenericRoutingPool pool) => (Resizer)WrappedPayload.Read(system, pool.Resizer);

    private static string Dispatcher(Proto.GenericRoutingPool pool) =>
        pool.RouterDispatcher.Length == 0 ? Dispatchers.DefaultDispatcherId : pool.RouterDispatcher;
}
