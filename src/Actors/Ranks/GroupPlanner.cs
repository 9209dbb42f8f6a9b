using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Turns a StartGroup into what this node has to start, looking at programs and directories; or says why it cannot be.</summary>
internal static class GroupPlanner
{
    private const int LargePipe = 256 * 1024;
    private const int ManyRanks = 32;

    private static readonly KnownLibraries Libraries = new(TimeProvider.System);

    // A host's own environment does not change.
    private static readonly Lazy<Dictionary<string, string>> Inherited = new(RankEnvironment.Inherited);

    /// <summary>A plan, or the reason there is none.</summary>
    public static (GroupPlan? Plan, MpiSetting? Mpi, string? Fault) Plan(StartGroup start, RankHostSettings settings, ulong number, Func<uint> nextId)
    {
        var size = start.Templates.Sum(t => t.Count);
        if (Check(start, size) is { } fault)
            return (null, null, fault);
        var share = start.Nodes[start.NodeIndex];
        var nodeOfRank = ProcessMapping.NodeOfRank(start.Nodes);
        var spansNodes = nodeOfRank.Any(n => n != nodeOfRank[0]);
        var inherited = Inherited.Value;
        var domains = start.BindNuma ? Machine.NumaDomains(share.Cores) : [];
        var made = new Dictionary<int, (Template? Template, string? Fault)>();
        var ranks = new List<RankPlan>(share.Ranks.Count);
        MpiSetting? setting = null;
        for (var i = 0; i < share.Ranks.Count; i++)
        {
            var rank = share.Ranks[i];
            var app = TemplateOf(start, rank);
            if (!made.TryGetValue(app, out var template))
                made[app] = template = Prepare(start, start.Templates[app], inherited, settings, size, spansNodes, number);
            if (template.Template is not { } prepared)
                return (null, null, template.Fault);
            var asked = start.Templates[app];
            if (asked.Restart is not null && start.Launcher.Length > 0)
                return (null, null, $"{start.Launcher} starts its ranks once: leave out --restarts or --launcher");
            if (asked.Restart is not null && prepared.Mpi.MustJoin)
                return (null, null, $"a rank of {prepared.Path} cannot be started again alone: it is an MPI program, and its group does not take one back; retry the whole run instead");
            setting ??= prepared.Mpi;
            var pipe = share.Ranks.Count <= ManyRanks ? LargePipe : 0;
            ranks.Add(new RankPlan(rank, app, Spawn(start, app, prepared, i, CoresOf(start, share, i, domains), number, nextId(), pipe, settings))
            {
                Output = asked.Stdout?.Consumer ?? StreamConsumer.Parser,
                KeepsError = asked.Stderr is { Target: StreamTarget.Pipe, Consumer: not StreamConsumer.Parser },
                Restart = asked.Restart,
            });
        }
        var plan = new GroupPlan
        {
            Number = number,
            Ranks = ranks,
            GroupSize = size,
            SingleNode = start.Nodes.Count == 1,
            SpaceName = string.Create(CultureInfo.InvariantCulture, $"kvs_{start.Key.Run}_{start.Key.Attempt}"),
            Mapping = ProcessMapping.Format(nodeOfRank),
            CreditBytes = start.CreditBytes > 0 ? start.CreditBytes : 256 * 1024,
            Patience = PatienceOf(start),
        };
        if (start.Launcher.Length == 0)
            return (plan, setting, null);
        var (launch, obstacle) = Launch(start, setting!, made[TemplateOf(start, share.Ranks[0])].Template!, settings, number, nextId);
        return obstacle is null ? (plan with { Launch = launch }, setting, null) : (null, null, obstacle);
    }

    /// <summary>Where the launcher of the group finds its nodes: node 0 writes it and removes it.</summary>
    public static string HostFileOf(StartGroup start) => Path.Combine(Path.GetTempPath(), DoorOf(start));

