using System.Diagnostics;
using System.Text.Json.Nodes;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Muster.Driver.Configuration;
using Muster.Driver.Hosting;
using Muster.Messages;

namespace Muster.Driver.Verbs;

/// <summary>`muster config show`: the settings a host of this cluster has, each with the file it comes from.</summary>
internal static class ConfigShow
{
    private const string SitePath = "site";

    // Where a run directory is made as a rule, for the settings that name it.
    private const string AnyRunDirectory = "muster-runs/NAME";

    /// <summary>Every setting of a role, by path, with its value and its origin.</summary>
    public static IEnumerable<(string Path, string Value, string Origin)> Of(string role, string? runDirectory, string host)
    {
        // The first that has a setting decides: the order in which a host puts them together.
        List<(string Origin, Config Config)> layers = [.. FromHost(role, runDirectory, host)];
        if (runDirectory is not null && File.Exists(Path.Combine(runDirectory, "muster.conf")))
            layers.Add((Path.Combine(runDirectory, "muster.conf"), HoconFile.LoadOverrides(runDirectory)));
        layers.Add(($"hocon/{role}.conf", HoconFile.Load(role)));
        layers.Add(("hocon/host.conf", HoconFile.Load("host")));
        layers.Add(("Muster's messages", MusterSerializer.Binding));
        layers.Add(("defaults of Akka", DefaultsOfAkka()));
        var found = new SortedDictionary<string, (string Value, string Origin)>(StringComparer.Ordinal);
        foreach (var (origin, config) in layers)
            foreach (var (path, value) in Leaves(config))
                found.TryAdd(path, (value, origin));
        return found.Select(f => (f.Key, f.Value.Value, f.Value.Origin));
    }

    public static int Show(Call call, string role, string? runDir, string host, string? below, SiteProfile? site)
    {
        var directory = runDir is null ? null : Path.GetFullPath(runDir, call.WorkingDirectory);
        if (directory is not null && !Directory.Exists(directory))
            throw Refusal.Before($"the run directory {directory} does not exist.");
        List<(string Path, string Value, string Origin)> settings;
        try
        {
            var ofHost = below == SitePath || below?.StartsWith($"{SitePath}.", StringComparison.Ordinal) == true ? [] : Of(role, directory, host);
            settings = [.. ofHost.Concat(Of(site)).Where(s => below is null || s.Path == below || s.Path.StartsWith(below + ".", StringComparison.Ordinal))];
        }
        catch (InvalidDataException e)
        {
            throw Refusal.Before(e.Message);
        }

        if (settings.Count == 0)
            throw Refusal.Before($"no setting is named {below}. `muster config show` without it prints all.");
        if (call.Terminal.Format == OutputFormat.Json)
        {
            call.Terminal.Json(new JsonArray([.. settings.Select(s => (JsonNode)new JsonObject { ["path"] = s.Path, ["value"] = s.Value, ["origin"] = s.Origin })]));
        }

        var width = settings.Max(s => $"{s.Path} = {s.Value}".Length);
        foreach (var (path, value, origin) in settings)
            call.Terminal.Line($"{$"{path} = {value}".PadRight(Math.Min(width, 90))}  # {origin}");
        return ExitCode.Done;
    }

    private static IEnumerable<(string Path, string Value, string Origin)> Of(SiteProfile? site) =>
        site?.Defaults.Select(d => ($"{SitePath}.{d.Key}", d.Value, $"{site.File} line {d.Line}")) ?? [];

    // What a host sets itself and no file does: it is asked, by its program.
    private static IEnumerable<(string Origin, Config Config)> FromHost(string role, string? runDirectory, string host)
    {
        var start = new ProcessStartInfo(HostPrograms.Find(role == "seed" ? HostPrograms.Seed : HostPrograms.Node))
        {
            ArgumentList = { "settings", "--run-dir", runDirectory ?? AnyRunDirectory, "--host", host },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw Refusal.Before($"{start.FileName} did not tell its settings and ended with exit code {process.ExitCode}.");
        // A part each, behind a line "# origin".
        foreach (var part in $"\n{text}".Split("\n# ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            yield return (part[..end], ConfigurationFactory.ParseString(part[end..]));
        }
    }

    // A small system knows the defaults of what a host uses.
    private static Config DefaultsOfAkka() => ConfigurationFactory.Default();

    private static IEnumerable<(string Path, string Value)> Leaves(Config config) => Leaves("", config.Root);

    private static IEnumerable<(string Path, string Value)> Leaves(string path, HoconValue value)
    {
        if (!value.IsObject())
        {
            yield return (path, value.IsArray() ? $"[{string.Join(", ", value.GetArray().Select(v => v.IsObject() ? "{ ... }" : v.GetString()))}]" : value.GetString() ?? "");
            yield break;
        }

        foreach (var (name, below) in value.GetObject().Items)
        {
            var word = name.Contains('.', StringComparison.Ordinal) ? $"\"{name}\"" : name;
            foreach (var leaf in Leaves(path.Length == 0 ? word : $"{path}.{word}", below))
                yield return leaf;
        }
    }
}
