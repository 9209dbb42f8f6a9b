using Akka.Dispatch;

namespace Akka.Event;

public interface IDeadLetterSuppression;

public interface ILoggerMessageQueueSemantics : ISemantics;
