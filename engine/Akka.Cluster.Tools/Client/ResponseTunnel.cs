using System;
using Akka.Actor;

namespace Akka.Cluster.Tools.Client;

/// <summary>
/// Stands for a client inside the cluster: what a service answers to it goes on to the client, without a sender, so that the client
/// needs a connection to its receptionist only. Ends when it is not used any more.
/// </summary>
internal sealed class ResponseTunnel : ActorBase
{
    private readonly IActorRef _client;

    public ResponseTunnel(IActorRef client, TimeSpan receiveTimeout)
    {
        _client = client;
        Context.SetReceiveTimeout(receiveTimeout);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case KeepAlive:
                break;
            case ReceiveTimeout:
                Context.Stop(Self);
                break;
            default:
                _client.Tell(message, ActorRefs.NoSender);
                break;
        }

        return true;
    }

    internal sealed class KeepAlive : INoSerializationVerificationNeeded
    {
        internal static readonly KeepAlive Instance = new();
    }
}
