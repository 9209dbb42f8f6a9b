using System.Collections.Concurrent;

namespace Muster.Actors.Ranks;

/// <summary>
/// What was found out about programs a moment ago: thousands of short runs of the same program look at its libraries once. A program that was written anew is looked at
/// again at once, its libraries after some seconds.
/// </summary>
internal sealed class KnownLibraries(TimeProvider time)
{
    private const int Most = 64;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Program, string? LibraryPath), Known> _known = new();

    private sealed record Known(MpiLibrary Library, DateTime Written, long Length, long Seen);

    /// <summary>As <see cref="MpiLibrary.Of"/>.</summary>
    public MpiLibrary Of(string program, string? libraryPath)
    {
        var file = new FileInfo(program);
        if (!file.Exists)
            return MpiLibrary.Of(program, libraryPath);
        if (_known.TryGetValue((program, libraryPath), out var known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length && time.GetElapsedTime(known.Seen) < Fresh)
            return known.Library;
        var library = MpiLibrary.Of(program, libraryPath);
        if (_known.Count >= Most)
            _known.Clear();
        _known[(program, libraryPath)] = new Known(library, file.LastWriteTimeUtc, file.Length, time.GetTimestamp());
        return library;
    }
}
