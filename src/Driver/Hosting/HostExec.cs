using System.Runtime.InteropServices;

namespace Muster.Driver.Hosting;

/// <summary>
/// `muster host`, `muster seed` and `muster node-host`: this process becomes the host. The batch system sees one process a task, and its signals reach the
/// host itself.
/// </summary>
internal static class HostExec
{
    /// <summary>The program and first arguments of each verb.</summary>
    public static readonly IReadOnlyDictionary<string, (string Program, string? Kind)> Verbs = new Dictionary<string, (string, string?)>
    {
        ["host"] = (HostPrograms.Seed, "host"),
        ["seed"] = (HostPrograms.Seed, null),
        ["node-host"] = (HostPrograms.Node, null),
    };

    /// <summary>The command line of the host program for a verb with its arguments.</summary>
    public static IReadOnlyList<string> CommandLine(IReadOnlyList<string> arguments, Func<string, string> find, string? native)
    {
        var (program, kind) = Verbs[arguments[0]];
        List<string> line = [find(program)];
        if (kind is not null)
            line.Add(kind);
        // The seed alone starts no ranks.
        if (arguments[0] != "seed" && native is not null && !arguments.Contains("--native") && !arguments.Contains("--help") && !arguments.Contains("-h"))
            line.AddRange(["--native", native]);
        line.AddRange(arguments.Skip(1));
        return line;
    }

    /// <summary>Becomes the host; returns only when that fails.</summary>
    public static int Become(IReadOnlyList<string> arguments, Terminal terminal)
    {
        var line = CommandLine(arguments, HostPrograms.Find, HostPrograms.FindNative());
        var words = line.Select(Marshal.StringToCoTaskMemUTF8).Append(0).ToArray();
        _ = Execv(line[0], words);
        terminal.Fail($"{line[0]} cannot be started: {Marshal.GetLastPInvokeErrorMessage()}.");
        return ExitCode.Refused;
    }

    [DllImport("libc", EntryPoint = "execv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Execv([MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint[] arguments);
}
