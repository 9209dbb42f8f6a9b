using Akka.Actor;

namespace Akka.Simulation;

/// <summary>The singleton of a simulated cluster: it says when it starts and when it stops.</summary>
internal sealed class SingletonActor : UntypedActor
{
    private readonly SimulatedCluster _cluster;
    private readonly Host _host;

    public SingletonActor(SimulatedCluster cluster, Host host)
    {
        _cluster = cluster;
        _host = host;
    }

    protected override void PreStart()
    {
        _cluster.Say($"  singleton starts on host {_host.Number}");
        _cluster.Singletons.Started(_host, this);
    }

    protected override void PostStop()
    {
        _cluster.Say($"  singleton stops on host {_host.Number}");
        _cluster.Singletons.Stopped(this);
    }

    protected override void OnReceive(object message)
    {
    }
}
