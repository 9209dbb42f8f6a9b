using Muster.EndToEnd.Tests;
using Xunit;

namespace Muster.RankFaults.Tests;

/// <summary>Runs only as root: other users, namespaces and small file systems are made.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "needs root: it starts hosts as other users or with mounts of their own";
        else if (!File.Exists("/usr/bin/setpriv") || !File.Exists("/usr/bin/unshare") || !File.Exists("/usr/bin/prlimit"))
            Skip = "needs util-linux: setpriv, unshare, prlimit";
    }
}

/// <summary>Runs only where namespaces with networks may be made.</summary>
internal sealed class NetworkTheoryAttribute : TheoryAttribute
{
    public NetworkTheoryAttribute() => Skip = CannotBecause;

    /// <summary>What is missing, or null.</summary>
    public static string? CannotBecause { get; } =
        Environment.UserName == "root" && File.Exists("/usr/bin/nsenter") && new[] { "/usr/sbin/ip", "/sbin/ip", "/bin/ip" }.Any(File.Exists)
            ? null
            : "needs root, util-linux and iproute2 for nodes with a network of their own";
}

/// <summary>Runs only where namespaces with networks may be made.</summary>
internal sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute() => Skip = NetworkTheoryAttribute.CannotBecause;
}

/// <summary>Takes minutes: MUSTER_TEST_SIZE=soak.</summary>
internal sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (!Size.IsSoak)
            Skip = "takes minutes; ./muster test soak RankFaults runs it";
    }
}

/// <summary>How long and how much: MUSTER_TEST_SIZE=soak is for by hand.</summary>
internal static class Size
{
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak";

    public static T Of<T>(T ci, T soak) => IsSoak ? soak : ci;
}
