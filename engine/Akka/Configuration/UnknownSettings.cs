using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Finds settings below akka that nothing reads: most often a name that is misspelt or stands at the wrong place.</summary>
internal static class UnknownSettings
{
    /// <summary>Sections whose names users make up.</summary>
    private static readonly HashSet<string> s_open = new(StringComparer.Ordinal)
    {
        "akka.actor.deployment", "akka.actor.serializers", "akka.actor.serialization-bindings", "akka.actor.serialization-identifiers", "akka.actor.serialization-settings",
        "akka.actor.mailbox", "akka.coordinated-shutdown.phases", "akka.io", "akka.channel-scheduler", "akka.test",
    };

    /// <summary>An object with one of these describes a dispatcher, mailbox or transport of the user's own.</summary>
    private static readonly string[] s_ownThings = ["type", "executor", "mailbox-type", "class", "implementation-class", "transport-class"];

    internal readonly record struct Finding(string Path, SourcePosition At, string Suggestion)
    {
        public override string ToString()
        {
            var place = At.Line == 0 ? "" : $" ({At})";
            return Suggestion is null ? $"{Path}{place} is a setting that nothing reads." : $"{Path}{place} is a setting that nothing reads; did you mean {Suggestion}?";
        }
    }

    /// <summary>What a configuration sets below akka and no engine assembly of this program knows.</summary>
    internal static List<Finding> Find(Config config)
    {
        var findings = Find(config, ReferenceConfig.OfLoaded());
        if (findings.Count == 0)
            return findings;
        // Perhaps meant for an assembly that the program uses only later.
        ReferenceConfig.LoadPresent();
        return Find(config, ReferenceConfig.OfLoaded());
    }

    /// <summary>What a configuration sets below akka and no reference configuration knows.</summary>
    internal static List<Finding> Find(Config config, IReadOnlyList<Config> references)
    {
        var findings = new List<Finding>();
        if (config.GetValue("akka")?.GetObject() is { } root)
            Compare("akka", root, references.Select(static reference => reference.GetValue("akka")?.GetObject()).Where(static known => known is not null).ToList(), findings);
        return findings;
    }

    private static void Compare(string path, HoconObject given, List<HoconObject> known, List<Finding> findings)
    {
        foreach (var (name, value) in given.Items)
        {
            var full = path + "." + name;
            var below = known.Select(section => section.GetKey(name)).Where(static section => section is not null).ToList();
            if (below.Count == 0)
            {
                if (!(value.IsObject() && (value.IsEmpty || s_ownThings.Any(value.GetObject().Items.ContainsKey))))
                    findings.Add(new Finding(full, value.At, Closest(path, name, known)));
            }
            else if (value.IsObject() && !s_open.Contains(full))
            {
                var sections = below.Select(static section => section.GetObject()).Where(static section => section is not null).ToList();
                if (sections.Count > 0)
                    Compare(full, value.GetObject(), sections, findings);
            }
        }
    }

    private static string Closest(string path, string name, List<HoconObject> known)
    {
        var best = known.SelectMany(static section => section.Items.Keys).Distinct().Select(candidate => (Name: candidate, Distance: Distance(name, candidate))).MinBy(static pair => pair.Distance);
        return best.Name is not null && best.Distance <= Math.Max(2, name.Length / 4) ? path + "." + best.Name : null;
    }

    /// <summary>How many single-letter changes lead from one name to the other.</summary>
    private static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
            row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
