namespace Akka.Actor;

public interface ITimerScheduler
{
    IReadOnlyCollection<object> ActiveTimers { get; }
    bool IsTimerActive(object key);
    void Cancel(object key);
    void CancelAll();
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);
    void StartSingleTimer(object key, object msg, TimeSpan timeout);
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);
}

public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
