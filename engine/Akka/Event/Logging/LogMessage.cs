namespace Akka.Event;

/// <summary>A format with its arguments; it becomes text only where a logger writes it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    public abstract string Unformatted();
    public abstract IEnumerable<object> Parameters();
}

public static class LogMessageExtensions
{
}

internal sealed class ArgumentsLogMessage(ILogMessageFormatter formatter, string format, object[] values) : LogMessage(formatter, format)
{
    public override string Unformatted() => $"{Format} [{string.Join(", ", values)}]";
    public override IEnumerable<object> Parameters() => values;

    /// <summary>A wrong format must not lose the message, let alone fail the logger.</summary>
    public override string ToString()
    {
        try
        {
            return Formatter.Format(Format, Parameters());
        }
        catch (Exception e)
        {
            return $"{Unformatted()} (the format does not fit the arguments: {e.Message})";
        }
    }
}

public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter() { }

    public string Format(string format, params object[] args) => string.Format(format, args);

    public string Format(string format, IEnumerable<object> args) => string.Format(format, args as object[] ?? args.ToArray());
}