    // The same on every node of the group, and on no two groups. (Whoever takes the name first is asked who he is.)
    private static string DoorOf(StartGroup start) => "muster-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{start.Producer} {start.Parser_} {start.Key.Run}.{start.Key.Attempt} {start.PuidBase}"))).AsSpan(0, 12));

    private static (LaunchPlan? Plan, string? Fault) Launch(StartGroup start, MpiSetting mpi, Template template, RankHostSettings settings, ulong number, Func<uint> nextId)
    {
        var door = DoorOf(start);
        var needs = Launchers.NeedsOf(mpi.Library, mpi.Size);
        if (start.NodeIndex != 0)
            return (new LaunchPlan(door, Path.GetFileName(start.Launcher), null, needs), null);
        string? path = null, fault = null;
        foreach (var candidate in Launchers.Candidates(start.Launcher, mpi.Library.Flavor))
        {
            (path, fault) = ProgramFile.Find(candidate, template.Directory, template.Environment.GetValueOrDefault("PATH"));
            if (path != null)
                break;
        }
        fault = path == null ? $"no launcher: {fault}" : Launchers.PlacementFault(start, path);
        if (fault != null)
            return (null, fault);
        var environment = new Dictionary<string, string>(template.Environment, StringComparer.Ordinal);
        environment.Remove("LD_PRELOAD");
        Launchers.AddTo(environment, path!, HostFileOf(start));
        if (Launchers.IsSrun(path!))
            File.WriteAllLines(HostFileOf(start), Launchers.HostFile(start));
        return (new LaunchPlan(door, Path.GetFileName(path!), new SpawnRequest
        {
            Id = nextId(),
            Group = number,
            Program = path!,
            Arguments = Launchers.Arguments(start, path!, settings.RankWrap, door),
            Environment = RankEnvironment.Format(environment),
            Directory = template.Directory,
            Error = StreamKind.Pipe,
        }, needs), null);
    }

    /// <summary>The patience of each stop signal.</summary>
    public static StopPatience PatienceOf(StartGroup start) => StopPatience.Of(start.StopPatienceMs, start.StopPatiences);

    // Equal on all nodes of the run, different for the runs of different clusters on one node: Open MPI names files after it. (FNV-1a over what the
    // hosts of a group are all told.)
    private static long JobNumberOf(StartGroup start)
    {
        var hash = 2166136261u;
        foreach (var c in string.Create(CultureInfo.InvariantCulture, $"{start.Producer} {start.Key.Run}.{start.Key.Attempt} {start.PuidBase}"))
            hash = (hash ^ c) * 16777619u;
        // Open MPI splits the number in halves of 16 bits and loses the highest bit of each on the way to other ranks.
        return Math.Max(1, hash & 0x7fff7fff);
    }

    private static string? Check(StartGroup start, int size)
    {
        if (size < 1)
            return $"a group needs at least 1 rank, not {size}";
        if (start.NodeIndex < 0 || start.NodeIndex >= start.Nodes.Count)
            return $"node {start.NodeIndex} of {start.Nodes.Count} does not exist";
        if (ResourceLimits.FaultOf(start.Limits) is { } fault)
            return fault;
        var placed = start.Nodes.SelectMany(n => n.Ranks).Order();
        return placed.SequenceEqual(Enumerable.Range(0, size)) ? null : $"the placement does not name each of the {size} ranks once";
    }

    private static IReadOnlyList<int> CoresOf(StartGroup start, NodeShare share, int place, IReadOnlyList<NumaDomain> domains)
    {
        if (share.Cores.Count <= place)
            return [];
        var core = share.Cores[place];
        // Only cores the run holds: sets of runs side by side stay disjoint.
        return start.BindNuma ? [.. domains.First(d => d.Cores.Contains(core)).Cores] : [core];
    }

    private static int TemplateOf(StartGroup start, int rank)
    {
        var app = 0;
        while (rank >= start.Templates[app].Count)
            rank -= start.Templates[app++].Count;
        return app;
    }

    private static (Template?, string?) Prepare(StartGroup start, RankTemplate template, Dictionary<string, string> inherited, RankHostSettings settings, int size, bool spansNodes, ulong number)
    {
        var environment = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        foreach (var (name, value) in template.Env)
            environment[name] = value;
        var directory = template.Cwd.Length > 0 ? template.Cwd : settings.RunDirectory;
        var (path, fault) = ProgramFile.Find(template.Program, directory, environment.GetValueOrDefault("PATH"));
        if (path == null)
            return (null, fault);
        var library = start.Mpi switch
        {
            MpiFlavor.None => new MpiLibrary(MpiFlavor.None, "", false),
            MpiFlavor.Auto => Libraries.Of(path, environment.GetValueOrDefault("LD_LIBRARY_PATH")),
            // The user knows better than the file; what the file tells about UCX still holds.
            var asked => Libraries.Of(path, environment.GetValueOrDefault("LD_LIBRARY_PATH")) with { Flavor = asked },
        };
        var mpi = new MpiSetting
        {
            Size = size,
            Library = library,
            Oversubscribed = start.Nodes.Any(n => n.Oversubscribed),
            SpansNodes = spansNodes,
            NativeDirectory = settings.NativeDirectory,
            NoPreload = start.NoPreload,
            YieldAsked = start.Yield,
            OverTcp = environment.GetValueOrDefault("UCX_TLS")?.Split(',').Contains("tcp") == true,
            JobNumber = JobNumberOf(start),
            Launcher = start.Launcher,
        };
        mpi.AddTo(environment);
        environment["MUSTER_RUN"] = Text(start.Key.Run);
        environment["MUSTER_ATTEMPT"] = Text(start.Key.Attempt);
        environment["MUSTER_RANKS"] = Text(size);
        environment[RankEnvironment.GroupVariable] = number.ToString(CultureInfo.InvariantCulture);
        environment[RankEnvironment.TokenVariable] = settings.Token;
        environment["MUSTER_RUN_DIR"] = settings.RunDirectory;
        return (new Template(path, directory, environment, RankEnvironment.Format(environment), mpi), null);
    }

    private static SpawnRequest Spawn(
        StartGroup start, int app, Template prepared, int place, IReadOnlyList<int> cores, ulong number, uint id, int pipe, RankHostSettings settings)
    {
        var template = start.Templates[app];
        var share = start.Nodes[start.NodeIndex];
        var rank = share.Ranks[place];
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["MUSTER_RANK"] = Text(rank) };
        prepared.Mpi.AddTo(own, rank);
        GpuEnvironment.AddTo(own, settings.Gpus, GpuEnvironment.GpusOf(share, start.GpusPerRank, place));
        return new SpawnRequest
        {
            Id = id,
            Group = number,
            Program = prepared.Path,
            Arguments = [template.Program, .. template.Args],
            Environment = [.. own.Keys.Any(prepared.Environment.ContainsKey) ? RankEnvironment.Format(prepared.Environment.Where(v => !own.ContainsKey(v.Key))) : prepared.Lines, .. RankEnvironment.Format(own)],
            Directory = prepared.Directory,
            Pmi = prepared.Mpi.Pmi,
            Inherit = start.Launcher.Length > 0,
            PipeBytes = (uint)pipe,
            Cores = cores,
            Limits = [.. start.Limits.Select(l => (ResourceLimits.NumberOf(l.Name)!.Value, (ulong)l.Soft, (ulong)l.Hard))],
            // Only the head rank has somebody who writes to it; the others would wait for ever.
            Input = template.Stdin?.Target switch
            {
                StreamTarget.File => StreamKind.File,
                StreamTarget.Pipe when rank == 0 => StreamKind.Pipe,
                _ => StreamKind.Null,
            },
            InputPath = PathOf(template.Stdin, start.Key, rank),
            Output = KindOf(template.Stdout),
            OutputPath = PathOf(template.Stdout, start.Key, rank),
            // Always read, for the last lines of a rank that fails; unless the user wants it in a file.
            Error = template.Stderr is { Target: StreamTarget.File } ? StreamKind.File : StreamKind.Pipe,
            ErrorPath = PathOf(template.Stderr, start.Key, rank),
        };
    }

    private static StreamKind KindOf(StreamSpec? stream) => stream?.Target switch
    {
        StreamTarget.Pipe => StreamKind.Pipe,
        StreamTarget.File => StreamKind.File,
        _ => StreamKind.Null,
    };

    private static string PathOf(StreamSpec? stream, RunKey key, int rank) => stream is not { Target: StreamTarget.File } ? "" : stream.Path
        .Replace("{run}", Text(key.Run), StringComparison.Ordinal)
        .Replace("{attempt}", Text(key.Attempt), StringComparison.Ordinal)
        .Replace("{rank}", Text(rank), StringComparison.Ordinal);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Template(string Path, string Directory, Dictionary<string, string> Environment, string[] Lines, MpiSetting Mpi);
}
