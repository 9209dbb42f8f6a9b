using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Event;

public abstract partial class ActorEventBus<TEvent, TClassifier> : Akka.Event.EventBus<TEvent, TClassifier, Akka.Actor.IActorRef>
{
    protected ActorEventBus() { }
}
public abstract partial class AllDeadLetters : Akka.Actor.IWrappedMessage
{
    internal AllDeadLetters() { }
    public Akka.Actor.IActorRef Recipient { get => throw null; }
    public Akka.Actor.IActorRef Sender { get => throw null; }
    public object Message { get => throw null; }
    public override string ToString()=> throw null;
    protected AllDeadLetters(object message, Akka.Actor.IActorRef sender, Akka.Actor.IActorRef recipient) { }
}
public sealed partial class BusLogging : Akka.Event.LoggingAdapterBase
{
    internal BusLogging() { }
    public BusLogging(Akka.Event.LoggingBus bus, string logSource, Type logClass, Akka.Event.ILogMessageFormatter logMessageFormatter) { }
    public Akka.Event.LoggingBus Bus { get => throw null; }
    public Type LogClass { get => throw null; }
    public override bool IsDebugEnabled { get => throw null; }
    public override bool IsErrorEnabled { get => throw null; }
    public override bool IsInfoEnabled { get => throw null; }
    public override bool IsWarningEnabled { get => throw null; }
    protected override void NotifyLog(Akka.Event.LogLevel logLevel, object message, Exception cause = default)=> throw null;
    public string LogSource { get => throw null; }
}
public sealed partial class DeadLetter : Akka.Event.AllDeadLetters
{
    internal DeadLetter() { }
    public DeadLetter(object message, Akka.Actor.IActorRef sender, Akka.Actor.IActorRef recipient) { }
}
public partial class DeadLetterListener : Akka.Actor.ActorBase
{
    public DeadLetterListener() { }
    protected override bool Receive(object message)=> throw null;
    protected override void PostRestart(Exception reason)=> throw null;
    protected override void PostStop()=> throw null;
    protected override void PreRestart(Exception reason, object message)=> throw null;
    protected override void PreStart()=> throw null;
}
public partial class Debug : Akka.Event.LogEvent
{
    internal Debug() { }
    public Debug(Exception cause, string logSource, Type logClass, object message) { }
    public Debug(string logSource, Type logClass, object message) { }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
}
public partial class DefaultLogMessageFormatter : Akka.Event.ILogMessageFormatter
{
    internal DefaultLogMessageFormatter() { }
    public static readonly Akka.Event.DefaultLogMessageFormatter Instance;
    public string Format(string format, IEnumerable<object> args)=> throw null;
    public string Format(string format, params object[] args)=> throw null;
}
public partial class DefaultLogger : Akka.Actor.ActorBase, Akka.Dispatch.IRequiresMessageQueue<Akka.Event.ILoggerMessageQueueSemantics>
{
    public DefaultLogger() { }
    protected override bool Receive(object message)=> throw null;
    protected virtual void Print(Akka.Event.LogEvent logEvent)=> throw null;
}
public sealed partial class Dropped : Akka.Event.AllDeadLetters
{
    internal Dropped() { }
    public Dropped(object message, string reason, Akka.Actor.IActorRef recipient) { }
    public Dropped(object message, string reason, Akka.Actor.IActorRef sender, Akka.Actor.IActorRef recipient) { }
    public string Reason { get => throw null; }
}
public partial class DummyClassForStringSources
{
    public DummyClassForStringSources() { }
}
public partial class Error : Akka.Event.LogEvent
{
    internal Error() { }
    public Error(Exception cause, string logSource, Type logClass, object message) { }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
}
public abstract partial class EventBus<TEvent, TClassifier, TSubscriber>
{
    protected EventBus() { }
    protected abstract TClassifier GetClassifier(TEvent @event);
    protected abstract bool Classify(TEvent @event, TClassifier classifier);
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);
    protected string SimpleName(Type source)=> throw null;
    protected string SimpleName(object source)=> throw null;
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)=> throw null;
    public virtual bool Unsubscribe(TSubscriber subscriber)=> throw null;
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)=> throw null;
    public virtual void Publish(TEvent @event)=> throw null;
}
public partial class EventStream : Akka.Event.LoggingBus
{
    internal EventStream() { }
    public EventStream(bool debug) { }
    public override bool Subscribe(Akka.Actor.IActorRef subscriber, Type channel)=> throw null;
    public override bool Unsubscribe(Akka.Actor.IActorRef subscriber)=> throw null;
    public override bool Unsubscribe(Akka.Actor.IActorRef subscriber, Type channel)=> throw null;
    public void StartUnsubscriber(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
}
public static partial class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this Akka.Event.EventStream eventStream, Akka.Actor.IActorRef subscriber)=> throw null;
    public static bool Unsubscribe<TChannel>(this Akka.Event.EventStream eventStream, Akka.Actor.IActorRef subscriber)=> throw null;
}
public sealed partial class ExactMatchLogSourceFilter : Akka.Event.LogFilterBase
{
    internal ExactMatchLogSourceFilter() { }
    public ExactMatchLogSourceFilter(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) { }
    public override Akka.Event.LogFilterDecision ShouldKeepMessage(Akka.Event.LogEvent content, string expandedMessage = default)=> throw null;
    public override Akka.Event.LogFilterType FilterType { get => throw null; }
}
public partial interface IDeadLetterSuppression
{
}
public partial interface ILogMessageFormatter
{
    string Format(string format, IEnumerable<object> args);
    string Format(string format, params object[] args);
}
public partial interface ILoggerMessageQueueSemantics : Akka.Dispatch.ISemantics
{
}
public partial interface ILoggingAdapter
{
    Akka.Event.ILogMessageFormatter Formatter { get; }
    bool IsDebugEnabled { get; }
    bool IsEnabled(Akka.Event.LogLevel logLevel);
    bool IsErrorEnabled { get; }
    bool IsInfoEnabled { get; }
    bool IsWarningEnabled { get; }
    void Log(Akka.Event.LogLevel logLevel, Exception cause, Akka.Event.LogMessage message);
    void Log(Akka.Event.LogLevel logLevel, Exception cause, string format);
}
public partial class Info : Akka.Event.LogEvent
{
    internal Info() { }
    public Info(Exception cause, string logSource, Type logClass, object message) { }
    public Info(string logSource, Type logClass, object message) { }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
}
public partial class InitializeLogger : Akka.Actor.INoSerializationVerificationNeeded
{
    internal InitializeLogger() { }
    public InitializeLogger(Akka.Event.LoggingBus loggingBus) { }
    public Akka.Event.LoggingBus LoggingBus { get => throw null; }
}
public abstract partial class LogEvent : Akka.Actor.INoSerializationVerificationNeeded
{
    public DateTime Timestamp { get => throw null; }
    public Exception Cause { get => throw null; protected set => throw null; }
    public Thread Thread { get => throw null; }
    public Type LogClass { get => throw null; protected set => throw null; }
    public abstract Akka.Event.LogLevel LogLevel();
    public object Message { get => throw null; protected set => throw null; }
    public override string ToString()=> throw null;
    protected LogEvent() { }
    public string LogSource { get => throw null; protected set => throw null; }
}
public abstract partial class LogFilterBase : Akka.Actor.INoSerializationVerificationNeeded, Akka.Event.IDeadLetterSuppression
{
    public abstract Akka.Event.LogFilterDecision ShouldKeepMessage(Akka.Event.LogEvent content, string expandedMessage = default);
    public abstract Akka.Event.LogFilterType FilterType { get; }
    protected LogFilterBase() { }
}
public sealed partial class LogFilterBuilder
{
    public LogFilterBuilder() { }
    public Akka.Event.LogFilterBuilder Add(Akka.Event.LogFilterBase filter)=> throw null;
    public Akka.Event.LogFilterBuilder AddRange(IEnumerable<Akka.Event.LogFilterBase> filters)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeMessageContaining(string messagePart)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeMessageRegex(Regex regex)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeSourceContaining(string sourcePart)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeSourceExactly(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeSourceRegex(Regex regex)=> throw null;
    public Akka.Event.LogFilterBuilder ExcludeSourceStartingWith(string sourceStart)=> throw null;
    public Akka.Event.LogFilterSetup Build()=> throw null;
}
public enum LogFilterDecision { Keep = 0, Drop = 1, NoDecision = 2 }
public partial class LogFilterEvaluator
{
    internal LogFilterEvaluator() { }
    public LogFilterEvaluator(Akka.Event.LogFilterBase[] filters) { }
    public bool EvaluatesLogSourcesOnly { get => throw null; }
    public static readonly Akka.Event.LogFilterEvaluator NoFilters;
    public virtual bool ShouldTryKeepMessage(Akka.Event.LogEvent evt, out string expandedLogMessage)=> throw null;
}
public sealed partial class LogFilterSetup : Akka.Actor.Setup.Setup
{
    internal LogFilterSetup() { }
    public LogFilterSetup(Akka.Event.LogFilterBase[] filters) { }
    public Akka.Event.LogFilterBase[] Filters { get => throw null; }
    public Akka.Event.LogFilterEvaluator CreateEvaluator()=> throw null;
}
public enum LogFilterType { Source = 0, Content = 1 }
public enum LogLevel { DebugLevel = 0, InfoLevel = 1, WarningLevel = 2, ErrorLevel = 3 }
public abstract partial class LogMessage
{
    internal LogMessage() { }
    public LogMessage(Akka.Event.ILogMessageFormatter formatter, string format) { }
    public abstract IEnumerable<object> Parameters();
    public abstract string Unformatted();
    protected readonly Akka.Event.ILogMessageFormatter Formatter;
    public string Format { get => throw null; }
}
public static partial class LogMessageExtensions
{
}
public partial struct LogSource
{
    public Type Type { get => throw null; }
    public static Akka.Event.LogSource Create(object o)=> throw null;
    public static Akka.Event.LogSource Create(object o, Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Event.LogSource Create(string source, Type t)=> throw null;
    public static Type SourceType(object o)=> throw null;
    public static string FromActor(Akka.Actor.IActorContext actor, Akka.Actor.ActorSystem system)=> throw null;
    public static string FromActorRef(Akka.Actor.IActorRef a, Akka.Actor.ActorSystem system)=> throw null;
    public static string FromString(string source, Akka.Actor.ActorSystem system)=> throw null;
    public static string FromType(Type t, Akka.Actor.ActorSystem system)=> throw null;
    public string Source { get => throw null; }
}
public partial class LoggerInitialized : Akka.Actor.INoSerializationVerificationNeeded, Akka.Event.IDeadLetterSuppression
{
    public LoggerInitialized() { }
}
public partial class LoggerMailbox : Akka.Dispatch.Mailbox, Akka.Dispatch.IUnboundedMessageQueueSemantics, Akka.Dispatch.MessageQueues.IMessageQueue, Akka.Event.ILoggerMessageQueueSemantics
{
    internal LoggerMailbox() { }
    public LoggerMailbox(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system) { }
    void Akka.Dispatch.MessageQueues.IMessageQueue.CleanUp(IActorRef a, Akka.Dispatch.MessageQueues.IMessageQueue b) => throw null;
    int Akka.Dispatch.MessageQueues.IMessageQueue.Count => throw null;
    bool Akka.Dispatch.MessageQueues.IMessageQueue.HasMessages => throw null;
    void Akka.Dispatch.MessageQueues.IMessageQueue.Enqueue(IActorRef a, Envelope b) => throw null;
    bool Akka.Dispatch.MessageQueues.IMessageQueue.TryDequeue(out Envelope e) => throw null;
}
public static partial class Logging
{
    public static Akka.Event.ILoggingAdapter GetLogger(Akka.Actor.ActorSystem system, object logSourceObj, Akka.Event.ILogMessageFormatter logMessageFormatter = default)=> throw null;
    public static Akka.Event.ILoggingAdapter GetLogger(Akka.Event.LoggingBus loggingBus, object logSourceObj, Akka.Event.ILogMessageFormatter logMessageFormatter = default)=> throw null;
    public static Akka.Event.ILoggingAdapter GetLogger(this Akka.Actor.IActorContext context, Akka.Event.ILogMessageFormatter logMessageFormatter = default)=> throw null;
    public static Akka.Event.LogLevel LogLevelFor(string logLevel)=> throw null;
    public static Akka.Event.LogLevel LogLevelFor<T>() where T : Akka.Event.LogEvent=> throw null;
    public static Type ClassFor(this Akka.Event.LogLevel logLevel)=> throw null;
    public static string SimpleName(Type t)=> throw null;
    public static string SimpleName(object o)=> throw null;
    public static string StringFor(this Akka.Event.LogLevel logLevel)=> throw null;
}
public abstract partial class LoggingAdapterBase : Akka.Event.ILoggingAdapter
{
    internal LoggingAdapterBase() { }
    public Akka.Event.ILogMessageFormatter Formatter { get => throw null; }
    public abstract bool IsDebugEnabled { get; }
    public abstract bool IsErrorEnabled { get; }
    public abstract bool IsInfoEnabled { get; }
    public abstract bool IsWarningEnabled { get; }
    public bool IsEnabled(Akka.Event.LogLevel logLevel)=> throw null;
    protected LoggingAdapterBase(Akka.Event.ILogMessageFormatter logMessageFormatter) { }
    protected abstract void NotifyLog(Akka.Event.LogLevel logLevel, object message, Exception cause = default);
    public void Log(Akka.Event.LogLevel logLevel, Exception cause, Akka.Event.LogMessage message)=> throw null;
    public void Log(Akka.Event.LogLevel logLevel, Exception cause, string format)=> throw null;
}
public partial class LoggingBus : Akka.Event.ActorEventBus<object, Type>
{
    public LoggingBus() { }
    public Akka.Event.LogLevel LogLevel { get => throw null; }
    protected override Type GetClassifier(object @event)=> throw null;
    protected override bool Classify(object @event, Type classifier)=> throw null;
    protected override bool IsSubClassification(Type parent, Type child)=> throw null;
    protected override void Publish(object @event, Akka.Actor.IActorRef subscriber)=> throw null;
    public void SetLogLevel(Akka.Event.LogLevel logLevel)=> throw null;
    public void StartStdoutLogger(Akka.Actor.Settings config)=> throw null;
}
public static partial class LoggingExtensions
{
    public static void Debug(this Akka.Event.ILoggingAdapter log, Exception cause, string format)=> throw null;
    public static void Debug(this Akka.Event.ILoggingAdapter log, Exception cause, string format, object[] args)=> throw null;
    public static void Debug(this Akka.Event.ILoggingAdapter log, string format)=> throw null;
    public static void Debug(this Akka.Event.ILoggingAdapter log, string format, object[] args)=> throw null;
    public static void Debug<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Debug<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Debug<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Debug<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Debug<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Debug<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Debug<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Debug<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Debug<T1,T2>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Debug<T1,T2>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Debug<T1>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1)=> throw null;
    public static void Debug<T1>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1)=> throw null;
    public static void Error(this Akka.Event.ILoggingAdapter log, Exception cause, string format)=> throw null;
    public static void Error(this Akka.Event.ILoggingAdapter log, Exception cause, string format, object[] args)=> throw null;
    public static void Error(this Akka.Event.ILoggingAdapter log, string format)=> throw null;
    public static void Error(this Akka.Event.ILoggingAdapter log, string format, object[] args)=> throw null;
    public static void Error<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Error<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Error<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Error<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Error<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Error<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Error<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Error<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Error<T1,T2>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Error<T1,T2>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Error<T1>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1)=> throw null;
    public static void Error<T1>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1)=> throw null;
    public static void Info(this Akka.Event.ILoggingAdapter log, Exception cause, string format)=> throw null;
    public static void Info(this Akka.Event.ILoggingAdapter log, Exception cause, string format, object[] args)=> throw null;
    public static void Info(this Akka.Event.ILoggingAdapter log, string format)=> throw null;
    public static void Info(this Akka.Event.ILoggingAdapter log, string format, object[] args)=> throw null;
    public static void Info<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Info<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Info<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Info<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Info<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Info<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Info<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Info<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Info<T1,T2>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Info<T1,T2>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Info<T1>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1)=> throw null;
    public static void Info<T1>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1)=> throw null;
    public static void Log(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel level, Exception cause, string format, object[] args)=> throw null;
    public static void Log(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel level, string format)=> throw null;
    public static void Log(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel level, string format, object[] args)=> throw null;
    public static void Log<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Log<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Log<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Log<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Log<T1,T2>(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Log<T1>(this Akka.Event.ILoggingAdapter log, Akka.Event.LogLevel logLevel, Exception cause, string format, T1 arg1)=> throw null;
    public static void Warning(this Akka.Event.ILoggingAdapter log, Exception cause, string format)=> throw null;
    public static void Warning(this Akka.Event.ILoggingAdapter log, Exception cause, string format, object[] args)=> throw null;
    public static void Warning(this Akka.Event.ILoggingAdapter log, string format)=> throw null;
    public static void Warning(this Akka.Event.ILoggingAdapter log, string format, object[] args)=> throw null;
    public static void Warning<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Warning<T1,T2,T3,T4,T5,T6>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)=> throw null;
    public static void Warning<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Warning<T1,T2,T3,T4,T5>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)=> throw null;
    public static void Warning<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Warning<T1,T2,T3,T4>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)=> throw null;
    public static void Warning<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Warning<T1,T2,T3>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)=> throw null;
    public static void Warning<T1,T2>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Warning<T1,T2>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1, T2 arg2)=> throw null;
    public static void Warning<T1>(this Akka.Event.ILoggingAdapter log, Exception cause, string format, T1 arg1)=> throw null;
    public static void Warning<T1>(this Akka.Event.ILoggingAdapter log, string format, T1 arg1)=> throw null;
}
public abstract partial class MinimalLogger : Akka.Actor.MinimalActorRef
{
    public Akka.Event.LogFilterEvaluator Filter { get => throw null; }
    protected MinimalLogger() { }
    protected abstract void Log(object message);
    protected sealed override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
    public sealed override Akka.Actor.ActorPath Path { get => throw null; }
    public sealed override Akka.Actor.IActorRefProvider Provider { get => throw null; }
}
public sealed partial class NoLogger : Akka.Event.ILoggingAdapter
{
    internal NoLogger() { }
    public Akka.Event.ILogMessageFormatter Formatter { get => throw null; }
    public bool IsDebugEnabled { get => throw null; }
    public bool IsEnabled(Akka.Event.LogLevel logLevel)=> throw null;
    public bool IsErrorEnabled { get => throw null; }
    public bool IsInfoEnabled { get => throw null; }
    public bool IsWarningEnabled { get => throw null; }
    public static readonly Akka.Event.ILoggingAdapter Instance;
    public void Log(Akka.Event.LogLevel logLevel, Exception cause, Akka.Event.LogMessage message)=> throw null;
    public void Log(Akka.Event.LogLevel logLevel, Exception cause, string format)=> throw null;
}
public sealed partial class RegexLogMessageFilter : Akka.Event.LogFilterBase
{
    internal RegexLogMessageFilter() { }
    public RegexLogMessageFilter(Regex messageRegex) { }
    public override Akka.Event.LogFilterDecision ShouldKeepMessage(Akka.Event.LogEvent content, string expandedMessage = default)=> throw null;
    public override Akka.Event.LogFilterType FilterType { get => throw null; }
}
public sealed partial class RegexLogSourceFilter : Akka.Event.LogFilterBase
{
    internal RegexLogSourceFilter() { }
    public RegexLogSourceFilter(Regex sourceRegex) { }
    public override Akka.Event.LogFilterDecision ShouldKeepMessage(Akka.Event.LogEvent content, string expandedMessage = default)=> throw null;
    public override Akka.Event.LogFilterType FilterType { get => throw null; }
}
public partial class StandardOutLogger : Akka.Event.MinimalLogger
{
    public StandardOutLogger() { }
    protected override void Log(object message)=> throw null;
    public static ConsoleColor DebugColor { get => throw null; set => throw null; }
    public static ConsoleColor ErrorColor { get => throw null; set => throw null; }
    public static ConsoleColor InfoColor { get => throw null; set => throw null; }
    public static ConsoleColor WarningColor { get => throw null; set => throw null; }
    public static bool UseColors { get => throw null; set => throw null; }
}
public partial class Subscription<TSubscriber, TClassifier>
{
    internal Subscription() { }
    public Subscription(TSubscriber subscriber) { }
    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions) { }
    public ISet<TClassifier> Unsubscriptions { get => throw null; }
    public TSubscriber Subscriber { get => throw null; }
}
public sealed partial class SuppressedDeadLetter : Akka.Event.AllDeadLetters
{
    internal SuppressedDeadLetter() { }
    public SuppressedDeadLetter(Akka.Event.IDeadLetterSuppression message, Akka.Actor.IActorRef sender, Akka.Actor.IActorRef recipient) { }
}
public partial class TraceLogger : Akka.Actor.UntypedActor
{
    public TraceLogger() { }
    protected override void OnReceive(object message)=> throw null;
}
public sealed partial class UnhandledMessage : Akka.Event.AllDeadLetters
{
    internal UnhandledMessage() { }
    public UnhandledMessage(object message, Akka.Actor.IActorRef sender, Akka.Actor.IActorRef recipient) { }
}
public partial class Warning : Akka.Event.LogEvent
{
    internal Warning() { }
    public Warning(Exception cause, string logSource, Type logClass, object message) { }
    public Warning(string logSource, Type logClass, object message) { }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
}
