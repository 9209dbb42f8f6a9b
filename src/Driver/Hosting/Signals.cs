using System.Runtime.InteropServices;

namespace Muster.Driver.Hosting;

/// <summary>Signals to processes by pid.</summary>
internal static class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    public static void Send(int pid, int signal) => _ = KillCall(pid, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int KillCall(int pid, int signal);
}
