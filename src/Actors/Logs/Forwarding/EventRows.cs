using System.Globalization;
using System.Text;
using Muster.Actors.Logs.Records;
using Muster.Actors.Logs.Search;
using Serilog.Events;

namespace Muster.Actors.Logs.Forwarding;

/// <summary>A host's log event as a record.</summary>
internal static class EventRows
{
    // A record crosses between hosts in a message of 96 KiB at most.
    private const int MaxText = 16 * 1024;

    /// <summary>Writes an event.</summary>
    public static void Write(LogBatchWriter writer, LogEvent logEvent, string host)
    {
        writer.Begin(Times.MicrosecondsOf(logEvent.Timestamp), LevelOf(logEvent.Level));
        writer.Text(KnownField.Message, Bounded(logEvent.RenderMessage(CultureInfo.InvariantCulture)));
        writer.Text(KnownField.Source, host);
        writer.Text(KnownField.Logger, LoggerOf(logEvent));
        if (logEvent.Exception is { } exception)
            writer.Text(KnownField.FullMessage, Bounded(exception.ToString()));
        foreach (var (name, value) in logEvent.Properties)
        {
            // Numbers are places in the template; their values stand in the message.
            if (!char.IsAsciiDigit(name[0]) && name is not ("LogSource" or "SourceContext" or "SpanId" or "TraceId") && value is ScalarValue scalar)
                Write(writer, name, scalar.Value);
        }
        writer.End();
    }

    internal static int LevelOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => 2,
        LogEventLevel.Error => 3,
        LogEventLevel.Warning => 4,
        LogEventLevel.Information => 6,
        _ => 7,
    };

    private static void Write(LogBatchWriter writer, string name, object? value)
    {
        var utf8 = Encoding.UTF8.GetBytes(char.ToLowerInvariant(name[0]) + name[1..]);
        switch (value)
        {
            case null:
                break;
            case bool boolean:
                writer.Boolean(utf8, boolean);
                break;
            case int or long or short or byte or uint:
                writer.Integer(utf8, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float:
                writer.Real(utf8, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
                    writer.Text(utf8, Bounded(text));
                break;
        }
    }

    // Akka's log names an actor by its path and class: the class is the logger.
    private static string LoggerOf(LogEvent logEvent)
    {
        if (logEvent.Properties.TryGetValue("SourceContext", out var context) && context is ScalarValue { Value: string name })
            return name;
        return logEvent.Properties.TryGetValue("LogSource", out var source) && source is ScalarValue { Value: string path } ? path : "muster";
    }

    private static string Bounded(string text) => text.Length <= MaxText ? text : text[..MaxText] + " ...";
}
