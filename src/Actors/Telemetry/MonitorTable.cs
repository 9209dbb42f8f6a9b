using Akka.Actor;
using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

/// <summary>The live hosts with the role node, and what is known of the monitor of each. Pure but for its own state.</summary>
internal sealed class MonitorTable
{
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private sealed class Entry(long nowUs)
    {
        public string Node { get; set; } = "";

        public int Pid { get; set; }

        public long HeardUs { get; set; } = nowUs;

        public bool Observing { get; set; }

        public bool Silent { get; set; }
    }

    /// <summary>Changes with every change that a watcher can see.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>A host is up.</summary>
    public void Add(Address host, long nowUs)
    {
        if (_entries.TryAdd(host.ToString(), new Entry(nowUs)))
            Version++;
    }

    /// <summary>A host is gone.</summary>
    public void Remove(Address host)
    {
        if (_entries.Remove(host.ToString()))
            Version++;
    }

    /// <summary>Its monitor has said something. False for a host that is not a member.</summary>
    public bool Hear(Address host, string node, int pid, bool observing, long nowUs)
    {
        if (!_entries.TryGetValue(host.ToString(), out var entry))
            return false;
        if (entry.Node != node || entry.Pid != pid || entry.Silent)
            Version++;
        (entry.Node, entry.Pid, entry.Observing, entry.HeardUs, entry.Silent) = (node, pid, observing, nowUs, false);
        return true;
    }

    /// <summary>The monitor on this host works no more.</summary>
    public void Rest(Address host)
    {
        if (_entries.TryGetValue(host.ToString(), out var entry))
            entry.Observing = false;
    }

    /// <summary>From now on they are waited for.</summary>
    public void BeginWaiting(long nowUs)
    {
        foreach (var entry in _entries.Values)
            entry.HeardUs = nowUs;
    }

    /// <summary>Those that should have been heard of since are silent.</summary>
    public void FindSilent(long sinceUs, IReadOnlyCollection<string> nodes)
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Silent || entry.HeardUs >= sinceUs || (nodes.Count > 0 && !nodes.Contains(entry.Node)))
                continue;
            entry.Silent = true;
            Version++;
        }
    }

    /// <summary>The nodes whose monitors work now, or have not yet said that they rest.</summary>
    public IEnumerable<string> Observing => _entries.Values.Where(e => e.Observing && !e.Silent).Select(e => e.Node).Order(StringComparer.Ordinal);

    /// <summary>Hosts that have not yet answered.</summary>
    public bool SomeUnknown => _entries.Values.Any(e => e.Node.Length == 0 && !e.Silent);

    /// <summary>One line for each host.</summary>
    public IEnumerable<MonitorState> States(IReadOnlyCollection<string> nodes) => _entries
        .Select(e => new MonitorState { Node = e.Value.Node.Length > 0 ? e.Value.Node : e.Key, Pid = e.Value.Pid, Silent = e.Value.Silent })
        .Where(s => nodes.Count == 0 || nodes.Contains(s.Node))
        .OrderBy(s => s.Node, StringComparer.Ordinal);
}
