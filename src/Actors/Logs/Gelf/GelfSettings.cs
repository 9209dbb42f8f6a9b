using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Muster.Actors.Logs.Gelf;

/// <summary>How messages come to an input.</summary>
public enum GelfTransport
{
    /// <summary>Frames ended by a zero byte.</summary>
    Tcp,

    /// <summary>A message a datagram, or chunks.</summary>
    Udp,

    /// <summary>POST /gelf.</summary>
    Http,

    /// <summary>As TCP, inside of TLS.</summary>
    Tls,
}

/// <summary>An input.</summary>
/// <param name="Name">As Graylog's content pack calls it.</param>
/// <param name="Transport">How messages come.</param>
/// <param name="Port">Where it listens; 0 = anywhere.</param>
public sealed record GelfInputSettings(string Name, GelfTransport Transport, int Port);

/// <summary>The inputs of a host.</summary>
public sealed record GelfSettings
{
    /// <summary>Where they listen.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>Which there are.</summary>
    public IReadOnlyList<GelfInputSettings> Inputs { get; init; } = Usual;

    /// <summary>With a private key: what TLS inputs show. Without one there are no such inputs.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Ports that an earlier process of this very server listens on and is about to leave: they are shared with it until it does.</summary>
    public IReadOnlyCollection<int> TakenOver { get; init; } = [];

    /// <summary>The five of the Synergos content pack, each by TCP and UDP, then HTTP and TLS.</summary>
    public static IReadOnlyList<GelfInputSettings> Usual { get; } =
    [
        .. new (string Name, int Port)[] { ("Sysmetrics Logs", 9100), ("Director Logs", 9200), ("TTP Logs", 9300), ("Worker Logs", 9400), ("Test Logs", 12201) }
            .SelectMany(input => new[] { new GelfInputSettings(input.Name, GelfTransport.Tcp, input.Port), new GelfInputSettings(input.Name, GelfTransport.Udp, input.Port) }),
        new GelfInputSettings("HTTP Logs", GelfTransport.Http, 12202),
        new GelfInputSettings("TLS Logs", GelfTransport.Tls, 12203),
    ];
}

/// <summary>To <see cref="GelfInputs"/>: answered by <see cref="GelfInputsState"/> once every input listens or has failed to.</summary>
public sealed record GetGelfInputs
{
    /// <summary>The one there is.</summary>
    public static GetGelfInputs Instance { get; } = new();
}

/// <summary>What the inputs are and have taken.</summary>
public sealed record GelfInputsState(IReadOnlyList<GelfInputState> Inputs);

/// <summary>An input as it is.</summary>
/// <param name="Settings">As asked for.</param>
/// <param name="Port">Where it listens; 0 when it does not.</param>
/// <param name="Fault">Why it listens elsewhere, or not at all; empty when all is well.</param>
/// <param name="Counters">What it has taken.</param>
/// <param name="Connections">Open now.</param>
public sealed record GelfInputState(GelfInputSettings Settings, int Port, string Fault, GelfCounters Counters, int Connections);

/// <summary>To <see cref="GelfInputs"/>: take no new connections, take in what still comes for up to the patience, and answer <see cref="GelfDrained"/> once all of it is stored.</summary>
public sealed record DrainGelf(TimeSpan Patience);

/// <summary>Every input is closed.</summary>
/// <param name="Unstored">Records that no store has acknowledged.</param>
public sealed record GelfDrained(int Unstored);
