using Akka.Configuration;

namespace Akka.Remote;

/// <summary>What the handshake and the transport heartbeats are set to.</summary>
public class AkkaProtocolSettings
{
    public AkkaProtocolSettings(Config config)
    {
        TransportFailureDetectorConfig = config.GetConfig("akka.remote.transport-failure-detector") ?? ConfigurationFactory.Empty;
        TransportFailureDetectorImplementationClass =
            TransportFailureDetectorConfig.GetString("implementation-class", typeof(DeadlineFailureDetector).FullName);
        TransportHeartBeatInterval = TransportFailureDetectorConfig.GetTimeSpan("heartbeat-interval", TimeSpan.FromSeconds(4));
        HandshakeTimeout = config.HasPath("akka.remote.handshake-timeout")
            ? config.GetTimeSpan("akka.remote.handshake-timeout", TimeSpan.FromSeconds(15))
            : TimeSpan.FromSeconds(15);
    }

    public Config TransportFailureDetectorConfig { get; }
    public string TransportFailureDetectorImplementationClass { get; }
    public TimeSpan TransportHeartBeatInterval { get; }
    public TimeSpan HandshakeTimeout { get; }
}
