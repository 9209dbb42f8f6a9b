using System.Globalization;
using Akka.Event;
using Serilog;
using Serilog.Events;

namespace Akka.Logger.Serilog;

/// <summary>Renders Serilog's message templates: names in braces, filled in order.</summary>
public class SerilogLogMessageFormatter : ILogMessageFormatter
{
    public static readonly SerilogLogMessageFormatter Instance = new();

    // Never writes; it parses, caches and binds templates.
    private static readonly ILogger s_binder = new LoggerConfiguration().CreateLogger();

    public SerilogLogMessageFormatter()
    {
    }

    public string Format(string format, params object[] args)
    {
        if (args is null || args.Length == 0 || !s_binder.BindMessageTemplate(format, args, out var template, out var bound))
            return format;
        var values = new Dictionary<string, LogEventPropertyValue>(StringComparer.Ordinal);
        foreach (var property in bound)
            values[property.Name] = property.Value;
        return template.Render(values, CultureInfo.InvariantCulture);
    }

    public string Format(string format, IEnumerable<object> args) => Format(format, args as object[] ?? args?.ToArray());
}
