namespace Akka.Event;

public enum LogLevel { DebugLevel = 0, InfoLevel = 1, WarningLevel = 2, ErrorLevel = 3 }

public interface ILogMessageFormatter
{
    string Format(string format, IEnumerable<object> args);
    string Format(string format, params object[] args);
}

public interface ILoggingAdapter
{
    ILogMessageFormatter Formatter { get; }
    bool IsDebugEnabled { get; }
    bool IsEnabled(LogLevel logLevel);
    bool IsErrorEnabled { get; }
    bool IsInfoEnabled { get; }
    bool IsWarningEnabled { get; }
    void Log(LogLevel logLevel, Exception cause, LogMessage message);
    void Log(LogLevel logLevel, Exception cause, string format);
}
