using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Muster.RoleLoggers;

/// <summary>Where a role logger's messages go.</summary>
public static class LoggingVariants
{
    /// <summary>Nowhere.</summary>
    public const string Basic = "basic";

    /// <summary>To a server, as GELF over TCP.</summary>
    public const string Graylog = "graylog";

    /// <summary>Into <see cref="RoleLogger.Captured"/>.</summary>
    public const string Test = "test";
}

/// <summary>Changes or drops a message before it is sent.</summary>
/// <param name="logger">Whose it is.</param>
/// <param name="method">info, error, ...</param>
/// <param name="fields">Its fields; `event` is the text.</param>
/// <returns>The fields to go on with; null drops the message.</returns>
public delegate IDictionary<string, object?>? FilterFunction(RoleLogger logger, string method, IDictionary<string, object?> fields);

/// <summary>What the loggers of the four roles have in common. The arguments are those of the Synergos logger.</summary>
public abstract class RoleLogger : IDisposable, IAsyncDisposable
{
    private const string Censored = "*CENSORED*";

    private readonly Lock _turn = new();
    private readonly string _variant;
    private readonly string? _server;
    private readonly int _port;
    private readonly LogLevel _level;
    private readonly bool _debuggingFields;
    private readonly IReadOnlyList<FilterFunction> _filters;
    private readonly HashSet<string> _censorKeys;
    private readonly string _filePath;
    private readonly Delivery? _delivery;
    private readonly List<IReadOnlyDictionary<string, object?>> _captured = [];
    private RoleLog? _log;
    private GelfSink? _sink;
    private Logger? _serilog;

    private protected RoleLogger(
        string prefix,
        int usualPort,
        string loggerName,
        string loggingVariant,
        string? server,
        int? port,
        LogLevel loggingLevel,
        bool debuggingFields,
        IEnumerable<FilterFunction>? filterFunctions,
        IEnumerable<string>? censorKeys,
        string filePath,
        Delivery? delivery)
    {
        ArgumentException.ThrowIfNullOrEmpty(loggerName);
        if (loggingVariant is not (LoggingVariants.Basic or LoggingVariants.Graylog or LoggingVariants.Test))
            throw new ArgumentException($"'{loggingVariant}' is no logging variant: use 'basic', 'graylog' or 'test'.", nameof(loggingVariant));
        if (loggingVariant == LoggingVariants.Graylog && string.IsNullOrEmpty(server))
            throw new ArgumentException("The variant 'graylog' needs a server.", nameof(server));
        Name = prefix + loggerName;
        (_variant, _server, _port, _level, _debuggingFields) = (loggingVariant, server, port ?? usualPort, loggingLevel, debuggingFields);
        _filters = [.. filterFunctions ?? []];
        _censorKeys = [.. censorKeys ?? []];
        _filePath = filePath;
        _delivery = delivery;
    }

    /// <summary>The role's prefix and the name that was given.</summary>
    public string Name { get; }

    /// <summary>Where the server listens.</summary>
    public int Port => _port;

    /// <summary>What went into a logger of the variant `test`: the fields of each message.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Captured
    {
        get
        {
            lock (_turn)
                return [.. _captured];
        }
    }

    /// <summary>What became of the messages so far.</summary>
    public DeliveryAccount Account => _sink?.Account ?? new DeliveryAccount(0, 0, 0, 0);

    /// <summary>The logger to write to, for <see cref="RoleLog.Info"/> and its like; initialises.</summary>
    public RoleLog Log
    {
        get
        {
            lock (_turn)
                return _log ??= new RoleLog(this);
        }
    }

    /// <summary>True once <see cref="Initialise"/> was called.</summary>
    public bool IsInitialised()
    {
        lock (_turn)
            return _log is not null;
    }

    /// <summary>
    /// Begins, or answers what has begun: connections and spool are made once, however often it is called. What it answers takes fields as named arguments: `log.Info("Hello World!", owner: "me")`.
    /// </summary>
    public dynamic Initialise() => new NamedFields(Log);

    /// <summary>Waits a bounded time for the server to take what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        OnDispose();
        if (_serilog is not null)
            await _serilog.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        OnDispose();
        _serilog?.Dispose();
    }

    private protected virtual void OnDispose()
    {
    }

    /// <summary>Fields of every message of this logger, asked for at each.</summary>
    private protected virtual void AddFields(IDictionary<string, object?> fields)
    {
    }

    internal void Write(LogLevel level, string method, string text, IEnumerable<KeyValuePair<string, object?>> more, Exception? exception)
    {
        if (level < _level)
            return;
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        AddFields(fields);
        foreach (var (name, value) in more)
            fields[name] = value;
        fields["event"] = text;
        fields["logger"] = Name;
        fields["level"] = level.Word();
        fields["level_number"] = (int)level;
        fields["timestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm.ss", CultureInfo.InvariantCulture);
        if (exception is not null)
            fields["exception"] = exception.ToString();
        // What a message says itself is nearer than what its logger says.
        if (_filePath.Length > 0 && !fields.ContainsKey("file_path"))
            fields["file_path"] = _filePath;
        if (_debuggingFields)
            AddDebuggingFields(fields);
        IDictionary<string, object?> kept = fields;
        foreach (var filter in _filters)
        {
            if (filter(this, method, kept) is not { } filtered)
                return;
            kept = filtered;
        }

        foreach (var key in _censorKeys.Where(k => kept.TryGetValue(k, out var value) && value is not null))
            kept[key] = Censored;
        Emit(level, kept, exception);
    }

    private static void AddDebuggingFields(Dictionary<string, object?> fields)
    {
        fields.TryAdd("pid", Environment.ProcessId);
        fields.TryAdd("process_name", AppDomain.CurrentDomain.FriendlyName);
        fields.TryAdd("thread_name", Thread.CurrentThread.Name ?? Environment.CurrentManagedThreadId.ToString(CultureInfo.InvariantCulture));
    }

    private void Emit(LogLevel level, IDictionary<string, object?> fields, Exception? exception)
    {
        if (_variant == LoggingVariants.Basic)
            return;
        if (_variant == LoggingVariants.Test)
        {
            lock (_turn)
                _captured.Add(new Dictionary<string, object?>(fields));
            return;
        }

        var serilog = Serilog();
        var text = $"[{Name}] {fields["event"]}";
        var properties = fields.Select(f => serilog.BindProperty(f.Key, f.Value, destructureObjects: true, out var property) ? property : null).OfType<LogEventProperty>();
        serilog.Write(new LogEvent(TimeProvider.System.GetUtcNow(), level.ToSerilog(), exception, new MessageTemplate(text, [new TextToken(text)]), properties));
    }

    private Logger Serilog()
    {
        lock (_turn)
        {
            if (_serilog is not null)
                return _serilog;
            _sink = new GelfSink(_server!, _port, Name, _delivery);
            return _serilog = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_sink).CreateLogger();
        }
    }
}
