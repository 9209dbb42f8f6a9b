using Akka.Event;

namespace Akka.Logger.Serilog;

/// <summary>A logging adapter whose properties go with every event it logs.</summary>
public class SerilogLoggingAdapter : LoggingAdapterBase
{
    private readonly LoggingBus _bus;
    private readonly string _logSource;
    private readonly Type _logClass;
    private readonly SerilogContext _context;

    public SerilogLoggingAdapter(LoggingBus bus, string logSource, Type logClass)
        : this(bus, logSource, logClass, null)
    {
    }

    private SerilogLoggingAdapter(LoggingBus bus, string logSource, Type logClass, SerilogContext context)
        : base(SerilogLogMessageFormatter.Instance)
    {
        _bus = bus;
        _logSource = logSource;
        _logClass = logClass;
        _context = context;
    }

    public override bool IsDebugEnabled => _bus.LogLevel <= LogLevel.DebugLevel;

    public override bool IsInfoEnabled => _bus.LogLevel <= LogLevel.InfoLevel;

    public override bool IsWarningEnabled => _bus.LogLevel <= LogLevel.WarningLevel;

    public override bool IsErrorEnabled => _bus.LogLevel <= LogLevel.ErrorLevel;

    /// <summary>An adapter like this one that adds one more property.</summary>
    public ILoggingAdapter SetContextProperty(string name, object value, bool destructureObjects = false) =>
        new SerilogLoggingAdapter(_bus, _logSource, _logClass, new SerilogContext(name, value, destructureObjects, _context));

    protected override void NotifyLog(LogLevel logLevel, object message, Exception cause = null)
    {
        var carried = _context is null ? message : new SerilogPayload(message, _context);
        LogEvent logged = logLevel switch
        {
            LogLevel.DebugLevel => new Debug(cause, _logSource, _logClass, carried),
            LogLevel.InfoLevel => new Info(cause, _logSource, _logClass, carried),
            LogLevel.WarningLevel => new Warning(cause, _logSource, _logClass, carried),
            LogLevel.ErrorLevel => new Error(cause, _logSource, _logClass, carried),
            _ => throw new NotSupportedException($"There is no log level {logLevel}."),
        };
        _bus.Publish(logged);
    }
}
