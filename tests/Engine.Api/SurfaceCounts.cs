using System.Reflection;
using System.Text;

namespace Engine.Api.Tests;

/// <summary>The table in engine/README.md that counts, by assembly, how much of Akka.NET's surface is there.</summary>
internal static class SurfaceCounts
{
    private const string Begin = "<!-- surface counts: begin -->";
    private const string End = "<!-- surface counts: end -->";

    public static string Table(IReadOnlyList<Surface> akka)
    {
        var text = new StringBuilder();
        text.Append("| assembly | types present | types missing | members present | members missing |\n|---|---|---|---|---|\n");
        foreach (var theirs in akka)
        {
            var ours = Surface.ReadAssembly(Assembly.Load(theirs.Assembly));
            var types = theirs.Types.Keys.Count(ours.Types.ContainsKey);
            var all = theirs.Types.Values.Sum(t => t.Members.Count);
            var present = theirs.Types.Values.Sum(t => ours.Types.TryGetValue(t.Name, out var o) ? t.Members.Count(o.Members.Contains) : 0);
            text.Append($"| {theirs.Assembly} | {types} | {theirs.Types.Count - types} | {present} | {all - present} |\n");
        }

        return text.ToString().TrimEnd();
    }

    public static string InReadme()
    {
        var text = File.ReadAllText(Readme());
        var from = text.IndexOf(Begin, StringComparison.Ordinal);
        var to = text.IndexOf(End, StringComparison.Ordinal);
        return from < 0 || to < from ? "" : text[(from + Begin.Length)..to].Trim();
    }

    public static void WriteReadme(string table)
    {
        var path = Readme();
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(path, $"{text[..from]}\n{table}\n{text[to..]}");
    }

    private static string Readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "engine", "README.md");
    }
}
