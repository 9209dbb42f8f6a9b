namespace Akka.Actor;

/// <summary>Marks an FSM that logs its transitions.</summary>
public interface ILoggingFSM;
