namespace Muster.Actors.Store;

/// <summary>Whether a folder is on a file system that other machines see too, as far as its kind tells. Such a one needs care: no write-ahead log of a database, locks only where they are carried.</summary>
public static class SharedFileSystem
{
    private static readonly HashSet<string> Kinds =
        ["nfs", "nfs4", "lustre", "gpfs", "beegfs", "ceph", "panfs", "cifs", "smb3", "afs", "orangefs", "pvfs2", "wekafs", "glusterfs", "daos", "9p", "virtiofs"];

    /// <summary>True when the folder's file system is of a shared kind.</summary>
    public static bool Has(string directory) => Has(directory, File.ReadLines("/proc/self/mountinfo"));

    /// <summary>The same by a given table of mounts, in the form of /proc/self/mountinfo.</summary>
    public static bool Has(string directory, IEnumerable<string> mounts)
    {
        var path = Path.GetFullPath(directory);
        var (best, kind) = ("", "");
        foreach (var mount in mounts)
        {
            // id parent major:minor root mountpoint options ... - type source options
            var words = mount.Split(' ');
            var dash = Array.IndexOf(words, "-");
            if (dash < 5 || dash + 1 >= words.Length)
                continue;
            var point = words[4].Replace("\\040", " ", StringComparison.Ordinal);
            var covers = point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);
            if (covers && point.Length >= best.Length)
                (best, kind) = (point, words[dash + 1]);
        }
        return Kinds.Contains(kind) || kind.StartsWith("fuse.", StringComparison.Ordinal);
    }
}
