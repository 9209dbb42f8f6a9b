using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Muster.Messages;

namespace Muster.Tests.Workflow;

/// <summary>A local actor system with Muster's messages and the store's dispatcher.</summary>
public abstract class WorkflowSpec() : TestKit(Settings)
{
    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        muster.store-dispatcher {
          type = Dispatcher
          throughput = 10
        }
        muster.catalogue-dispatcher {
          type = Dispatcher
          throughput = 10
        }
        akka.loglevel = WARNING
        # Bounds for a busy machine; what is waited for ends the wait.
        akka.test {
          single-expect-default = 30s
          default-timeout = 30s
        }
        """).WithFallback(MusterSerializer.Binding);

    protected static string PathOf(TestProbe probe) => Serialization.SerializedActorPath(probe.Ref);
}
