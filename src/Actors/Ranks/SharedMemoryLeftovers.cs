using System.Buffers.Binary;
using System.Globalization;
using Muster.Actors.Ranks.Io;

namespace Muster.Actors.Ranks;

/// <summary>
/// Shared memory that killed ranks left behind. Removed is only what is surely theirs: a name that an MPI or UCX gives, this user's, made since the given time,
/// and neither mapped nor open anywhere.
/// </summary>
public static class SharedMemoryLeftovers
{
    private const int Absolute = -100;       // AT_FDCWD
    private const int NoFollow = 0x100;      // AT_SYMLINK_NOFOLLOW
    private const uint Basic = 0x7ff;        // STATX_BASIC_STATS
    private const int AnswerBytes = 256;
    private const int UidAt = 20;
    private const int ModeAt = 28;
    private const int ChangedAt = 96;
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    private static readonly string[] Names =
    [
        "mpich_shar_tmp", "ucx_shm_posix_", "vader_segment.", "sm_segment.", "osc_rdma.", "open_mpi.", "psm2_shm.", "psm_shm.", "MPIDI_", "mv2_",
    ];

    /// <summary>Removes them; answers what was removed.</summary>
    public static IReadOnlyList<string> Remove(DateTimeOffset since, string folder = "/dev/shm")
    {
        var candidates = Candidates(since, folder);
        if (candidates.Count == 0)
            return [];
        candidates.ExceptWith(InUse(folder));
        var removed = new List<string>();
        foreach (var file in candidates)
        {
            try
            {
                File.Delete(file);
                removed.Add(Path.GetFileName(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody was faster, or guards it.
                continue;
            }
        }
        return removed;
    }

    private static HashSet<string> Candidates(DateTimeOffset since, string folder)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return found;
        var user = Native.geteuid();
        foreach (var file in Directory.EnumerateFiles(folder))
            if (Array.Exists(Names, n => Path.GetFileName(file).StartsWith(n, StringComparison.Ordinal)) && IsOurs(file, user, since))
                found.Add(file);
        return found;
    }

    private static unsafe bool IsOurs(string file, uint user, DateTimeOffset since)
    {
        var answer = stackalloc byte[AnswerBytes];
        if (Native.statx(Absolute, file, NoFollow, Basic, answer) != 0)
            return false;
        var stat = new ReadOnlySpan<byte>(answer, AnswerBytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(stat[UidAt..]) == user
            && (BinaryPrimitives.ReadUInt16LittleEndian(stat[ModeAt..]) & TypeMask) == RegularFile
            && BinaryPrimitives.ReadInt64LittleEndian(stat[ChangedAt..]) >= since.ToUnixTimeSeconds();
    }

    // Files below the folder that some process has mapped or open. Other users' processes cannot be read, and have none of ours.
    private static HashSet<string> InUse(string folder)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                continue;
            try
            {
                foreach (var line in File.ReadLines($"{process}/maps"))
                    if (line.IndexOf(folder + "/", StringComparison.Ordinal) is var at and >= 0)
                        used.Add(line[at..]);
                foreach (var descriptor in Directory.EnumerateFiles($"{process}/fd"))
                    if (File.ResolveLinkTarget(descriptor, returnFinalTarget: false) is { } target && target.FullName.StartsWith(folder + "/", StringComparison.Ordinal))
                        used.Add(target.FullName);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or another user's.
                continue;
            }
        }
        return used;
    }
}
