using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;

namespace Muster.RoleLoggers;

/// <summary>Makes a GELF 1.1 message of an event: properties become fields with an underscore before their names.</summary>
internal sealed class GelfFormatter(string host)
{
    private const int MostDepth = 32;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The message as bytes.</summary>
    public byte[] Format(LogEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, "1.1");
            json.WriteString("host"u8, host);
            json.WriteString("short_message"u8, NotEmpty(happened.RenderMessage(CultureInfo.InvariantCulture)));
            // Microseconds: all that GELF's receivers keep.
            json.WritePropertyName("timestamp"u8);
            var us = (happened.Timestamp.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"{us / 1_000_000}.{us % 1_000_000:000000}"), skipInputValidation: true);
            json.WriteNumber("level"u8, happened.Level.ToSyslog());
            json.WriteString("level_name"u8, happened.Level.ToPython());
            foreach (var (name, value) in happened.Properties)
            {
                if (IsNothing(value))
                    continue;
                json.WritePropertyName($"_{(name == "id" ? "id_" : name)}");
                Write(json, value, 0);
            }

            if (happened.Exception is { } exception && !happened.Properties.ContainsKey("exception"))
                json.WriteString("_exception"u8, exception.ToString());
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string NotEmpty(string message) => string.IsNullOrWhiteSpace(message) ? "(empty)" : message;

    // What a receiver would leave out is not sent.
    private static bool IsNothing(LogEventPropertyValue value) => value is ScalarValue { Value: null or "" };

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value, int depth)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value);
                break;
            case SequenceValue sequence when depth < MostDepth:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                    Write(json, element, depth + 1);
                json.WriteEndArray();
                break;
            case StructureValue structure when depth < MostDepth:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value, depth + 1);
                }

                json.WriteEndObject();
                break;
            case DictionaryValue dictionary when depth < MostDepth:
                json.WriteStartObject();
                foreach (var (key, element) in dictionary.Elements)
                {
                    json.WritePropertyName(Convert.ToString(key.Value, CultureInfo.InvariantCulture) ?? "");
                    Write(json, element, depth + 1);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double real when double.IsFinite(real):
                json.WriteNumberValue(real);
                break;
            case float real when float.IsFinite(real):
                json.WriteNumberValue(real);
                break;
            case decimal real:
                json.WriteNumberValue(real);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case System.Numerics.BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            // NaN and the infinities too: JSON has no numbers for them.
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }
}
