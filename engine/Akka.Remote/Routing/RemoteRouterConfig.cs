using Akka.Actor;
using Akka.Routing;
using Akka.Util;

namespace Akka.Remote.Routing;

/// <summary>A pool whose routees are deployed on given nodes, in turn.</summary>
public sealed class RemoteRouterConfig : Pool
{
    private int _next = -1;

    public RemoteRouterConfig(Pool local, IEnumerable<Address> nodes)
        : base(local.NrOfInstances, local.Resizer, local.SupervisorStrategy, local.RouterDispatcher, local.UsePoolDispatcher)
    {
        Local = local;
        Nodes = nodes.ToArray();
        if (Nodes.Count == 0)
            throw new ArgumentException("A remote router needs at least one node.", nameof(nodes));
    }

    internal Pool Local { get; }

    internal IReadOnlyList<Address> Nodes { get; }

    public override Resizer Resizer => Local.Resizer;

    public override SupervisorStrategy SupervisorStrategy => Local.SupervisorStrategy;

    public override string RouterDispatcher => Local.RouterDispatcher;

    public override int GetNrOfInstances(ActorSystem system) => Local.GetNrOfInstances(system);

    public override Router CreateRouter(ActorSystem system) => Local.CreateRouter(system);

    public override ActorBase CreateRouterActor() => Local.CreateRouterActor();

    internal override Routee NewRoutee(Props routeeProps, IActorContext context)
    {
        var number = (uint)Interlocked.Increment(ref _next);
        var node = Nodes[(int)(number % (uint)Nodes.Count)];
        // The node is chosen here; what the router's deployment says, about places or anything else, is not the routee's.
        var deploy = new Deploy(string.Empty, Configuration.Config.Empty, NoRouter.Instance, new RemoteScope(node), routeeProps.Deploy.Dispatcher, routeeProps.Deploy.Mailbox);
        return new ActorRefRoutee(context.ActorOf(routeeProps.WithExactDeploy(deploy), "c" + number));
    }

    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig switch
    {
        RemoteRouterConfig { Local: RemoteRouterConfig } => throw new InvalidOperationException("A remote router cannot wrap a remote router."),
        RemoteRouterConfig other => new RemoteRouterConfig((Pool)Local.WithFallback(other.Local), Nodes),
        _ => new RemoteRouterConfig((Pool)Local.WithFallback(routerConfig), Nodes),
    };

    public new bool Equals(RouterConfig other) => other is RemoteRouterConfig config && Local.Equals(config.Local) && Nodes.SequenceEqual(config.Nodes);

    public override ISurrogate ToSurrogate(ActorSystem system) => new RemoteRouterConfigSurrogate { Local = Local, Nodes = Nodes.ToArray() };

    public class RemoteRouterConfigSurrogate : ISurrogate
    {
        public Pool Local { get; set; }

        public Address[] Nodes { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new RemoteRouterConfig(Local, Nodes);
    }
}
