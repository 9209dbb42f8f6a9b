using System.Collections.Concurrent;
using System.Numerics;
using System.Text;
using Muster.Actors.Logs.Gelf;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Streams;

/// <summary>A stream: records are in it when its rules hold.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rules">Its rules; a stream without any has no records.</param>
public sealed record LogStream(string Name, IReadOnlyList<StreamRule> Rules)
{
    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>One rule is enough.</summary>
    public bool Any { get; init; }

    /// <summary>Its records are not in the default stream.</summary>
    public bool RemovesFromDefault { get; init; }

    /// <summary>It takes no records for now.</summary>
    public bool Disabled { get; init; }
}

/// <summary>
/// Which streams a record is in: a pure function of the record. Every record is in the default stream too, unless a stream that it is in takes it out. May be used by many at once.
/// </summary>
public sealed class StreamRules
{
    /// <summary>The stream of every record.</summary>
    public const string DefaultStream = "default";

    /// <summary>The stream of what came to an input and was no message: it is in no other.</summary>
    public const string RejectsStream = "rejects";

    /// <summary>Largest number of streams.</summary>
    public const int MostStreams = 60;

    // The bit above those of the streams.
    private const int DefaultBit = MostStreams;

    private readonly Stream[] _streams;
    private readonly Field[] _fields;
    private readonly ConcurrentDictionary<ulong, string> _sets = [];

    /// <summary>Streams in the order they are named in.</summary>
    /// <exception cref="ArgumentException">There are too many, or one is not usable; the message says which and why.</exception>
    public StreamRules(IEnumerable<LogStream> streams)
    {
        Streams = [.. streams];
        if (Streams.Count > MostStreams)
            throw new ArgumentException($"There are {Streams.Count} streams; {MostStreams} are possible.");
        if (Streams.FirstOrDefault(s => s.Name.Length == 0 || s.Name.Contains(',', StringComparison.Ordinal) || s.Name is DefaultStream or RejectsStream) is { } bad)
            throw new ArgumentException($"'{bad.Name}' cannot be a stream's name: it must not be empty, '{DefaultStream}', '{RejectsStream}', or have a comma.");
        if (Streams.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"There are two streams '{twice.Key}'.");
        var active = Streams.Where(s => !s.Disabled && s.Rules.Count > 0).ToList();
        _streams = [.. active.Select(s => new Stream(Streams.ToList().IndexOf(s), s.Any, s.RemovesFromDefault, s.Rules.Count))];
        _fields =
        [
            .. active.SelectMany((s, stream) => s.Rules.Select(rule => (stream, rule))).GroupBy(r => r.rule.Reads, StringComparer.Ordinal)
                .Select(g => new Field(Array.IndexOf(RowFormat.KnownNames, g.Key), Encoding.UTF8.GetBytes(g.Key), [.. g.Select(r => r.stream)], [.. g.Select(r => r.rule)])),
        ];
    }

    /// <summary>The four of the Synergos content pack.</summary>
    public static StreamRules Default { get; } = new(
    [
        Role("Sysmetrics Stream", "SYS_", "Logs containing hardware metadata & statistics"),
        Role("Director Stream", "DIR_", "Logs documenting director operations"),
        Role("TTP Stream", "TTP_", "Logs documenting ttp operations"),
        Role("Worker Stream", "WKR_", "Logs documenting worker operations"),
    ]);

    /// <summary>As they were given.</summary>
    public IReadOnlyList<LogStream> Streams { get; }

    /// <summary>The names of the record's streams, joined by commas: always the same object for the same streams.</summary>
    public string Route(in LogRecord record)
    {
        if (record.TryGet(GelfReject.ReasonField, out _))
            return RejectsStream;
        Span<int> holding = stackalloc int[_streams.Length];
        foreach (var field in _fields)
        {
            var has = field.Known >= 0 ? record.TryGet(field.Known, out var value) : record.TryGet(field.Name, out value);
            for (var i = 0; i < field.Rules.Length; i++)
            {
                if (has ? field.Rules[i].Holds(value) : field.Rules[i].HoldsWithout)
                    holding[field.Streams[i]]++;
            }
        }

        ulong set = 0;
        var removed = false;
        for (var i = 0; i < _streams.Length; i++)
        {
            if (holding[i] == 0 || (!_streams[i].Any && holding[i] < _streams[i].Rules))
                continue;
            set |= 1UL << _streams[i].Bit;
            removed |= _streams[i].RemovesFromDefault;
        }

        if (!removed)
            set |= 1UL << DefaultBit;
        return _sets.TryGetValue(set, out var names) ? names : _sets.GetOrAdd(set, Names(set));
    }

    private static LogStream Role(string name, string prefix, string description) =>
        new(name, [new StreamRule(RuleKind.Contains, "logger", prefix)]) { Description = description };

    private string Names(ulong set)
    {
        List<string> names = (set & (1UL << DefaultBit)) != 0 ? [DefaultStream] : [];
        for (var rest = set & ~(1UL << DefaultBit); rest != 0; rest &= rest - 1)
            names.Add(Streams[BitOperations.TrailingZeroCount(rest)].Name);
        return string.Join(',', names);
    }

    private sealed record Stream(int Bit, bool Any, bool RemovesFromDefault, int Rules);

    // A field is looked up once for all rules about it.
    private sealed record Field(int Known, byte[] Name, int[] Streams, StreamRule[] Rules);
}
