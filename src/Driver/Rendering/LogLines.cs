using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Messages.Logs;

namespace Muster.Driver.Rendering;

/// <summary>Log records as lines for people, as JSON with Graylog's names, as comma-separated values. Pure.</summary>
internal static class LogLines
{
    private static readonly string[] Names = ["EMERG", "ALERT", "CRIT", "ERROR", "WARN", "NOTICE", "INFO", "DEBUG"];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line, and more where the message has more.</summary>
    public static string Line(LogHit hit, IReadOnlyList<string> fields)
    {
        var text = new StringBuilder();
        text.Append(Time(hit.TimeUs).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)).Append(' ')
            .Append(Names[Math.Clamp(hit.Level, 0, 7)].PadRight(6)).Append(' ');
        foreach (var name in fields.Count > 0 ? fields : ["source", "logger"])
        {
            if (name != "message" && Text(hit, name) is { Length: > 0 } value)
                text.Append(fields.Count > 0 ? $"{name}={value} " : value + " ");
        }
        text.Append(":: ").Append(Text(hit, "message"));
        if (Text(hit, "full_message") is { Length: > 0 } more)
            text.Append('\n').Append(more.TrimEnd('\n'));
        return Printable(text.ToString());
    }

    /// <summary>An object with Graylog's names, and streams.</summary>
    public static JsonObject Json(LogHit hit, IReadOnlyList<string> fields)
    {
        var json = new JsonObject();
        void Add(string name, JsonNode? value)
        {
            if ((fields.Count == 0 || fields.Contains(name)) && !json.ContainsKey(name))
                json.Add(name, value);
        }

        Add("gl2_message_id", hit.Id.ToString(CultureInfo.InvariantCulture));
        Add("timestamp", Iso(hit.TimeUs));
        Add("level", hit.Level);
        Add("streams", new JsonArray([.. hit.Streams.Select(s => (JsonNode)s)]));
        Add("gl2_receive_timestamp", Iso(hit.ReceivedUs));
        foreach (var field in hit.Fields)
            Add(field.Name, Value(field));
        return json;
    }

    /// <summary>The object on one line.</summary>
    public static string JsonLine(LogHit hit, IReadOnlyList<string> fields) => Json(hit, fields).ToJsonString(Compact);

    /// <summary>Comma-separated values of these fields.</summary>
    public static string Csv(LogHit hit, IReadOnlyList<string> fields) => string.Join(',', fields.Select(name => Quoted(Text(hit, name))));

    /// <summary>A field as text; empty when the record has none.</summary>
    public static string Text(LogHit hit, string name) => name switch
    {
        "timestamp" => Iso(hit.TimeUs),
        "level" => hit.Level.ToString(CultureInfo.InvariantCulture),
        "streams" => string.Join(';', hit.Streams),
        "gl2_message_id" or "id" => hit.Id.ToString(CultureInfo.InvariantCulture),
        "gl2_receive_timestamp" => Iso(hit.ReceivedUs),
        _ => hit.Fields.FirstOrDefault(f => f.Name == name) is not { } field ? "" : field.ValueCase switch
        {
            LogHitField.ValueOneofCase.Text => field.Text,
            LogHitField.ValueOneofCase.Json => field.Json,
            LogHitField.ValueOneofCase.Integer => field.Integer.ToString(CultureInfo.InvariantCulture),
            LogHitField.ValueOneofCase.Real => field.Real.ToString("R", CultureInfo.InvariantCulture),
            LogHitField.ValueOneofCase.Boolean => field.Boolean ? "true" : "false",
            _ => "",
        },
    };

    /// <summary>A moment in microseconds.</summary>
    public static string Iso(long us) => Time(us).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(long us) =>
        us is > -62_135_596_800_000_000 and < 253_402_300_799_000_000 ? DateTimeOffset.UnixEpoch.AddTicks(us * TimeSpan.TicksPerMicrosecond) : DateTimeOffset.UnixEpoch;

    private static JsonNode? Value(LogHitField field)
    {
        switch (field.ValueCase)
        {
            case LogHitField.ValueOneofCase.Integer:
                return field.Integer;
            case LogHitField.ValueOneofCase.Boolean:
                return field.Boolean;
            // JSON has no NaN.
            case LogHitField.ValueOneofCase.Real:
                return double.IsFinite(field.Real) ? field.Real : field.Real.ToString(CultureInfo.InvariantCulture);
            case LogHitField.ValueOneofCase.Json:
                try
                {
                    return JsonNode.Parse(field.Json);
                }
                catch (JsonException)
                {
                    return field.Json;
                }
            default:
                return field.Text;
        }
    }

    // A record may come from anybody: it moves no cursor and changes no colour of the terminal.
    private static string Printable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c);
        return clean.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
