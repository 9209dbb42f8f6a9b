using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Singleton;
using Muster.Actors.Hosting;
using Muster.Actors.Workflow;
using Muster.Messages;

// The seed host: forms the cluster; holds the coordinator, the result actors and the door for drivers.
return await HostProgram.Run(WellKnown.SeedRole, args, static (system, options, end) =>
{
    var settings = new CoordinatorSettings
    {
        Host = options.Name,
        RunDirectory = options.RunDirectory,
        StoreDirectory = options.StoreDirectory,
        OnUnusable = reason => end.Ask(ExitCode.CannotStart, reason),
    };
    system.ActorOf(Results.Props(options.StoreDirectory), HostProgram.NameOf(WellKnown.Results));
    system.ActorOf(
        ClusterSingletonManager.Props(
            Coordinator.Props(settings),
            PoisonPill.Instance,
            ClusterSingletonManagerSettings.Create(system).WithRole(WellKnown.SeedRole)),
        HostProgram.NameOf(WellKnown.CoordinatorManager));
    var workflow = system.ActorOf(
        ClusterSingletonProxy.Props(WellKnown.CoordinatorManager, ClusterSingletonProxySettings.Create(system).WithRole(WellKnown.SeedRole)),
        HostProgram.NameOf(WellKnown.WorkflowService));
    ClusterClientReceptionist.Get(system).RegisterService(workflow);
    system.ActorOf(AccessKeeper.Props(options), "access");
});
