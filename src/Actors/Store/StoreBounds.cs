using Akka.Configuration;

namespace Muster.Actors.Store;

/// <summary>How long results are kept and how much room they may take. Pure: it says what must go, another does it.</summary>
/// <param name="Age">What has been over for longer goes; null = nothing goes for its age.</param>
/// <param name="Bytes">What the store may take: the oldest that is over goes first, and when that is not enough nothing new is taken; null = as much as there is room.</param>
public sealed record StoreBounds(TimeSpan? Age, long? Bytes)
{
    /// <summary>Nothing ever goes.</summary>
    public static StoreBounds None { get; } = new(null, null);

    /// <summary>Reads <c>muster.retention</c>.</summary>
    /// <exception cref="InvalidDataException">The settings make no sense.</exception>
    public static StoreBounds Read(Config config)
    {
        return new StoreBounds(
            Value("age", path => config.GetTimeSpan(path), age => age > TimeSpan.Zero),
            Value("size", path => config.GetByteSize(path) ?? 0, size => size > 0));

        T? Value<T>(string name, Func<string, T> read, Predicate<T> makesSense)
            where T : struct
        {
            var path = $"muster.retention.{name}";
            var text = config.GetString(path, "off");
            if (text is "off" or "")
                return null;
            try
            {
                if (read(path) is var value && makesSense(value))
                    return value;
            }
            catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException or ArgumentException)
            {
                throw new InvalidDataException($"{path} is '{text}', which cannot be understood: {e.Message}", e);
            }
            throw new InvalidDataException($"{path} is '{text}': write off, or more than nothing, like {(name == "age" ? "30d" : "200GiB")}.");
        }
    }

    /// <summary>Which submissions go now, the one that was over first at the front.</summary>
    /// <param name="held">What the store holds.</param>
    /// <param name="bytes">All bytes of the store.</param>
    /// <param name="nowMicros">The time.</param>
    public IReadOnlyList<HeldSubmission> Choose(IEnumerable<HeldSubmission> held, long bytes, long nowMicros)
    {
        var gone = new List<HeldSubmission>();
        foreach (var submission in held.Where(s => s.OverUs > 0).OrderBy(s => s.OverUs).ThenBy(s => s.FirstRun))
        {
            var isOld = Age is { } age && nowMicros - submission.OverUs > age.TotalMicroseconds;
            if (!isOld && !(bytes > Bytes))
                break;
            gone.Add(submission);
            bytes -= submission.Bytes;
        }
        return gone;
    }
}

/// <summary>A submission as the store sees it.</summary>
/// <param name="Id">As the driver chose it.</param>
/// <param name="FirstRun">Its first run.</param>
/// <param name="Count">Its runs.</param>
/// <param name="OverUs">When its last run was over; 0 = it is not.</param>
/// <param name="Bytes">What its runs take in the store.</param>
public sealed record HeldSubmission(string Id, long FirstRun, int Count, long OverUs, long Bytes)
{
    /// <summary>True for a run of it.</summary>
    public bool Owns(long run) => run >= FirstRun && run < FirstRun + Count;
}
