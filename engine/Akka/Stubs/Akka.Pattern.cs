using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Pattern;

public static partial class Backoff
{
    [System.Obsolete] public static Akka.Pattern.BackoffOptions OnFailure(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)=> throw null;
    public static Akka.Pattern.BackoffOptions OnFailure(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)=> throw null;
    [System.Obsolete] public static Akka.Pattern.BackoffOptions OnStop(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)=> throw null;
    public static Akka.Pattern.BackoffOptions OnStop(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)=> throw null;
}
public abstract partial class BackoffOptions
{
    public abstract Akka.Pattern.BackoffOptions WithAutoReset(TimeSpan resetBackoff);
    public abstract Akka.Pattern.BackoffOptions WithDefaultStoppingStrategy();
    public abstract Akka.Pattern.BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
    public abstract Akka.Pattern.BackoffOptions WithManualReset();
    public abstract Akka.Pattern.BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);
    public abstract Akka.Pattern.BackoffOptions WithReplyWhileStopped(object replyWhileStopped);
    public abstract Akka.Pattern.BackoffOptions WithSupervisorStrategy(Akka.Actor.OneForOneStrategy supervisorStrategy);
    protected BackoffOptions() { }
}
public sealed partial class BackoffSupervisor : Akka.Pattern.BackoffSupervisorBase
{
    internal BackoffSupervisor() { }
    public BackoffSupervisor(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, Akka.Pattern.IBackoffReset reset, double randomFactor, Akka.Actor.SupervisorStrategy strategy, object replyWhileStopped = default, Func<object, bool> finalStopMessage = default) { }
    public BackoffSupervisor(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) { }
    protected override Akka.Actor.SupervisorStrategy SupervisorStrategy()=> throw null;
    protected override bool Receive(object message)=> throw null;
    public static Akka.Actor.Props Props(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)=> throw null;
    public static Akka.Actor.Props Props(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)=> throw null;
    public static Akka.Actor.Props Props(Akka.Pattern.BackoffOptions options)=> throw null;
    public static Akka.Actor.Props PropsWithSupervisorStrategy(Akka.Actor.Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public sealed partial class CurrentChild
    {
        internal CurrentChild() { }
        public CurrentChild(Akka.Actor.IActorRef @ref) { }
        public Akka.Actor.IActorRef Ref { get => throw null; }
    }
    public sealed partial class GetCurrentChild
    {
        internal GetCurrentChild() { }
        public static readonly Akka.Pattern.BackoffSupervisor.GetCurrentChild Instance;
    }
    public sealed partial class GetRestartCount
    {
        internal GetRestartCount() { }
        public static readonly Akka.Pattern.BackoffSupervisor.GetRestartCount Instance;
    }
    public sealed partial class Reset
    {
        internal Reset() { }
        public static readonly Akka.Pattern.BackoffSupervisor.Reset Instance;
    }
    public sealed partial class ResetRestartCount : Akka.Event.IDeadLetterSuppression
    {
        internal ResetRestartCount() { }
        public ResetRestartCount(int current) { }
        public int Current { get => throw null; }
    }
    public sealed partial class RestartCount
    {
        internal RestartCount() { }
        public RestartCount(int count) { }
        public int Count { get => throw null; }
    }
    public sealed partial class StartChild : Akka.Event.IDeadLetterSuppression
    {
        internal StartChild() { }
        public static readonly Akka.Pattern.BackoffSupervisor.StartChild Instance;
    }
}
public abstract partial class BackoffSupervisorBase : Akka.Actor.ActorBase
{
    internal BackoffSupervisorBase() { }
    protected Akka.Actor.IActorRef Child { get => throw null; set => throw null; }
    protected Akka.Actor.Props ChildProps { get => throw null; }
    protected Akka.Pattern.IBackoffReset Reset { get => throw null; }
    protected Func<object, bool> FinalStopMessage { get => throw null; }
    protected bool FinalStopMessageReceived { get => throw null; set => throw null; }
    protected bool HandleBackoff(object message)=> throw null;
    protected int RestartCountN { get => throw null; set => throw null; }
    protected object ReplyWhileStopped { get => throw null; }
    protected override void PreStart()=> throw null;
    protected string ChildName { get => throw null; }
}
public partial class CircuitBreaker
{
    internal CircuitBreaker() { }
    public CircuitBreaker(Akka.Actor.IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) { }
    public CircuitBreaker(Akka.Actor.IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor) { }
    public CircuitBreaker(Akka.Actor.IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor, double randomFactor) { }
    public Akka.Actor.IScheduler Scheduler { get => throw null; }
    public Akka.Pattern.CircuitBreaker OnClose(Action callback)=> throw null;
    public Akka.Pattern.CircuitBreaker OnHalfOpen(Action callback)=> throw null;
    public Akka.Pattern.CircuitBreaker OnOpen(Action callback)=> throw null;
    public Akka.Pattern.CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout)=> throw null;
    public Akka.Pattern.CircuitBreaker WithRandomFactor(double randomFactor)=> throw null;
    public Exception LastCaughtException { get => throw null; }
    public T WithSyncCircuitBreaker<T>(Func<T> body)=> throw null;
    public Task WithCircuitBreaker(Func<Task> body)=> throw null;
    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body)=> throw null;
    public Task<T> WithCircuitBreaker<T,TState>(TState state, Func<TState, Task<T>> body)=> throw null;
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)=> throw null;
    public TimeSpan CallTimeout { get => throw null; }
    public TimeSpan MaxResetTimeout { get => throw null; }
    public TimeSpan ResetTimeout { get => throw null; }
    public bool IsClosed { get => throw null; }
    public bool IsHalfOpen { get => throw null; }
    public bool IsOpen { get => throw null; }
    public double ExponentialBackoffFactor { get => throw null; }
    public double RandomFactor { get => throw null; }
    public int MaxFailures { get => throw null; }
    public long CurrentFailureCount { get => throw null; }
    public static Akka.Pattern.CircuitBreaker Create(Akka.Actor.IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)=> throw null;
    public void Fail()=> throw null;
    public void Succeed()=> throw null;
    public void WithSyncCircuitBreaker(Action body)=> throw null;
}
public static partial class FutureTimeoutSupport
{
    public static Task<T> After<T>(TimeSpan duration, Akka.Actor.IScheduler scheduler, Func<Task<T>> value)=> throw null;
}
public partial interface IBackoffReset
{
}
public partial class IllegalStateException : Akka.Actor.AkkaException
{
    internal IllegalStateException() { }
    public IllegalStateException(string message) { }
    public IllegalStateException(string message, Exception innerEx) { }
    protected IllegalStateException(SerializationInfo info, StreamingContext context) { }
}
public partial class OpenCircuitException : Akka.Actor.AkkaException
{
    public OpenCircuitException() { }
    public OpenCircuitException(Exception cause) { }
    public OpenCircuitException(Exception cause, TimeSpan remainingDuration) { }
    public OpenCircuitException(string message) { }
    public OpenCircuitException(string message, Exception cause) { }
    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration) { }
    public OpenCircuitException(string message, TimeSpan remainingDuration) { }
    public TimeSpan RemainingDuration { get => throw null; }
    public override void GetObjectData(SerializationInfo info, StreamingContext context)=> throw null;
    protected OpenCircuitException(SerializationInfo info, StreamingContext context) { }
}
public static partial class RetrySupport
{
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts)=> throw null;
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, Func<int, Akka.Util.Option<TimeSpan>> delayFunction, Akka.Actor.IScheduler scheduler)=> throw null;
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, Akka.Actor.IScheduler scheduler)=> throw null;
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, Akka.Actor.IScheduler scheduler)=> throw null;
}
public partial class UserCalledFailException : Akka.Actor.AkkaException
{
    public UserCalledFailException() { }
    protected UserCalledFailException(SerializationInfo info, StreamingContext context) { }
}
