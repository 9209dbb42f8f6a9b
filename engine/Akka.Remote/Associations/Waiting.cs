using Akka.Actor;

namespace Akka.Remote.Associations;

/// <summary>A message that cannot go into the outbox yet: no link, or the user lane is at its limit.</summary>
/// <param name="Frame">Set for a system message, which has its number and its frame already.</param>
internal readonly record struct Waiting(object Message, IActorRef Sender, RemoteActorRef Recipient, byte[] Frame);

/// <summary>A system message with what is needed to deliver it once it is its turn.</summary>
internal readonly record struct SystemDelivery(IInternalActorRef Recipient, Dispatch.SysMsg.ISystemMessage Message);

/// <summary>What has to be told to others after the association's lock is free.</summary>
internal sealed class Aftermath
{
    public List<RemotingLifecycleEvent> Events;
    public List<Waiting> Lost;
    public string LostReason;

    public void Publish(RemotingLifecycleEvent e) => (Events ??= []).Add(e);

    public void Lose(in Waiting waiting, string reason)
    {
        (Lost ??= []).Add(waiting);
        LostReason = reason;
    }
}
