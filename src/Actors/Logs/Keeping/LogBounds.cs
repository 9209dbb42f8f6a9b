using System.Collections.Immutable;
using Akka.Configuration;

namespace Muster.Actors.Logs.Keeping;

/// <summary>How long one class of records is kept: those of a stream, of a level and less severe, of both.</summary>
/// <param name="Name">As in the settings.</param>
/// <param name="Stream">Only records of this stream; null: of any.</param>
/// <param name="Level">Only of this level and less severe ones, 0 to 7; null: of any.</param>
/// <param name="Age">Older records go; null: none for its age.</param>
/// <param name="Bytes">The oldest go beyond it; null: no bound.</param>
/// <param name="Count">The oldest go beyond it; null: no bound.</param>
public sealed record LogClass(string Name, string? Stream, int? Level, TimeSpan? Age, long? Bytes, long? Count)
{
    /// <summary>What no other class takes.</summary>
    public const string Rest = "rest";

    internal bool Takes(IReadOnlyList<string> streams, int level) => (Stream is null || streams.Contains(Stream)) && (Level is null || level >= Level);
}

/// <summary>What the log store may keep. Pure: it says which class a record is of and which files must go, another does it.</summary>
/// <param name="Ceiling">Bytes that the log store never exceeds.</param>
/// <param name="Classes">In the order of their names; the last takes what is left.</param>
public sealed record LogBounds(long Ceiling, ImmutableArray<LogClass> Classes)
{
    /// <summary>Least ceiling: the journal and one file must fit.</summary>
    public const long LeastCeiling = 16 * 1024 * 1024;

    /// <summary>All records are of one class that only the ceiling bounds.</summary>
    public static LogBounds Of(long ceiling) => new(ceiling, [new LogClass(LogClass.Rest, null, null, null, null, null)]);

    /// <summary>The class of a record: the one that names most of it; of several the one that keeps longest.</summary>
    /// <param name="streams">Names joined by commas.</param>
    /// <param name="level">0 to 7.</param>
    public LogClass ClassOf(string streams, int level)
    {
        var names = streams.Split(',');
        return Classes.Where(c => c.Takes(names, level))
            .OrderByDescending(c => (c.Stream is null ? 0 : 1) + (c.Level is null ? 0 : 1))
            .ThenByDescending(c => c.Age ?? TimeSpan.MaxValue)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .First();
    }

    /// <summary>Files that go now, the oldest first.</summary>
    /// <param name="held">All files.</param>
    /// <param name="nowUs">The time.</param>
    public IReadOnlyList<HeldFile> Choose(IReadOnlyCollection<HeldFile> held, long nowUs)
    {
        var gone = new List<HeldFile>();
        foreach (var @class in Classes)
        {
            var files = held.Where(f => f.Class == @class.Name).OrderBy(f => f.LastReceivedUs).ToList();
            var (bytes, count) = (files.Sum(f => f.Bytes), files.Sum(f => f.Records));
            foreach (var file in files)
            {
                if (!(nowUs - file.LastReceivedUs > @class.Age?.TotalMicroseconds) && !(bytes > @class.Bytes) && !(count > @class.Count))
                    break;
                gone.Add(file);
                bytes -= file.Bytes;
                count -= file.Records;
            }
        }
        return gone;
    }

    /// <summary>Reads <c>muster.logs</c>.</summary>
    /// <exception cref="InvalidDataException">The settings make no sense.</exception>
    public static LogBounds Read(Config config)
    {
        var ceiling = Size(config, "muster.logs.ceiling", "the whole log store") ?? throw new InvalidDataException("muster.logs.ceiling is off: the log store needs one, like 4GiB.");
        if (ceiling < LeastCeiling)
            throw new InvalidDataException($"muster.logs.ceiling is {ceiling} bytes; the least is 16MiB.");
        var classes = new List<LogClass>();
        foreach (var (name, _) in config.GetConfig("muster.logs.retention")?.Root.GetObject().Items ?? new Dictionary<string, Akka.Configuration.Hocon.HoconValue>())
        {
            var path = $"muster.logs.retention.{name}";
            if (name.Any(c => !char.IsAsciiLetterOrDigit(c)))
                throw new InvalidDataException($"{path}: a class is named by letters and digits.");
            var stream = config.GetString(path + ".stream", "");
            var level = config.GetString(path + ".level", "");
            classes.Add(new LogClass(
                name,
                stream.Length == 0 ? null : stream,
                level.Length == 0 ? null : Levels.Parse(level) ?? throw new InvalidDataException($"{path}.level is '{level}', which is no level: use debug, info, warning, error or 0 to 7."),
                Age(config, path + ".age"),
                Size(config, path + ".size", "a class"),
                Count(config, path + ".count")));
        }
        if (classes.All(c => c.Name != LogClass.Rest))
            classes.Add(new LogClass(LogClass.Rest, null, null, null, null, null));
        else if (classes.Any(c => c.Name == LogClass.Rest && (c.Stream is not null || c.Level is not null)))
            throw new InvalidDataException("muster.logs.retention.rest is what no other class takes: it has no stream and no level.");
        return new LogBounds(ceiling, [.. classes.OrderBy(c => c.Name, StringComparer.Ordinal)]);
    }

    private static long? Size(Config config, string path, string what) =>
        Value(config, path, () => config.GetByteSize(path) is { } size and > 0 ? size : throw new FormatException($"more than nothing for {what}, like 4GiB"));

    private static TimeSpan? Age(Config config, string path) =>
        Value(config, path, () => config.GetTimeSpan(path) is var age && age > TimeSpan.Zero ? age : throw new FormatException("a time, like 30d"));

    private static long? Count(Config config, string path) =>
        Value(config, path, () => config.GetLong(path) is var count and > 0 ? count : throw new FormatException("a number of records"));

    private static T? Value<T>(Config config, string path, Func<T> read)
        where T : struct
    {
        var text = config.GetString(path, "off");
        if (text is "off" or "")
            return null;
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is '{text}': write off, or {e.Message}.", e);
        }
    }
}

/// <summary>A file of blocks as the bounds see it.</summary>
/// <param name="File">Its name.</param>
/// <param name="Class">Of the records in it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Records">How many.</param>
/// <param name="LastReceivedUs">When the last of them came in.</param>
public sealed record HeldFile(string File, string Class, long Bytes, long Records, long LastReceivedUs);
