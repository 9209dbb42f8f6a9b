using System.Text.Json;
using Muster.Actors.Logs.Gelf;

namespace Muster.Actors.Logs.Streams;

/// <summary>A content pack that cannot be used; the message says what and where.</summary>
public sealed class ContentPackException(string message) : Exception(message);

/// <summary>A dashboard of a pack.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Definition">As the pack has it.</param>
public sealed record PackDashboard(string Title, JsonElement Definition);

/// <summary>What Graylog's definitions.json holds: inputs, streams, dashboards.</summary>
/// <param name="Name">Of the pack.</param>
/// <param name="Inputs">GELF inputs.</param>
/// <param name="Streams">Streams, in the pack's order.</param>
/// <param name="Dashboards">As they are.</param>
/// <param name="PassedOver">Entities that mean nothing here, in words.</param>
public sealed record ContentPack(
    string Name,
    IReadOnlyList<GelfInputSettings> Inputs,
    IReadOnlyList<LogStream> Streams,
    IReadOnlyList<PackDashboard> Dashboards,
    IReadOnlyList<string> PassedOver)
{
    /// <summary>Largest pack.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads a pack.</summary>
    /// <exception cref="ContentPackException">It is none, or says something impossible.</exception>
    public static ContentPack Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBytes)
            throw new ContentPackException($"The content pack is larger than {MostBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ContentPackException($"The content pack is no JSON: {e.Message}");
        }
    }

    /// <summary>A rule's kind as packs name it.</summary>
    public static string NameOf(RuleKind kind) => kind switch
    {
        RuleKind.Always => "ALWAYS_MATCH",
        RuleKind.MatchInput => "MATCH_INPUT",
        _ => kind.ToString().ToUpperInvariant(),
    };

    private static ContentPack Of(JsonElement pack)
    {
        if (pack.ValueKind != JsonValueKind.Object || !pack.TryGetProperty("entities", out var entities) || entities.ValueKind != JsonValueKind.Array)
            throw new ContentPackException("The file is no content pack: it has no 'entities'.");
        var name = pack.TryGetProperty("name", out var told) && told.ValueKind == JsonValueKind.String ? told.GetString()! : "";
        var (inputs, streams, dashboards, passedOver) = (new List<GelfInputSettings>(), new List<LogStream>(), new List<PackDashboard>(), new List<string>());
        foreach (var entity in entities.EnumerateArray())
        {
            var type = entity.TryGetProperty("type", out var typed) && typed.TryGetProperty("name", out var typeName) ? typeName.GetString() : null;
            if (!entity.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
                throw new ContentPackException($"An entity of type '{type}' has no 'data'.");
            switch (type)
            {
                case "input" when Transport(data) is { } transport:
                    inputs.Add(new GelfInputSettings(Text(data, "title"), transport, Port(data)));
                    break;
                case "input":
                    passedOver.Add($"input '{Text(data, "title")}' of type {Text(data, "type")}");
                    break;
                case "stream":
                    streams.Add(StreamOf(data));
                    break;
                case "dashboard":
                    dashboards.Add(new PackDashboard(Text(data, "title"), data.Clone()));
                    break;
                default:
                    passedOver.Add($"{type}");
                    break;
            }
        }

        return new ContentPack(name, inputs, streams, dashboards, passedOver);
    }

    private static LogStream StreamOf(JsonElement data)
    {
        var title = Text(data, "title");
        var rules = data.TryGetProperty("stream_rules", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(rule => RuleOf(title, rule)).ToList()
            : [];
        return new LogStream(title, rules)
        {
            Description = Text(data, "description"),
            Any = Text(data, "matching_type").Equals("OR", StringComparison.OrdinalIgnoreCase),
            RemovesFromDefault = Flag(data, "remove_matches"),
            Disabled = Flag(data, "disabled"),
        };
    }

    private static StreamRule RuleOf(string stream, JsonElement rule)
    {
        var type = Text(rule, "type");
        RuleKind known = type.ToUpperInvariant() switch
        {
            "EXACT" => RuleKind.Exact,
            "REGEX" => RuleKind.Regex,
            "GREATER" => RuleKind.Greater,
            "SMALLER" => RuleKind.Smaller,
            "PRESENCE" => RuleKind.Presence,
            "CONTAINS" => RuleKind.Contains,
            "ALWAYS_MATCH" or "ALWAYS_MATCHES" or "ALWAYS" => RuleKind.Always,
            "MATCH_INPUT" => RuleKind.MatchInput,
            _ => throw new ContentPackException($"Stream '{stream}' has a rule of the unknown type '{type}'."),
        };
        try
        {
            return new StreamRule(known, Text(rule, "field"), Text(rule, "value"), Flag(rule, "inverted"));
        }
        catch (ArgumentException e)
        {
            throw new ContentPackException($"Stream '{stream}' has a rule whose expression does not compile: {e.Message}");
        }
    }

    private static GelfTransport? Transport(JsonElement data) => Text(data, "type") switch
    {
        "org.graylog2.inputs.gelf.tcp.GELFTCPInput" => data.TryGetProperty("configuration", out var configuration) && Flag(configuration, "tls_enable") ? GelfTransport.Tls : GelfTransport.Tcp,
        "org.graylog2.inputs.gelf.udp.GELFUDPInput" => GelfTransport.Udp,
        "org.graylog2.inputs.gelf.http.GELFHttpInput" => GelfTransport.Http,
        _ => null,
    };

    private static int Port(JsonElement data)
    {
        if (data.TryGetProperty("configuration", out var configuration) && Value(configuration, "port") is { ValueKind: JsonValueKind.Number } port && port.TryGetInt32(out var number) && number is > 0 and < 65536)
            return number;
        throw new ContentPackException($"Input '{Text(data, "title")}' has no usable port.");
    }

    private static string Text(JsonElement data, string name) => Value(data, name) is { } value
        ? value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Null => "", _ => value.GetRawText() }
        : "";

    private static bool Flag(JsonElement data, string name) => Value(data, name) is { ValueKind: JsonValueKind.True };

    // Values come with their types around them: {"@type": "string", "@value": "x"}.
    private static JsonElement? Value(JsonElement data, string name)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind != JsonValueKind.Object ? value : value.TryGetProperty("@value", out var inner) ? inner : null;
    }
}
