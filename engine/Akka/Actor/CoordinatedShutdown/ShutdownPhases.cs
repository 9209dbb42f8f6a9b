using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The phases of a shutdown as configured, in an order in which each comes after those it depends on.</summary>
internal sealed class ShutdownPhases
{
    private readonly Dictionary<string, Phase> _phases;

    private ShutdownPhases(Dictionary<string, Phase> phases, bool exitsProcess, bool runsOnProcessExit)
    {
        _phases = phases;
        ExitsProcess = exitsProcess;
        RunsOnProcessExit = runsOnProcessExit;
        Ordered = Sort(phases);
    }

    public IReadOnlyList<string> Ordered { get; }

    public bool ExitsProcess { get; }

    public bool RunsOnProcessExit { get; }

    public bool Contains(string phase) => _phases.ContainsKey(phase);

    public bool IsEnabled(string phase) => _phases[phase].Enabled;

    public bool Recovers(string phase) => _phases[phase].Recovers;

    public TimeSpan Timeout(string phase) =>
        _phases.TryGetValue(phase, out var known) ? known.Timeout : throw new ArgumentException($"Unknown phase [{phase}]", nameof(phase));

    public IEnumerable<string> From(string phase)
    {
        if (phase is null)
            return Ordered;
        var start = ((List<string>)Ordered).IndexOf(phase);
        return start >= 0 ? Ordered.Skip(start) : throw new ArgumentException($"Unknown phase [{phase}]", nameof(phase));
    }

    public static ShutdownPhases Read(Config config)
    {
        var otherwise = config.GetTimeSpan("default-phase-timeout");
        var phases = new Dictionary<string, Phase>();
        foreach (var (name, value) in config.GetConfig("phases").Root.GetObject().Items)
        {
            var phase = new Config(new Configuration.Hocon.HoconRoot(value));
            phases[name] = new Phase(
                [.. phase.GetStringList("depends-on")],
                phase.GetTimeSpan("timeout", otherwise),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        }
        // A phase that is only ever depended on exists, too.
        foreach (var name in phases.Values.SelectMany(static p => p.DependsOn).Where(name => !phases.ContainsKey(name)).Distinct().ToArray())
            phases[name] = new Phase([], otherwise, true, true);
        return new ShutdownPhases(phases, config.GetBoolean("exit-clr"), config.GetBoolean("run-by-clr-shutdown-hook"));
    }

    private static List<string> Sort(Dictionary<string, Phase> phases)
    {
        var ordered = new List<string>();
        var visiting = new HashSet<string>();
        foreach (var name in phases.Keys.Order(StringComparer.Ordinal))
            Visit(name);
        return ordered;

        void Visit(string name)
        {
            if (ordered.Contains(name))
                return;
            if (!visiting.Add(name))
                throw new ArgumentException($"The phases of akka.coordinated-shutdown depend on each other in a circle that contains [{name}]");
            foreach (var before in phases[name].DependsOn)
                Visit(before);
            ordered.Add(name);
        }
    }

    private sealed record Phase(IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recovers, bool Enabled);
}
