using System.Text;
using System.Text.Json;

namespace Petabridge.Cmd.Wire;

/// <summary>
/// The protocol between ./pbm and a host: JSON objects, one a line, UTF-8. The host begins with its palettes, or with the wish for a token; the client sends
/// commands and may end one; the host answers with responses. Written by hand: a client that prints one line starts in milliseconds.
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

    public static string Token(string token) => Write(json => json.WriteString("token", token));

    public static string Request(int id, Command command) => Write(json =>
    {
        json.WriteNumber("id", id);
        json.WriteString("palette", command.Palette);
        json.WriteString("command", command.Name);
        json.WriteStartArray("arguments");
        foreach (var (name, value) in command.Arguments)
        {
            json.WriteStringValue(name);
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    });

    public static string Cancel(int id) => Write(json =>
    {
        json.WriteNumber("id", id);
        json.WriteBoolean("cancel", true);
    });

    public static string Response(int id, CommandResponse response) => Write(json =>
    {
        json.WriteNumber("id", id);
        json.WriteString("text", response.Msg);
        json.WriteBoolean("final", response.Final);
        json.WriteBoolean("error", response is ErroredCommandResponse);
    });

    /// <summary>The palettes of a greeting; null with the reason when the line is none.</summary>
    public static IReadOnlyList<CommandPalette> ReadGreeting(string line, out bool needsToken)
    {
        needsToken = false;
        using var document = TryParse(line);
        if (document is null || !document.RootElement.TryGetProperty("protocol", out var protocol) || protocol.GetString() != Protocol)
            return null;
        needsToken = document.RootElement.GetProperty("token").GetBoolean();
        List<CommandPalette> palettes = [];
        foreach (var palette in document.RootElement.GetProperty("palettes").EnumerateArray())
            palettes.Add(ReadPalette(palette));
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
    public static (int Id, string Text, bool Final, bool Error)? ReadResponse(string line)
    {
        using var document = TryParse(line);
        if (document is null || !document.RootElement.TryGetProperty("text", out var text))
            return null;
        var root = document.RootElement;
        return (root.GetProperty("id").GetInt32(), text.GetString(), root.GetProperty("final").GetBoolean(), root.GetProperty("error").GetBoolean());
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

    // Loops, not queries: a query over a struct is compiled anew in each process.
    private static CommandPalette ReadPalette(JsonElement palette)
    {
        List<CommandDefinition> commands = [];
        foreach (var command in palette.GetProperty("commands").EnumerateArray())
        {
            List<CommandArgument> arguments = [];
            foreach (var argument in command.GetProperty("arguments").EnumerateArray())
            {
                arguments.Add(new CommandArgument(
                    argument.GetProperty("name").GetString(),
                    argument.GetProperty("description").GetString(),
                    ReadStrings(argument, "switches"),
                    ReadStrings(argument, "defaults"),
                    argument.GetProperty("mandatory").GetBoolean(),
                    argument.GetProperty("multiple").GetBoolean()));
            }
            commands.Add(new CommandDefinition(command.GetProperty("name").GetString(), command.GetProperty("description").GetString(), arguments));
        }
        return new CommandPalette(palette.GetProperty("name").GetString(), commands);
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static List<string> ReadStrings(JsonElement element, string name)
    {
        List<string> values = [];
        foreach (var value in element.GetProperty(name).EnumerateArray())
            values.Add(value.GetString());
        return values;
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
