using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Serilog.Events;
using Serilog.Parsing;

namespace Akka.Logger.Serilog;

/// <summary>
/// Hands the log events of a system to <c>Serilog.Log.Logger</c>, which is read for every event, with the properties SourceContext,
/// ActorPath, Timestamp, LogSource and Thread and those that the message template names.
/// </summary>
public class SerilogLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private static readonly MessageTemplate s_plain = new MessageTemplateParser().Parse("{Message:l}");

    public SerilogLogger()
    {
        Receive<Error>(static e => Write(e, LogEventLevel.Error));
        Receive<Warning>(static e => Write(e, LogEventLevel.Warning));
        Receive<Info>(static e => Write(e, LogEventLevel.Information));
        Receive<Debug>(static e => Write(e, LogEventLevel.Debug));
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
    }

    private static void Write(Event.LogEvent logged, LogEventLevel level)
    {
        var logger = global::Serilog.Log.Logger;
        if (logger.IsEnabled(level))
            logger.Write(Translate(logger, logged, level));
    }

    internal static global::Serilog.Events.LogEvent Translate(global::Serilog.ILogger logger, Event.LogEvent logged, LogEventLevel level)
    {
        var payload = logged.Message as SerilogPayload;
        var message = payload is null ? logged.Message : payload.Message;
        Bind(logger, message, out var template, out var bound);

        var properties = new List<LogEventProperty>(8);
        properties.AddRange(bound);
        Add(properties, "SourceContext", logged.LogClass?.FullName);
        Add(properties, "ActorPath", ActorPathOf(logged.LogSource));
        Add(properties, "Timestamp", logged.Timestamp);
        Add(properties, "LogSource", logged.LogSource);
        Add(properties, "Thread", logged.Thread?.ManagedThreadId.ToString("0000", System.Globalization.CultureInfo.InvariantCulture));
        for (var context = payload?.Context; context is not null; context = context.Outer)
        {
            if (logger.BindProperty(context.Name, context.Value, context.Destructure, out var property) && !Has(properties, context.Name))
                properties.Add(property);
        }

        var at = new DateTimeOffset(DateTime.SpecifyKind(logged.Timestamp, DateTimeKind.Utc));
        return new global::Serilog.Events.LogEvent(at.ToLocalTime(), level, logged.Cause, template, properties);
    }

    private static void Bind(global::Serilog.ILogger logger, object message, out MessageTemplate template, out IEnumerable<LogEventProperty> bound)
    {
        if (message is LogMessage formatted && logger.BindMessageTemplate(formatted.Format, formatted.Parameters().ToArray(), out template, out bound))
            return;
        template = s_plain;
        bound = [new LogEventProperty("Message", new ScalarValue(message?.ToString()))];
    }

    /// <summary>A log source that is an actor reads like <c>[akka://sys/user/a#12]</c>; anything else is shown as it is.</summary>
    private static string ActorPathOf(string source)
    {
        if (source is null)
            return null;
        var start = source.StartsWith('[') ? 1 : 0;
        var end = source.IndexOf('#', StringComparison.Ordinal);
        if (end < 0)
            end = start == 1 && source.EndsWith(']') ? source.Length - 1 : source.Length;
        return source[start..end];
    }

    private static void Add(List<LogEventProperty> properties, string name, object value)
    {
        // What the template itself names under such a name is the caller's and stays.
        if (!Has(properties, name))
            properties.Add(new LogEventProperty(name, new ScalarValue(value)));
    }

    private static bool Has(List<LogEventProperty> properties, string name)
    {
        foreach (var property in properties)
        {
            if (property.Name == name)
                return true;
        }

        return false;
    }
}
