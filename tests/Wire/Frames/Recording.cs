using System.Text.Json;

namespace Engine.Wire.Tests.Frames;

/// <summary>One line of a recording: a frame as it crossed, without its length.</summary>
public sealed record RecordedFrame(
    int Number, string From, string To, int TimeMs, int Connection, string Kind, string Step, bool Dropped, byte[] Payload, JsonElement Decoded);

public static class Recording
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Recordings");

    public static IEnumerable<string> Files =>
        Directory.GetFiles(Folder, "*.jsonl").Select(f => Path.GetFileName(f)).Where(f => f != "serializer-vectors.jsonl").Order();

    public static IReadOnlyList<RecordedFrame> Read(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Where(line => line.Length > 0).Select(Parse).ToList();

    private static RecordedFrame Parse(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        return new RecordedFrame(
            root.GetProperty("n").GetInt32(),
            root.GetProperty("from").GetString()!,
            root.GetProperty("to").GetString()!,
            root.GetProperty("t_ms").GetInt32(),
            root.GetProperty("conn").GetInt32(),
            root.GetProperty("kind").GetString()!,
            root.GetProperty("step").GetString()!,
            root.TryGetProperty("dropped", out var dropped) && dropped.GetBoolean(),
            Convert.FromHexString(root.GetProperty("frame_hex").GetString()!),
            root.GetProperty("decoded"));
    }
}
