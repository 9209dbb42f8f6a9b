using System.Text.Json;
using Engine.Wire.Tests.Frames;

namespace Engine.Wire.Tests.Replay;

public sealed record PlannedConnection(int Id, string OpenedBy, string AcceptedBy, int OpenMs, string? ClosedBy, int? CloseMs);

public sealed record PlannedStep(int TimeMs, string Text);

public sealed record PlannedSystem(string Label, string Name, int Port, int Uid, int TimeMs);

/// <summary>One recording as seen by one of its systems: what happens to it, and what it is expected to say.</summary>
public sealed class ReplayPlan
{
    private ReplayPlan(string file, string node, JsonElement index)
    {
        File = file;
        Node = node;
        Systems = index.GetProperty("systems").EnumerateArray().Select(s => new PlannedSystem(
            Text(s, "label"), Text(s, "name"), int.Parse(Text(s, "address").Split(':')[^1]), s.GetProperty("uid").GetInt32(), s.GetProperty("t_ms").GetInt32())).ToList();
        Steps = index.GetProperty("steps").EnumerateArray().Select(s => new PlannedStep(s.GetProperty("t_ms").GetInt32(), Text(s, "step"))).ToList();
        Connections = index.GetProperty("connections").EnumerateArray()
            .Select(c => new PlannedConnection(
                c.GetProperty("conn").GetInt32(), Text(c, "opened_by"), Text(c, "accepted_by"), c.GetProperty("open_ms").GetInt32(),
                c.TryGetProperty("closed_by", out var by) ? by.GetString() : null, c.TryGetProperty("close_ms", out var ms) ? ms.GetInt32() : null))
            .Where(c => c.OpenedBy == node || c.AcceptedBy == node).ToList();
        var mine = Connections.Select(c => c.Id).ToHashSet();
        Frames = Recording.Read(file).Where(f => mine.Contains(f.Connection)).ToList();
    }

    public string File { get; }
    public string Node { get; }
    public IReadOnlyList<PlannedSystem> Systems { get; }
    public IReadOnlyList<PlannedStep> Steps { get; }
    public IReadOnlyList<PlannedConnection> Connections { get; }
    public IReadOnlyList<RecordedFrame> Frames { get; }

    public static ReplayPlan Load(string file, string node)
    {
        var index = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Recording.Folder, "index.json"))).RootElement;
        return new ReplayPlan(file, node, index.EnumerateArray().Single(e => e.GetProperty("file").GetString() == file));
    }

    /// <summary>Whether nothing was recorded from that system at or after this time.</summary>
    public bool HasSaidItsLast(string label, int timeMs) => !Frames.Any(f => f.From == label && f.TimeMs >= timeMs);

    public PlannedSystem First(string label) => Systems.First(s => s.Label == label);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
