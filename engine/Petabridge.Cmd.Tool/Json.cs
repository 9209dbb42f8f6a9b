using System.Text;
using System.Text.Json;

namespace Petabridge.Cmd.Tool;

/// <summary>What --json prints: one object a response.</summary>
internal static class Json
{
    public static string Response(string text, bool isError)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("error", isError);
            json.WriteStartArray("lines");
            foreach (var line in text.Length == 0 ? [] : text.Split('\n'))
                json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
