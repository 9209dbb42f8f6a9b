using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Singleton;
using Muster.Actors.Logs;
using Muster.Actors.Ranks;
using Muster.Actors.Store;
using Muster.Actors.Store.Postgres;
using Muster.Actors.Telemetry;
using Muster.Actors.Workflow;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>What a host with the role seed holds: the coordinator's singleton and the collector's, the result actors and the door for drivers.</summary>
internal static class CoordinatorActors
{
    // A coordinator that was taken for dead and goes on does no harm: its journal is not its own any more, and rank hosts refuse its epoch. So the next
    // one need not wait until it is surely gone.
    private static readonly TimeSpan RemovalMargin = TimeSpan.FromMilliseconds(100);

    public static void Start(ActorSystem system, HostOptions options, HostEnd end)
    {
        var database = PostgresSettings.Read(system.Settings.Config, options.StoreDirectory, Environment.GetEnvironmentVariable) is { } chosen ? new PostgresStore(chosen) : null;
        if (database is not null)
            system.RegisterOnTermination(database.Dispose);
        IRowStore rows = database is null ? new FileRows(options.StoreDirectory) : database;
        var settings = new CoordinatorSettings
        {
            Host = options.Name,
            RunDirectory = options.RunDirectory,
            StoreDirectory = options.StoreDirectory,
            Rows = rows,
            Database = database,
            Bounds = StoreBounds.Read(system.Settings.Config),
            SilenceLimit = system.Settings.Config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after"),
            OnUnusable = reason => end.Ask(ExitCode.CannotStart, reason),
            Access = epoch => AccessKeeper.Props(options, epoch),
        };
        system.ActorOf(NameBoard.Props(), HostProgram.NameOf(WellKnown.Names));
        system.ActorOf(OutputKeeper.Props(options.StoreDirectory), HostProgram.NameOf(WellKnown.Outputs));
        system.ActorOf(Results.Props(rows), HostProgram.NameOf(WellKnown.Results));
        system.ActorOf(
            ClusterSingletonManager.Props(
                Coordinator.Props(settings),
                PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(WellKnown.SeedRole).WithRemovalMargin(RemovalMargin)),
            HostProgram.NameOf(WellKnown.CoordinatorManager));
        var workflow = system.ActorOf(
            ClusterSingletonProxy.Props(WellKnown.CoordinatorManager, ClusterSingletonProxySettings.Create(system).WithRole(WellKnown.SeedRole)),
            HostProgram.NameOf(WellKnown.WorkflowService));
        ClusterClientReceptionist.Get(system).RegisterService(workflow);
        // The same host as the coordinator's: both are with the oldest of those that may hold them.
        system.ActorOf(
            ClusterSingletonManager.Props(
                Collector.Props(options.Name),
                PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(WellKnown.SeedRole).WithRemovalMargin(RemovalMargin)),
            HostProgram.NameOf(WellKnown.CollectorManager));
        ClusterClientReceptionist.Get(system).RegisterService(system.ActorOf(
            ClusterSingletonProxy.Props(WellKnown.CollectorManager, ClusterSingletonProxySettings.Create(system).WithRole(WellKnown.SeedRole)),
            HostProgram.NameOf(WellKnown.TelemetryService)));
        var aggregator = LogActors.StartStore(system, Path.Combine(options.StoreDirectory, "logs"));
        if (options.TakesLogsAt is { } address)
            LogActors.StartInputs(system, address, options.Trust, aggregator);
    }
}
