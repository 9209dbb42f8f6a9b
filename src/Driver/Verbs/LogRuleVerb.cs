using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Muster.Driver.Running;
using Muster.Messages.Logs;

namespace Muster.Driver.Verbs;

/// <summary>`muster logs rule test`: which streams a message would be in, and why.</summary>
internal static class LogRuleVerb
{
    private const int MostMessage = 48 * 1024;
    private const int MostPack = 32 * 1024;

    public static Command Build(Call call)
    {
        var message = new Argument<string>("message") { Description = "The message as JSON, the file it is in, or - for standard input." };
        var pack = new Option<string?>("--pack") { Description = "Test the streams of this Graylog content pack (definitions.json) in place of those in force.", HelpName = "FILE" };
        var runDir = CommonOptions.RunDir();
        var test = new Command("test", "Tell which streams a GELF message would be in, rule by rule.") { message, pack, runDir };
        test.SetAction(async (parsed, _) =>
        {
            call.RefuseProgram("logs rule test");
            var ask = new TestRules { Message = Message(parsed.GetValue(message)!, call.WorkingDirectory), ContentPack = Pack(parsed.GetValue(pack), call.WorkingDirectory) };
            var session = await ClusterSession.AttachOrOpenAsync(call, parsed.GetValue(runDir)).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var tested = await session.Client.TestRulesAsync(ask, call.Ending).ConfigureAwait(false);
                if (tested.Fault.Length > 0)
                    throw Refusal.Before(tested.Fault);
                foreach (var line in Lines(tested))
                    call.Terminal.Line(line);
            }

            return ExitCode.Done;
        });
        return new Command("rule", "Stream rules.") { test };
    }

    /// <summary>What the answer says, a line a rule.</summary>
    internal static IEnumerable<string> Lines(RulesTested tested)
    {
        yield return $"streams: {string.Join(", ", tested.Routed)}";
        foreach (var stream in tested.Streams)
        {
            yield return $"{(stream.Matches ? "+" : "-")} {stream.Name} ({(stream.Disabled ? "disabled" : stream.Rules.Count == 0 ? "no rules" : stream.Any ? "any rule" : "all rules")})";
            foreach (var rule in stream.Rules)
                yield return $"    {(rule.Holds ? "holds " : "fails ")} {rule.Field}{(rule.Field.Length > 0 ? " " : "")}{(rule.Inverted ? "not " : "")}{rule.Kind}{(rule.Value.Length > 0 ? $" '{rule.Value}'" : "")}";
        }
    }

    private static ByteString Message(string word, string workingDirectory)
    {
        var text = word == "-" ? Console.In.ReadToEnd() : word.TrimStart().StartsWith('{') ? word : Read(word, workingDirectory, "message");
        var bytes = ByteString.CopyFromUtf8(text.Trim('\0', '\r', '\n', ' '));
        return bytes.Length <= MostMessage ? bytes : throw Refusal.Before($"the message has {bytes.Length} bytes; a test takes {MostMessage}.");
    }

    // Only its streams are asked about: a dashboard is larger than all of them.
    private static ByteString Pack(string? file, string workingDirectory)
    {
        if (file is null)
            return ByteString.Empty;
        try
        {
            var entities = JsonNode.Parse(Read(file, workingDirectory, "content pack")) is JsonObject pack ? pack["entities"] as JsonArray : null;
            if (entities is null)
                throw Refusal.Before($"{file} is no content pack: it has no 'entities'.");
            var streams = entities.Where(e => (string?)e?["type"]?["name"] == "stream").Select(e => e!.DeepClone());
            var bytes = ByteString.CopyFromUtf8(new JsonObject { ["entities"] = new JsonArray([.. streams]) }.ToJsonString());
            return bytes.Length <= MostPack ? bytes : throw Refusal.Before($"the streams of {file} have {bytes.Length} bytes; a test takes {MostPack}.");
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw Refusal.Before($"{file} is no content pack: {e.Message}");
        }
    }

    private static string Read(string file, string workingDirectory, string what)
    {
        var path = Path.GetFullPath(file, workingDirectory);
        return File.Exists(path) ? File.ReadAllText(path) : throw Refusal.Before($"there is no {what} in {path}.");
    }
}
