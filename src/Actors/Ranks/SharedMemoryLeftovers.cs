using System.Buffers.Binary;
using System.Globalization;
using Muster.Actors.Ranks.Io;

namespace Muster.Actors.Ranks;

/// <summary>What ranks left in shared memory.</summary>
/// <param name="Removed">Files that were removed.</param>
/// <param name="Others">Files of this user of the same time that nobody uses, but that are not surely a rank's: only named.</param>
/// <param name="Postponed">Another host of this user has ranks here; what could be theirs was left for later.</param>
public sealed record Leftovers(IReadOnlyList<string> Removed, IReadOnlyList<string> Others, bool Postponed);

/// <summary>
/// Shared memory that killed ranks left behind. Removed is only what is surely theirs: a name that an MPI or UCX gives, this user's, made while the runs were here,
/// neither mapped nor open anywhere, and no other run of ours lives here.
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

    /// <summary>Removes what runs left that were here from <paramref name="since"/> to <paramref name="until"/>.</summary>
    public static Leftovers Remove(DateTimeOffset since, DateTimeOffset until) => Remove(since, until, TokenBearers.AnyRank, "/dev/shm");

    /// <summary>The same, of a folder. Whether others live is asked only when there is something to remove.</summary>
    public static Leftovers Remove(DateTimeOffset since, DateTimeOffset until, Func<bool> doOthersLive, string folder)
    {
        var left = Candidates(since, until, folder);
        if (left.Count > 0)
            left.ExceptWith(InUse(folder));
        var removed = new List<string>();
        var theirs = left.Where(f => Array.Exists(Names, n => Path.GetFileName(f).StartsWith(n, StringComparison.Ordinal))).ToArray();
        left.ExceptWith(theirs);
        var postponed = theirs.Length > 0 && doOthersLive();
        foreach (var file in postponed ? [] : theirs)
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
        return new Leftovers(removed, [.. left.Select(f => Path.GetFileName(f))], postponed);
    }

    private static HashSet<string> Candidates(DateTimeOffset since, DateTimeOffset until, string folder)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return found;
        var user = Native.geteuid();
        foreach (var file in Directory.EnumerateFiles(folder))
            if (IsOurs(file, user, since, until))
                found.Add(file);
        return found;
    }

    private static unsafe bool IsOurs(string file, uint user, DateTimeOffset since, DateTimeOffset until)
    {
        var answer = stackalloc byte[AnswerBytes];
        if (Native.statx(Absolute, file, NoFollow, Basic, answer) != 0)
            return false;
        var stat = new ReadOnlySpan<byte>(answer, AnswerBytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(stat[UidAt..]) == user
            && (BinaryPrimitives.ReadUInt16LittleEndian(stat[ModeAt..]) & TypeMask) == RegularFile
            && TimeAt(stat, ChangedAt) is var changed && changed >= since && changed <= until;
    }

    private static DateTimeOffset TimeAt(ReadOnlySpan<byte> stat, int at) =>
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(stat[at..])).AddTicks(BinaryPrimitives.ReadUInt32LittleEndian(stat[(at + 8)..]) / 100);

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
