using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Google.Protobuf;
using Muster.Messages;
using Muster.Messages.Workflow;
using Xunit;

namespace Muster.Client.Tests;

/// <summary>A cluster of one host over a real socket, whose workflow service answers as the test says.</summary>
public sealed class ScriptedCluster : IAsyncLifetime
{
    private readonly ActorSystem _system;

    public ScriptedCluster()
    {
        _system = ActorSystem.Create(WellKnown.SystemName, ConfigurationFactory.ParseString("""
            akka {
              loglevel = WARNING
              stdout-loglevel = OFF
              log-dead-letters = off
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
              cluster { gossip-interval = 100 ms, leader-actions-interval = 100 ms, periodic-tasks-initial-delay = 0 s }
            }
            """).WithFallback(MusterSerializer.Binding).WithFallback(ClusterClientReceptionist.DefaultConfig()).WithFallback(DistributedPubSub.DefaultConfig()));
        var cluster = Akka.Cluster.Cluster.Get(_system);
        Address = cluster.SelfAddress;
        cluster.Join(Address);
        var service = _system.ActorOf(Props.Create(() => new Service(this)), "workflow");
        ClusterClientReceptionist.Get(_system).RegisterService(service);
    }

    public Address Address { get; }

    /// <summary>Answers a request; null keeps silent.</summary>
    public Func<IMessage, object?> Answer { get; set; } = _ => null;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate().WaitAsync(TimeSpan.FromSeconds(20));

    public Task<MusterClient> ConnectAsync(ClientOptions? options = null) => MusterClient.ConnectAsync([Address], options ?? Quick);

    /// <summary>For tests: asks often, and gives a busy machine its time.</summary>
    public static ClientOptions Quick { get; } = new()
    {
        LossPatience = TimeSpan.FromSeconds(60),
        AnswerPatience = TimeSpan.FromMilliseconds(500),
        PollWait = TimeSpan.FromMilliseconds(200),
        RetryPause = TimeSpan.FromMilliseconds(10),
    };

    private sealed class Service : ReceiveActor
    {
        public Service(ScriptedCluster script) => ReceiveAny(request =>
        {
            var answer = request is GetNodes ? new Nodes() : script.Answer((IMessage)request);
            if (answer is not null)
                Sender.Tell(answer);
        });
    }
}
