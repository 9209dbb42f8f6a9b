using System.Text;
using System.Text.Json;

namespace Petabridge.Cmd.Wire;

/// <summary>
/// The protocol between ./pbm and a host: JSON objects, one a line, UTF-8. The host begins with its palettes, or with the wish for a token; the client sends
/// commands and may end one; the host answers with responses. A client that prints one line starts in milliseconds, so its side is written by hand.
/// </summary>
internal static class Lines
{
    /// <summary>Longest line from a client, in bytes.</summary>
    public const int MaxRequest = 64 * 1024;

    /// <summary>What the first line says; a port that says something else is no host of this kind.</summary>
    public const string Protocol = "muster-pbm/1";

    public static string Greeting(IEnumerable<CommandPalette> palettes, bool needsToken) => Write(json =>
    {
        json.WriteString("protocol", Protocol);
        json.WriteBoolean("token", needsToken);
        json.WriteStartArray("palettes");
        foreach (var palette in palettes)
            WritePalette(json, palette);
        json.WriteEndArray();
    });

    public static string Token(string token)
    {
        var line = new StringBuilder("{\"token\":");
        JsonText.Append(line, token);
        return line.Append('}').ToString();
    }

    public static string Request(int id, Command command)
    {
        var line = new StringBuilder("{\"id\":").Append(id).Append(",\"palette\":");
        JsonText.Append(line, command.Palette);
        JsonText.Append(line.Append(",\"command\":"), command.Name);
        line.Append(",\"arguments\":[");
        foreach (var (name, value) in command.Arguments)
        {
            JsonText.Append(line, name);
            JsonText.Append(line.Append(','), value);
            line.Append(',');
        }
        if (command.Arguments.Count > 0)
            line.Length--;
        return line.Append("]}").ToString();
    }

    public static string Cancel(int id) => $"{{\"id\":{id},\"cancel\":true}}";

    public static string Response(int id, CommandResponse response) => Write(json =>
    {
        json.WriteNumber("id", id);
        json.WriteString("text", response.Msg);
        json.WriteBoolean("final", response.Final);
        json.WriteBoolean("error", response is ErroredCommandResponse);
    });

    /// <summary>The palettes of a greeting; null when the line is none.</summary>
    public static IReadOnlyList<CommandPalette> ReadGreeting(string line, out bool needsToken)
    {
        needsToken = false;
        if (ReadObject(line) is not { } greeting || JsonText.String(greeting, "protocol") != Protocol || greeting.GetValueOrDefault("palettes") is not List<object> given)
            return null;
        needsToken = JsonText.Flag(greeting, "token");
        List<CommandPalette> palettes = [];
        foreach (var palette in given)
            palettes.Add(ReadPalette((Dictionary<string, object>)palette));
        return palettes;
    }

    /// <summary>A client's line: a token, a command or the end of one; null for anything else.</summary>
    public static ClientLine ReadClient(string line)
    {
        using var document = TryParse(line);
        if (document is not { RootElement.ValueKind: JsonValueKind.Object })
            return null;
        var root = document.RootElement;
        if (root.TryGetProperty("token", out var token))
            return token.ValueKind == JsonValueKind.String ? new ClientLine(0, token.GetString(), false, []) : null;
        if (!root.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var number))
            return null;
        if (root.TryGetProperty("cancel", out _))
            return new ClientLine(number, null, true, []);
        List<string> words = [];
        if (!Add("palette") || !Add("command"))
            return null;
        if (root.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Array)
        {
            foreach (var argument in arguments.EnumerateArray())
            {
                if (argument.ValueKind != JsonValueKind.String)
                    return null;
                words.Add(argument.GetString());
            }
        }
        return new ClientLine(number, null, false, words);

        bool Add(string name)
        {
            if (!root.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
                return false;
            words.Add(value.GetString());
            return true;
        }
    }

    /// <summary>A host's response; null for anything else.</summary>
    public static HostLine ReadResponse(string line) =>
        ReadObject(line) is { } response && JsonText.String(response, "text") is { } text && response.GetValueOrDefault("id") is long id
            ? new HostLine((int)id, text, JsonText.Flag(response, "final"), JsonText.Flag(response, "error"))
            : null;

    private static Dictionary<string, object> ReadObject(string line)
    {
        try
        {
            return JsonText.Read(line) as Dictionary<string, object>;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonDocument TryParse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WritePalette(Utf8JsonWriter json, CommandPalette palette)
    {
        json.WriteStartObject();
        json.WriteString("name", palette.ModuleName);
        json.WriteStartArray("commands");
        foreach (var command in palette.Commands)
        {
            json.WriteStartObject();
            json.WriteString("name", command.Name);
            json.WriteString("description", command.Description);
            json.WriteStartArray("arguments");
            foreach (var argument in command.Arguments)
            {
                json.WriteStartObject();
                json.WriteString("name", argument.Name);
                json.WriteString("description", argument.Description);
                WriteStrings(json, "switches", argument.Switch);
                WriteStrings(json, "defaults", argument.DefaultValues);
                json.WriteBoolean("mandatory", argument.IsMandatory);
                json.WriteBoolean("multiple", argument.AllowMultiple);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Loops, not queries: a short command compiles all it uses anew.
    private static CommandPalette ReadPalette(Dictionary<string, object> palette)
    {
        List<CommandDefinition> commands = [];
        foreach (var command in Objects(palette, "commands"))
        {
            List<CommandArgument> arguments = [];
            foreach (var argument in Objects(command, "arguments"))
            {
                arguments.Add(new CommandArgument(
                    JsonText.String(argument, "name"),
                    JsonText.String(argument, "description"),
                    ReadStrings(argument, "switches"),
                    ReadStrings(argument, "defaults"),
                    JsonText.Flag(argument, "mandatory"),
                    JsonText.Flag(argument, "multiple")));
            }
            commands.Add(new CommandDefinition(JsonText.String(command, "name"), JsonText.String(command, "description"), arguments));
        }
        return new CommandPalette(JsonText.String(palette, "name"), commands);
    }

    private static List<Dictionary<string, object>> Objects(Dictionary<string, object> of, string name)
    {
        List<Dictionary<string, object>> objects = [];
        if (of.GetValueOrDefault(name) is List<object> values)
        {
            foreach (var value in values)
                objects.Add((Dictionary<string, object>)value);
        }
        return objects;
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static List<string> ReadStrings(Dictionary<string, object> of, string name)
    {
        List<string> strings = [];
        if (of.GetValueOrDefault(name) is List<object> values)
        {
            foreach (var value in values)
                strings.Add((string)value);
        }
        return strings;
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

/// <summary>What a client sent.</summary>
/// <param name="Id">Number of the command; 0 with a token.</param>
/// <param name="Token">The token, when it is one.</param>
/// <param name="Cancel">The command with this number shall end.</param>
/// <param name="Words">Palette, command, switches and values.</param>
internal sealed record ClientLine(int Id, string Token, bool Cancel, IReadOnlyList<string> Words);

/// <summary>What a host answered.</summary>
/// <param name="Id">Number of the command; 0 of none.</param>
/// <param name="Text">Some lines.</param>
/// <param name="Final">Nothing comes behind it.</param>
/// <param name="Error">The text says what went wrong.</param>
internal sealed record HostLine(int Id, string Text, bool Final, bool Error);
