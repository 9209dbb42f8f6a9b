using System.Net;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace Muster.RoleLoggers;

/// <summary>A Serilog sink that sends events as GELF: its caller never waits, and what the server cannot be given waits on disk.</summary>
public sealed class GelfSink : ILogEventSink, IDisposable, IAsyncDisposable
{
    private readonly GelfFormatter _formatter;
    private readonly GelfSender _sender;

    /// <summary>A sink for one server and port.</summary>
    /// <param name="server">Host name or address.</param>
    /// <param name="port">Of a GELF TCP input.</param>
    /// <param name="name">Whose messages these are: names the spool.</param>
    /// <param name="delivery">Bounds and places; null for the usual.</param>
    public GelfSink(string server, int port, string name, Delivery? delivery = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(server);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _formatter = new GelfFormatter(Dns.GetHostName());
        _sender = new GelfSender(server, port, name, delivery ?? new Delivery());
    }

    /// <summary>What became of the messages so far.</summary>
    public DeliveryAccount Account => _sender.Account;

    /// <inheritdoc />
    public void Emit(LogEvent logEvent) => _sender.Post(_formatter.Format(logEvent));

    /// <summary>Waits a bounded time for the server to take what is left; the rest stays in the spool for the next process.</summary>
    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
}

/// <summary>`WriteTo.Gelf(...)`.</summary>
public static class GelfSinkConfiguration
{
    /// <summary>Sends events as GELF over TCP.</summary>
    public static LoggerConfiguration Gelf(this LoggerSinkConfiguration to, string server, int port = 12201, string name = "serilog", LogEventLevel level = LevelAlias.Minimum, Delivery? delivery = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        return to.Sink(new GelfSink(server, port, name, delivery), level);
    }
}
