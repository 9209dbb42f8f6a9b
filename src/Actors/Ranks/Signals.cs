using System.Globalization;

namespace Muster.Actors.Ranks;

/// <summary>Signal numbers and names as people say them.</summary>
public static class Signals
{
    /// <summary>Interrupt, as Ctrl-C sends it.</summary>
    public const int Interrupt = 2;

    /// <summary>Kill, which no process can ignore.</summary>
    public const int Kill = 9;

    /// <summary>Terminate.</summary>
    public const int Terminate = 15;

    private static readonly string[] Names =
    [
        "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
        "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
        "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>"SIGKILL" for 9.</summary>
    public static string NameOf(int signal) =>
        signal > 0 && signal < Names.Length ? Names[signal] : string.Create(CultureInfo.InvariantCulture, $"signal {signal}");
}
