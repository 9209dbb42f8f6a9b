namespace Akka.Actor.Scheduler;

/// <summary>A message that a scheduler tells, wrapped so that a trace can say so.</summary>
public interface IScheduledTellMsg : INoSerializationVerificationNeeded, IWrappedMessage;
