using System.Dynamic;

namespace Muster.RoleLoggers;

/// <summary>What messages are written to: a text, and fields by name.</summary>
public sealed class RoleLog
{
    private readonly RoleLogger _logger;

    internal RoleLog(RoleLogger logger) => _logger = logger;

    /// <summary>Writes at the level DEBUG.</summary>
    public void Debug(string text, params IEnumerable<(string Name, object? Value)> fields) => Write(LogLevel.Debug, "debug", text, fields);

    /// <summary>Writes at the level INFO.</summary>
    public void Info(string text, params IEnumerable<(string Name, object? Value)> fields) => Write(LogLevel.Info, "info", text, fields);

    /// <summary>Writes at the level WARNING.</summary>
    public void Warning(string text, params IEnumerable<(string Name, object? Value)> fields) => Write(LogLevel.Warning, "warning", text, fields);

    /// <summary>Writes at the level ERROR.</summary>
    public void Error(string text, params IEnumerable<(string Name, object? Value)> fields) => Write(LogLevel.Error, "error", text, fields);

    /// <summary>Writes at the level CRITICAL.</summary>
    public void Critical(string text, params IEnumerable<(string Name, object? Value)> fields) => Write(LogLevel.Critical, "critical", text, fields);

    /// <summary>Writes at the level ERROR, with what was thrown.</summary>
    public void Exception(Exception thrown, string text, params IEnumerable<(string Name, object? Value)> fields) => Write(LogLevel.Error, "exception", text, fields, thrown);

    internal void Write(LogLevel level, string method, string text, IEnumerable<(string Name, object? Value)> fields, Exception? thrown = null) =>
        _logger.Write(level, method, text, fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), thrown);
}

/// <summary>The same for callers that write fields as named arguments of any name: `log.Info("Hello World!", owner: "me")`.</summary>
internal sealed class NamedFields(RoleLog log) : DynamicObject
{
    private static readonly Dictionary<string, LogLevel> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Info,
        ["warning"] = LogLevel.Warning,
        ["warn"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["exception"] = LogLevel.Error,
        ["critical"] = LogLevel.Critical,
        ["fatal"] = LogLevel.Critical,
    };

    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        result = null;
        if (args is null || !Methods.TryGetValue(binder.Name, out var level))
            return false;
        var names = binder.CallInfo.ArgumentNames;
        var unnamed = args.Length - names.Count;
        var thrown = args.Take(unnamed).OfType<Exception>().FirstOrDefault();
        if (args.Take(unnamed).OfType<string>().FirstOrDefault() is not { } text || unnamed > (thrown is null ? 1 : 2))
            throw new ArgumentException($"{binder.Name} takes a text and fields by name, as in {binder.Name}(\"Hello World!\", owner: \"me\").");
        log.Write(level, binder.Name.ToLowerInvariant(), text, names.Select((name, i) => (name, args[unnamed + i])), thrown);
        return true;
    }
}
